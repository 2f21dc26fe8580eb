import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { timeOfDay, writingOf } from './intl.ts';
import { ko } from './ko/index.ts';
import { wordsOf } from './words-of.ts';

type Read = (english: string, korean: string, parameters: readonly string[]) => void;

const hangul = /[가-힣]/;
/** Names of programs, shells, protocols and AWS’s own terms, which are the same in every language. */
const sameInBoth = /^(?:formats\.(?!dotenv|credentials-file)|language$|system\.quit\.ways\.process$)/;

/** A function's parameters, by markers. Some texts count: those are told a number too. */
function callsOf(function_: (...given: readonly never[]) => unknown): readonly (readonly unknown[])[] {
  const markers = Array.from({ length: Math.max(1, function_.length) }, (_, index) => `⟦${index}⟧`);
  return [markers, markers.map((_, index) => 71 + index), markers.map((marker) => [marker])];
}

/** Params of a failure that are asked for, each given as a marker. */
function paramReader(asked: Set<string>, given: boolean) {
  return (name: string, otherwise = '') => {
    asked.add(name);
    return given ? `⟦${name}⟧` : otherwise;
  };
}

const byParams = new Set(['errors', 'reasons', 'things', 'limits']);

/** Every text of both catalogues in pairs, as a person could read it. */
function pairs(): readonly (readonly [path: string, english: unknown, korean: unknown])[] {
  const found: (readonly [string, unknown, unknown])[] = [];
  const visit = (path: string, english: unknown, korean: unknown) => {
    if (typeof english === 'object' && english !== null && !Array.isArray(english)) {
      for (const [key, value] of Object.entries(english)) {
        visit(path === '' ? key : `${path}.${key}`, value, Reflect.get(Object(korean), key));
      }
    } else {
      found.push([path, english, korean]);
    }
  };
  visit('', en, ko);
  return found;
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function markersIn(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.join(' ').match(/⟦[^⟧]*⟧/g) ?? [])].sort();
}

function readPair(path: string, english: unknown, korean: unknown, read: Read): void {
  const pairUp = (one: unknown, other: unknown) => {
    const [texts, others] = [textsOf(one), textsOf(other)];
    expect(others.length, path).toBe(texts.length);
    for (const [index, text] of texts.entries()) read(text, others[index] ?? '', markersIn([text]));
    // A sentence may stand in another place of the pair.
    expect(markersIn(others), path).toEqual(markersIn(texts));
  };
  if (typeof english !== 'function' && typeof korean !== 'function') {
    pairUp(english, korean);
    return;
  }
  if (byParams.has(path.split('.')[0] ?? '')) {
    for (const given of [true, false]) {
      const make = (entry: unknown) =>
        typeof entry === 'function' ? entry(paramReader(new Set(), given)) : entry;
      pairUp(make(english), make(korean));
    }
    return;
  }
  if (typeof english !== 'function' || typeof korean !== 'function') throw new Error(`Unlike: ${path}`);
  const calls = callsOf(english as () => unknown).flatMap((given) => {
    try {
      return [[english(...given), korean(...given)] as const];
    } catch {
      // Not what this text takes.
      return [];
    }
  });
  expect(calls.length, path).toBeGreaterThan(0);
  for (const [one, other] of calls) pairUp(one, other);
}

const all = pairs();

describe('the two catalogues', () => {
  it('are found whole', () => {
    expect(all.length).toBeGreaterThan(350);
    expect(wordsOf('ko')).toBe(ko);
    expect(wordsOf('en')).toBe(en);
  });

  it.each(all)('%s is said in Korean, with what the English tells', (path, english, korean) => {
    readPair(path, english, korean, (text, other) => {
      expect(text).not.toMatch(hangul);
      if (sameInBoth.test(path)) return;
      // Empty: nothing to add; markers alone: a name, or what somebody else said.
      const isOurs = /[a-z]{3}/i.test(text.replaceAll(/⟦[^⟧]*⟧/g, ''));
      if (!isOurs) return;
      expect(other, path).toMatch(hangul);
      expect(other, path).not.toBe(text);
      expect(`${text}${other}`, path).not.toMatch(/undefined|NaN|\[object|!/);
    });
  });

  it('never let the last sound of an inserted name decide a particle', () => {
    const afterName = /⟦[^⟧]*⟧(?:은|는|이|가|을|를|과|와|으로|로|이나|나|이라|라)(?![가-힣])/;
    for (const [path, english, korean] of all) {
      readPair(path, english, korean, (_text, other) => expect(other, path).not.toMatch(afterName));
    }
  });
});

describe('how a language writes', () => {
  const [english, korean] = [writingOf('en'), writingOf('ko')];

  it('numbers, lists and plurals', () => {
    expect([english.number(12_345), korean.number('12345'), english.number('⟦x⟧')]).toEqual([
      '12,345',
      '12,345',
      '⟦x⟧',
    ]);
    expect(english.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(korean.list(['a', 'b', 'c'])).toBe('a, b 및 c');
    expect([0, 1, 2].map((count) => english.plural(count, 'one', 'other'))).toEqual([
      'other',
      'one',
      'other',
    ]);
    expect([0, 1, 2].map((count) => korean.plural(count, 'one', 'other'))).toEqual([
      'other',
      'other',
      'other',
    ]);
  });

  it('durations, and what is none as it stands', () => {
    expect([english.duration(5_400), korean.duration('5400')]).toEqual(['1 h 30', '1시간 30분']);
    expect(english.duration('This duration')).toBe('This duration');
  });

  it('times of day, from 0 to 23 hours', () => {
    const midnight = new Date(2026, 4, 4, 0, 5).getTime();
    const evening = new Date(2026, 4, 4, 22, 30).getTime();
    for (const language of ['en', 'ko'] as const) {
      expect([timeOfDay(language, midnight), timeOfDay(language, evening)]).toEqual(['00:05', '22:30']);
    }
  });
});

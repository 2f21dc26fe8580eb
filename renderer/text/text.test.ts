import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FileProblem, ImportNoteCode } from '../../shared/aws-files-views.ts';
import { type Leaf, leavesOf } from '../testing/catalogue.ts';
import { sampleSettings } from '../testing/sample-snapshot.ts';
import { en, ko, type Text, textOf } from './text.ts';

/** What stands in for one value, in the ways that a catalogue may take it. */
const stands = (place: number) => [`⟪${place}⟫`, 71 + place, [`⟪${place}⟫`], true];
const shown = (value: unknown) => (Array.isArray(value) ? String(value[0]) : String(value));

interface Filled {
  readonly values: readonly unknown[];
  readonly words: string;
  /** Those of the values that are in the words. */
  readonly seen: readonly string[];
}

function fill(leaf: Exclude<Leaf, string>, values: readonly unknown[]): Filled | null {
  try {
    const words = leaf(...values);
    if (typeof words !== 'string' || /NaN|undefined|\[object/.test(words)) return null;
    return { values, words, seen: values.map(shown).filter((value) => words.includes(value)) };
  } catch {
    return null;
  }
}

/** Filled in with values of the kinds it takes: those of which the most can be seen. */
function filled(leaf: Exclude<Leaf, string>): Filled | null {
  let ways: readonly (readonly unknown[])[] = [[]];
  for (let place = 0; place < leaf.length; place += 1) {
    ways = ways.flatMap((way) => stands(place).map((stand) => [...way, stand]));
  }
  const found = ways.flatMap((values) => fill(leaf, values) ?? []);
  return found.reduce<Filled | null>(
    (best, next) => (best === null || next.seen.length > best.seen.length ? next : best),
    null,
  );
}

const withoutShared = ({ words: _, locale: __, ...own }: Text) => own;
const english = leavesOf(withoutShared(en));
const korean = leavesOf(withoutShared(ko));

/** What is the same in every language, and why. */
const untranslated: Readonly<Record<string, string>> = {
  appName: 'a name',
  'header.searchKey': 'a key as keyboards have it',
  'announce.failed': 'what is put in is in Korean',
  'editor.raiseChange': 'a parameter of IAM',
  'editor.raiseFromTo': 'an arrow between two durations',
  'handOff.templateHelp.everything': 'nothing to say',
  'importing.tools.aws-vault': 'a name',
  'importing.tools.files': 'a folder',
  'importing.tools.leapp': 'a name',
  'palette.choice': 'what is put in is in Korean',
  'palette.keys': 'keys as keyboards have them',
  'plaintext.section': 'a section’s header as in the file',
  'row.lifeLeft': 'a number',
  'settings.zoomPercent': 'a number',
  'settings.languages.en': 'each language by its own name',
  'settings.languages.ko': 'each language by its own name',
  'signInForm.methods.identity-center.label': 'a name',
  'signInForm.methods.oidc.label': 'a name',
  'signInForm.methods.saml.label': 'a name',
  'signInForm.presets.amazon.label': 'a name',
  'signInForm.presets.cognito.label': 'a name',
  'signInForm.presets.entra.label': 'a name',
  'signInForm.presets.facebook.label': 'a name',
  'signInForm.presets.google.label': 'a name',
  'signInForm.presets.keycloak.label': 'a name',
  'signInForm.presets.okta.label': 'a name',
  'signIns.kinds.identity-center': 'a name',
  'signIns.kinds.oidc': 'a name',
  'signIns.kinds.saml': 'a name',
  'signIns.provider.graph.facebook.com': 'a name',
  'signIns.provider.www.amazon.com': 'a name',
};
/** An example of what a machine reads. */
const isExample = (path: string) => path.endsWith('Placeholder') && !wordsInPlaceholder.has(path);
const wordsInPlaceholder = new Set(
  ['source', 'key', 'signIn', 'raiseVia', 'tagKey', 'tagValue'].map((name) => `editor.${name}Placeholder`),
);
/** Made by Intl. */
const ofIntl = new Set(['names']);
/** Takes a code; looked at below. */
const byCode = new Set(['importNote', 'fileProblem', 'settingsImport.settings']);

function wordsOf(path: string, leaf: Leaf): string {
  return typeof leaf === 'string' ? leaf : (filled(leaf)?.words ?? `${path} could not be filled in`);
}

describe('the Korean words', () => {
  const paths = [...english.keys()].filter((path) => !byCode.has(path) && !ofIntl.has(path));

  it('are there for all that there is in English, and for nothing else', () => {
    expect([...korean.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('are Korean, but for what has no other name', () => {
    const foreign = paths.filter((path) => {
      const words = wordsOf(path, korean.get(path) ?? '');
      return !/\p{Script=Hangul}/u.test(words) && !isExample(path);
    });
    const expected = Object.keys(untranslated).filter((path) => path !== 'settings.languages.ko');
    expect(foreign.toSorted()).toEqual(expected.toSorted());
  });

  it('are not the English ones, but for the same', () => {
    const same = paths.filter((path) => {
      const inEnglish = wordsOf(path, english.get(path) ?? '');
      return inEnglish === wordsOf(path, korean.get(path) ?? '') && !isExample(path);
    });
    expect(same.filter((path) => untranslated[path] === undefined)).toEqual([]);
  });

  it('put in whatever the English ones put in', () => {
    const lost = paths.flatMap((path) => {
      const source = english.get(path);
      const target = korean.get(path);
      if (typeof source !== 'function' || typeof target !== 'function') return [];
      const inEnglish = filled(source);
      const inKorean = inEnglish === null ? null : fill(target, inEnglish.values);
      const missing = inEnglish?.seen.filter((value) => !inKorean?.seen.includes(value)) ?? ['all'];
      return missing.length === 0 ? [] : [`${path} lacks ${missing.join(', ')}`];
    });
    expect(lost).toEqual([]);
  });

  it('choose no particle by the last consonant of what is put in', () => {
    const particles = /⟫[”"]?(?:은|는|이|가|을|를|과|와|으로|로|이나|나|아|야|이라|라)(?=[\s,.?]|$)/u;
    const guessing = paths.filter((path) => particles.test(wordsOf(path, korean.get(path) ?? '')));
    expect(guessing).toEqual([]);
  });

  it('end their sentences alike', () => {
    const sentences = paths.flatMap((path) =>
      wordsOf(path, korean.get(path) ?? '')
        .split(/(?<=[.?]) /)
        .filter((sentence) => /[가-힣][.?]$/u.test(sentence))
        .map((sentence) => `${path}: ${sentence}`),
    );
    expect(
      sentences.filter((sentence) =>
        /(?:해요|예요|에요|까요|한다|이다|하시오|하십시오)[.?]$/u.test(sentence),
      ),
    ).toEqual([]);
  });
});

/** Every code, with the parameters that it may carry. */
const notes: Readonly<Record<ImportNoteCode, Readonly<Record<string, string>>>> = {
  cycle: { path: '⟪path⟫' },
  'source-missing': { section: '⟪section⟫' },
  'partial-keys': { section: '⟪section⟫' },
  'source-and-credential-source': {},
  'no-credentials': { section: '⟪section⟫' },
  'value-refused': { key: '⟪key⟫', section: '⟪section⟫', reason: '⟪reason⟫' },
  'key-not-supported': { key: '⟪key⟫' },
  'name-taken': { value: '⟪value⟫' },
  'temporary-keys': { section: '⟪section⟫' },
  'plaintext-key': {},
  'source-unusable': { section: '⟪section⟫' },
  'duration-capped': { value: '7201' },
  'inherited-from-default': { key: '⟪key⟫' },
};
const fileProblems: Readonly<Record<FileProblem['code'], true>> = {
  'not-utf-8': true,
  'byte-order-mark': true,
  'before-first-section': true,
  'no-separator': true,
  'section-not-closed': true,
  'section-twice': true,
  'key-twice': true,
  'continuation-without-key': true,
  'empty-key': true,
};
const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => Object.keys(record) as Key[];
const marks = (words: string) => (words.match(/⟪\w+⟫/g) ?? []).toSorted();

describe('words by a code', () => {
  it.each(keysOf(notes))('say %s in both languages, with the same parameters', (code) => {
    for (const own of ['⟪section⟫', 'another']) {
      const inKorean = ko.importNote(code, notes[code], own);
      expect(inKorean).toMatch(/\p{Script=Hangul}/u);
      expect(marks(inKorean)).toEqual(marks(en.importNote(code, notes[code], own)));
      expect(inKorean).toMatch(/\.$/);
    }
    expect(ko.importNote(code, {}, 'another')).not.toMatch(/undefined|“”/);
  });

  it.each(keysOf(fileProblems))('say %s of a file', (code) => {
    const inKorean = ko.fileProblem(code, '⟪subject⟫');
    expect(inKorean).toMatch(/\p{Script=Hangul}/u);
    expect(marks(inKorean)).toEqual(marks(en.fileProblem(code, '⟪subject⟫')));
  });
});

describe('the names of settings', () => {
  it.each(keysOf(sampleSettings))('are there in both languages: %s', (name) => {
    const inKorean = ko.settingsImport.settings([name]);
    expect(inKorean).toMatch(/: .*\p{Script=Hangul}/u);
    expect(inKorean).not.toBe(en.settingsImport.settings([name]));
  });
});

describe('numbers and counts', () => {
  it.each([
    [0, 'No session live', '활성 세션 없음'],
    [1, '1 session live', '활성 세션 1개'],
    [1_234, '1,234 sessions live', '활성 세션 1,234개'],
  ])('are written as the language does: %i', (count, inEnglish, inKorean) => {
    expect(textOf('en').footer.live(count)).toBe(inEnglish);
    expect(textOf('ko').footer.live(count)).toBe(inKorean);
  });

  it('name durations and lists in the language', () => {
    expect(en.duration(16_200)).toBe('4 h 30');
    expect(ko.duration(16_200)).toBe('4시간 30분');
    expect(en.names(['a', 'b', 'c'])).toMatch(/^a, b,? and c$/);
    expect(ko.names(['a', 'b', 'c'])).toBe('a, b 및 c');
    expect(en.names(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
    expect(ko.names(['a', 'b', 'c', 'd'], 2)).toBe('a, b 외 2개');
    expect(ko.names(['a', 'b', 'c'], 2)).toBe('a, b 및 c');
  });
});

describe('the rooms of a catalogue', () => {
  it('have no name twice, or one would hide the other', async () => {
    const files = readdirSync(new URL('en', import.meta.url)).filter((file) => !/index|writing/.test(file));
    const rooms = await Promise.all(
      files.map(async (file): Promise<Readonly<Record<string, object>>> => import(`./en/${file}`)),
    );
    const names = rooms.flatMap((room) => Object.values(room)).flatMap((room) => Object.keys(room));
    expect(names.length).toBeGreaterThan(files.length);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });
});

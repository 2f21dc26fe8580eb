import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTexts } from './aws-file-merge.ts';

const base = '[default]\nregion = a\n\n[profile one]\nkey = 1\n\n[profile two]\nkey = 2\n';

describe('two writers of one text', () => {
  it('keeps what each changed in its own place', () => {
    const first = base.replace('key = 1', 'key = 9').replace('region = a', 'region = a\noutput = json');
    const second = base.replace('key = 2', 'key = 8');
    const both = first.replace('key = 2', 'key = 8');
    expect(mergeTexts(base, first, second)).toBe(both);
    expect(mergeTexts(base, second, first)).toBe(both);
  });

  it('keeps both additions at one place, each once', () => {
    const first = `${base}[profile three]\nkey = 3\n`;
    const second = `${base}[profile four]\nkey = 3\n`;
    expect(mergeTexts(base, first, second)).toBe(
      `${base}[profile three]\nkey = 3\n[profile four]\nkey = 3\n`,
    );
    expect(mergeTexts(base, first, first)).toBe(first);
    expect(mergeTexts('', 'a\n', 'b\n')).toBe('a\nb\n');
  });

  it('never makes a key double: of two new values the winner’s stays', () => {
    const first = base.replace('region = a', 'region = b');
    const second = base.replace('region = a', 'region = c');
    expect(mergeTexts(base, first, second)).toBe(first);
  });

  it('separates additions to a last line without an end', () => {
    expect(mergeTexts('a', 'a\nb', 'a\nc')).toBe('a\nb\nc');
    expect(mergeTexts('a', 'a\nb\n', 'a\nc')).toBe('a\nb\nc\n');
    expect(mergeTexts('a\r\n', 'a\r\n', 'a\r\nb\r\n')).toBe('a\r\nb\r\n');
  });

  it('loses no addition of either, wherever it is, and keeps all of the base', () => {
    const index = fc.nat({ max: 12 });
    const lines = fc.array(fc.constantFrom('[a]\n', '[b]\n', 'x = 1\n', '\n', '# c\n'), { maxLength: 12 });
    fc.assert(
      fc.property(
        lines,
        fc.array(index, { maxLength: 5 }),
        fc.array(index, { maxLength: 5 }),
        (kept, here, there) => {
          const text = kept.join('');
          const first = withAdded(kept, here, 'first');
          const second = withAdded(kept, there, 'second');
          const merged = mergeTexts(text, first, second).split(/(?<=\n)/);
          const only = (word: string) => merged.filter((line) => line.startsWith(word)).sort();
          expect(only('first')).toEqual(here.map((_, count) => `first ${count}\n`).sort());
          expect(only('second')).toEqual(there.map((_, count) => `second ${count}\n`).sort());
          expect(merged.filter((line) => !/^(?:first|second)/.test(line)).join('')).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('manages texts too long for its table', () => {
    const long = Array.from({ length: 3_000 }, (_, count) => `line ${count}\n`);
    const text = long.join('');
    const changed = text.replace('line 1\n', 'line one\n').replace('line 2990\n', 'line many\n');
    expect(mergeTexts(text, changed, `${text}more\n`)).toBe(`${changed}more\n`);
  });
});

function withAdded(lines: readonly string[], places: readonly number[], word: string): string {
  const out = [...lines];
  for (const [count, place] of places.entries())
    out.splice(Math.min(place, out.length), 0, `${word} ${count}\n`);
  return out.join('');
}

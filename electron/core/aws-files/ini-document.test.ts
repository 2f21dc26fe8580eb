import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinIni, parseIni } from './ini-document.ts';
import { generatedFile } from './testing/aws-files-generator.ts';

function keysOf(text: string): readonly (readonly [string | null, readonly string[]])[] {
  return parseIni(text).sections.map(({ name, keys }) => [
    name,
    keys.map((key) => `${key.name}=${key.value}`),
  ]);
}

describe('a file as lines', () => {
  it('holds every byte of whatever it is given', () => {
    const anyBytes = fc.array(fc.integer({ min: 0, max: 255 })).map((bytes) => String.fromCharCode(...bytes));
    const any = fc.oneof(
      anyBytes,
      generatedFile('config').map(({ text }) => text),
    );
    fc.assert(
      fc.property(any, (text) => {
        const { mark, lines } = parseIni(text);
        expect(joinIni(mark, lines)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('knows sections, keys and what belongs to them', () => {
    expect(keysOf('[a]\r\nRegion = x # y\r\noutput:json\n\n[b c] # note\nk\t=  \u00c3\u00a9\r')).toEqual([
      ['a', ['region=x # y', 'output=json']],
      ['b c', ['k=\u00e9']],
    ]);
  });

  it('takes deeper lines for the value, a header among them', () => {
    expect(keysOf('[a]\ns3 =\n  # note\n  x = y\n\n  [z]\nregion = r\n more')).toEqual([
      ['a', ['s3=\nx = y\n\n[z]', 'region=r\nmore']],
    ]);
  });

  it('reads keys that are all indented, and those that step back', () => {
    expect(keysOf('[a]\n    k = 1\n  l = 2\nm = 3')).toEqual([['a', ['k=1', 'l=2', 'm=3']]]);
  });

  it('gives nothing under a header that is not closed to the section before', () => {
    expect(keysOf('[a]\nk = 1\n[profile prod\nrole_arn = x')).toEqual([
      ['a', ['k=1']],
      [null, ['role_arn=x']],
    ]);
  });
});

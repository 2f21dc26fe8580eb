import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader, parseObject } from './line-reader.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('LineReader', () => {
  it('gives the same lines however the stream is cut', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(40)), (lines, cuts) => {
        const reader = new LineReader();
        const heard: string[] = [];
        let left = bytes(lines.map((text) => `${text}\n`).join(''));
        for (const cut of [...cuts, left.length]) {
          heard.push(...(reader.push(left.subarray(0, cut), 10_000) ?? ['too long']));
          left = left.subarray(cut);
        }
        heard.push(...(reader.push(left, 10_000) ?? []));
        expect(heard).toEqual(lines);
      }),
    );
  });

  it('ends at a line longer than it may be, also before its end is there', () => {
    expect(new LineReader().push(bytes('12345\n'), 5)).toEqual(['12345']);
    expect(new LineReader().push(bytes('123456\n'), 5)).toBeNull();
    const reader = new LineReader();
    expect(reader.push(bytes('123'), 5)).toEqual([]);
    expect(reader.push(bytes('456'), 5)).toBeNull();
  });

  it('ends at bytes that are not UTF-8', () => {
    expect(new LineReader().push(Uint8Array.of(0xc3, 0x28, 0x0a), 5)).toBeNull();
  });
});

describe('parseObject', () => {
  it('takes objects only', () => {
    expect(parseObject('{"a":1}')).toEqual({ a: 1 });
    for (const line of ['', '{', '[]', 'null', '1', '"a"', '{"a":1}{']) expect(parseObject(line)).toBeNull();
  });
});

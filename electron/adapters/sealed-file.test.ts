import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealedFile, type SealedRecord, type WrappingKey } from './sealed-file.ts';

const key: WrappingKey = { id: 'key-1', bytes: randomBytes(32) };
const two: readonly SealedRecord[] = [
  { name: 'first', text: 'a secret' },
  { name: 'second', text: 'another secret' },
];

function opened(text: string, kind = 'sessions', with_ = key) {
  const parsed = SealedFile.parse(text, kind);
  return parsed.kind === 'sealed' ? parsed.file.open(with_) : parsed.kind;
}

interface Shape {
  format: unknown;
  kind: string;
  records: { name: string; nonce: string; tag: string; sealed: string }[];
}

function changed(text: string, change: (file: Shape) => void): string {
  const file: Shape = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
}

describe('a sealed file', () => {
  it('gives back what was sealed, whatever it was', () => {
    const record = fc.record({ name: fc.string(), text: fc.string({ unit: 'grapheme' }) });
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ name }) => name, maxLength: 8 }), (records) => {
        expect(opened(SealedFile.seal('sessions', key, records))).toEqual({ records, damaged: 0 });
      }),
    );
  });

  it('shows nothing of it, and never the same bytes twice', () => {
    const first = SealedFile.seal('sessions', key, two);
    expect(first).not.toContain('secret');
    const records = (text: string): Shape['records'] => JSON.parse(text).records;
    const nonces = [first, SealedFile.seal('sessions', key, two)].flatMap((text) =>
      records(text).map(({ nonce }) => nonce),
    );
    expect(new Set(nonces).size).toBe(4);
  });

  it('loses one damaged record, not the others', () => {
    const text = SealedFile.seal('sessions', key, two);
    for (const field of ['nonce', 'tag', 'sealed'] as const) {
      const damaged = changed(text, ({ records }) => {
        const record = records[0];
        if (record) record[field] = record[field].replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
      });
      expect(opened(damaged)).toEqual({ records: [two[1]], damaged: 1 });
    }
    const shortTag = changed(text, ({ records }) => {
      const record = records[0];
      if (record) record.tag = Buffer.from(record.tag, 'base64').subarray(0, 4).toString('base64');
    });
    expect(opened(shortTag)).toEqual({ records: [two[1]], damaged: 1 });
  });

  it('takes no record for another, or for one of another kind', () => {
    const text = SealedFile.seal('sessions', key, two);
    const swapped = changed(text, ({ records }) => {
      const [first, second] = records;
      if (first && second) [first.name, second.name] = [second.name, first.name];
    });
    expect(opened(swapped)).toEqual({ records: [], damaged: 2 });
    const otherKind = changed(text, (file) => {
      file.kind = 'refresh-tokens';
    });
    expect(opened(otherKind, 'refresh-tokens')).toEqual({ records: [], damaged: 2 });
    expect(opened(otherKind, 'sessions')).toBe('corrupt');
  });

  it('opens with its own key only', () => {
    const text = SealedFile.seal('sessions', key, two);
    expect(opened(text, 'sessions', { id: 'key-1', bytes: randomBytes(32) })).toEqual({
      records: [],
      damaged: 2,
    });
  });

  it('of a newer format is told from a broken one', () => {
    expect(opened(JSON.stringify({ format: 2, anything: 'else' }))).toBe('newer');
    for (const text of ['', '{', 'null', '[]', '{"format":1}', '{"format":"1"}', '\0\0\0']) {
      expect(opened(text), text).toBe('corrupt');
    }
  });
});

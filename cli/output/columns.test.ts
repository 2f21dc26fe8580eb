import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, displayWidth } from './columns.ts';

describe('columns', () => {
  it('aligns names of any script and leaves empty columns and spaces at line ends out', () => {
    const rows = [
      [{ text: '운영 계정' }, { text: 'live', colour: 'green' as const }, { text: '' }, { text: 'x' }],
      [{ text: 'dev' }, { text: '-' }, { text: '' }, { text: '' }],
    ];
    expect(columns(['PROFILE', 'STATE', 'EMPTY', 'LAST'], rows, { colour: false })).toBe(
      ['PROFILE    STATE  LAST', '운영 계정  live   x', 'dev        -', ''].join('\n'),
    );
  });

  it('colours only where it may', () => {
    const rows = [[{ text: 'live', colour: 'green' as const }]];
    expect(columns(['S'], rows, { colour: true })).toContain('\u001b[32mlive\u001b[0m');
    expect(columns(['S'], rows, { colour: false })).not.toContain('\u001b');
  });

  it('starts every second column at the same cell', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .filter((text) => !/[\s|]/u.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
        const rows = names.map((text) => [{ text }, { text: '|' }]);
        const lines = columns(['', '|'], rows, { colour: false }).split('\n').slice(0, -1);
        const starts = new Set(lines.map((line) => displayWidth(line.slice(0, line.lastIndexOf('|')))));
        expect(starts.size).toBe(1);
      }),
    );
  });
});

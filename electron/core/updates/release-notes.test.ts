import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { releaseNotesText } from './release-notes.ts';

describe('release notes', () => {
  it('are lines of text, whatever a feed gives', () => {
    expect(releaseNotesText('# 2.0\n\n- Cuts quicker\r\n- R&D')).toBe('# 2.0\n- Cuts quicker\n- R&D');
    expect(releaseNotesText('<h2>2.0</h2><ul><li>Cuts <b>quicker</b></li><li>R&amp;D</li></ul>')).toBe(
      '2.0\n• Cuts quicker\n• R&D',
    );
    expect(releaseNotesText(null)).toBe('');
    expect(releaseNotesText([{ version: '2.0', note: 'x' }])).toBe('');
  });

  it('lose scripts and what reorders text, and keep a comparison', () => {
    expect(releaseNotesText('a<script>alert(1)</script>b')).toBe('ab');
    expect(releaseNotesText('safe \u202egnihton')).toBe('safe gnihton');
    expect(releaseNotesText('1 < 2 and 3 > 2')).toBe('1 < 2 and 3 > 2');
  });

  it('are cut', () => {
    const text = releaseNotesText(Array.from({ length: 500 }, (_, line) => `line ${line}`).join('\n'));
    expect(text.split('\n')).toHaveLength(61);
    expect(text.endsWith('\n…')).toBe(true);
  });

  it('never hold a control character, and never take long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (given) => {
        return !/\p{Cc}/u.test(releaseNotesText(given).replaceAll('\n', ''));
      }),
    );
    expect(releaseNotesText('<'.repeat(100_000))).not.toBe('');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { providerWords } from './oidc-words.ts';

describe('a provider’s words', () => {
  it('are one short line without anything invisible, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const words = providerWords(text);
        expect(words).not.toMatch(/[\p{C}\n\r\u2028\u2029]/u);
        expect([...words].length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('never hold what was sent, wherever it is repeated', () => {
    const secret = fc.stringMatching(/^[\w!$%&+ -]{8,60}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (sent, before, after) => {
        expect(providerWords(`${before}${sent}${after}`, [sent])).not.toContain(sent);
      }),
    );
  });

  it('hold no token that was not known', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{40,80}$/), (token) => {
        expect(providerWords(`bad token ${token} sent`)).toBe('bad token … sent');
      }),
    );
  });

  it('stay as they are where nothing is wrong with them', () => {
    const words = 'AADSTS65004: User declined to consent to access the app. (access_denied)';
    expect(providerWords(words)).toBe(words);
    expect(providerWords('동의하지 않음')).toBe('동의하지 않음');
  });
});

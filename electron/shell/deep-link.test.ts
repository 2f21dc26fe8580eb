import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName } from '../../shared/aws-limits.ts';
import { findDeepLink, parseDeepLink } from './deep-link.ts';

describe('parseDeepLink', () => {
  it.each([
    ['keycutter://profile/prod', 'prod'],
    ['KeyCutter://profile/prod-admin_2', 'prod-admin_2'],
    ['keycutter://profile/R%26D%20%231', 'R&D #1'],
    ['keycutter://profile/%E9%81%8B%E7%94%A8', '運用'],
    ['keycutter://profile/운영', '운영'],
    ['keycutter://profile/a%2Fb', 'a/b'],
    ['keycutter://profile/%2e%2e', '..'],
    ['keycutter://profile/100%25', '100%'],
  ])('%s names %s', (link, name) => {
    expect(parseDeepLink(link)).toBe(name);
  });

  it.each([
    '',
    'keycutter:',
    'keycutter://',
    'keycutter:profile/prod',
    'keycutter:/profile/prod',
    'keycutter:///profile/prod',
    'keycutter://profile',
    'keycutter://profile/',
    'keycutter://profile/prod/',
    'keycutter://profile/prod/assume',
    'keycutter://profile//prod',
    'keycutter://profile/../stop/prod',
    'keycutter://profile/a\\..\\b',
    'keycutter://profile/prod?action=assume',
    'keycutter://profile/prod?',
    'keycutter://profile/prod#export',
    'keycutter://profile/prod --remote-debugging-port=9222',
    'keycutter://profile/prod" --inspect "',
    'keycutter://profile/prod\n--inspect',
    'keycutter://user@profile/prod',
    'keycutter://profile:80/prod',
    'keycutter://assume/prod',
    'keycutter://PROFILE.evil.example/prod',
    'keycutter://export/prod',
    'keycutter://settings',
    'https://profile/prod',
    'javascript:alert(1)',
    'xkeycutter://profile/prod',
    ' keycutter://profile/prod',
    'keycutter://profile/%',
    'keycutter://profile/%zz',
    'keycutter://profile/%ff',
    'keycutter://profile/%00',
    'keycutter://profile/a%0Ab',
    'keycutter://profile/a%1B[31m',
    'keycutter://profile/evil%E2%80%AEdorp',
    'keycutter://profile/%20prod',
    'keycutter://profile/%20',
    `keycutter://profile/${'a'.repeat(81)}`,
    `keycutter://profile/${'%61'.repeat(400)}`,
  ])('refuses %j', (link) => {
    expect(parseDeepLink(link)).toBeNull();
  });

  it('brings any name back that a profile can have', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => text.trim())
      .filter((text) => checkName(text) === null);
    fc.assert(
      fc.property(name, (text) => {
        expect(parseDeepLink(`keycutter://profile/${encodeURIComponent(text)}`)).toBe(text);
      }),
    );
  });

  it('never gives a name with a line break, a control character or a mark of direction, whatever it is given', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }).map((text) => `keycutter://profile/${text}`),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 }).map((bytes) => {
        const encoded = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
        return `keycutter://profile/${encoded.join('')}`;
      }),
    );
    fc.assert(
      fc.property(hostile, (link) => {
        const name = parseDeepLink(link);
        if (name === null) return;
        expect(name).toMatch(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]{1,80}$/u);
        expect(link.toLowerCase().startsWith('keycutter://profile/')).toBe(true);
      }),
    );
  });
});

describe('findDeepLink', () => {
  it('is the first argument that is one, whatever it says', () => {
    expect(findDeepLink(['/opt/keycutter', '--hidden', 'KEYCUTTER://x', 'keycutter://profile/b'])).toBe(
      'KEYCUTTER://x',
    );
    expect(findDeepLink(['--link=keycutter://profile/a', '/home/keycutter'])).toBeNull();
  });
});

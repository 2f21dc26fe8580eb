import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import { encode } from './byte-text.ts';
import { redacted, withoutLongTermKey } from './move-key.ts';
import { readAwsFiles } from './read-aws-files.ts';
import { generatedFile } from './testing/aws-files-generator.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const keys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

function take(text: string, section = 'default', value = secret) {
  return withoutLongTermKey(text, section, id, new Secret(value));
}

describe('taking a key out of credentials', () => {
  it.each([
    ['the section with it', `# top\n[default]\n${keys}\n[b]\nk = 1\n`, '# top\n\n[b]\nk = 1\n'],
    ['not the section that has more', `[default]\n${keys}region = x\n`, '[default]\nregion = x\n'],
    ['not a comment', `[default]\n# mine\n${keys}`, '[default]\n# mine\n'],
    [
      'however it is spelled',
      `[default]\r\nAWS_Access_Key_Id:${id}\r\naws_secret_access_key\t=${secret}\r\nk=1`,
      '[default]\r\nk=1',
    ],
    [
      'its account and token',
      `[default]\n${keys}aws_account_id = 1\naws_session_token =\nk = 1\n`,
      '[default]\nk = 1\n',
    ],
    [
      'not a header that keeps the next from becoming part of a value',
      `[a]\nk = 1\n[default]\n    ${keys.trimEnd().replace('\n', '\n    ')}\n  [b]\nl = 2\n`,
      '[a]\nk = 1\n[default]\n  [b]\nl = 2\n',
    ],
  ])('%s', (_, before, after) => {
    expect(take(before)).toEqual({ ok: true, value: after });
  });

  it.each([
    ['another key is there now', `[default]\n${keys.replace('AKIA', 'AKIB')}`, 'import-outdated'],
    ['another secret is there now', `[default]\n${keys.replace('wJalr', 'wJalx')}`, 'import-outdated'],
    ['the section is gone', '[b]\nk = 1\n', 'aws-section-gone'],
    ['the key is gone', '[default]\nregion = x\n', 'aws-section-gone'],
  ])('refuses when %s', (_, text, code) => {
    expect(take(text)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('a backup', () => {
  it.each([
    ['a value', `[a]\naws_secret_access_key = ${secret}\n`],
    ['capitals and a colon', `[a]\nAWS_SECRET_ACCESS_KEY:${secret}\n`],
    ['the next line', `[a]\naws_secret_access_key =\n    ${secret}\n`],
    ['a token over two lines', `[a]\naws_session_token = ${secret}\n  ${secret}${secret}\n`],
    [
      'two of a kind',
      `[a]\naws_secret_access_key = ${secret}\naws_secret_access_key = ${secret.replace('w', 'v')}\n`,
    ],
    ['a comment', `[a]\n# aws_secret_access_key = ${secret}\n`],
    ['a block', `[a]\ns3 =\n  aws_secret_access_key = ${secret}\n`],
    ['before the first section', `aws_secret_access_key = ${secret}\n`],
    ['no separator', `[a]\naws_secret_access_key ${secret}\n`],
    ['a line of its own', `[a]\naws_access_key_id = ${id}\n${secret}\n`],
    ['elsewhere too', `[a]\naws_secret_access_key = short-secret\n# it was short-secret before\n`],
  ])('holds no secret: %s', (_, text) => {
    const backup = redacted(text);
    expect(backup).not.toContain(secret);
    expect(backup).not.toContain(secret.slice(1));
    expect(backup).not.toContain('short-secret');
    expect(backup).toContain('REMOVED-BY-KEYCUTTER');
  });

  it('keeps all that is none', () => {
    const text = `\u00ef\u00bb\u00bf# where aws_secret_access_key goes\r\n[a]\r\naws_access_key_id = ${id}\r\nrole_arn = arn:aws:iam::123456789012:role/OperationsAdministrator\r\n`;
    expect(redacted(text)).toBe(text);
  });

  it('has none of the secrets of any file, and the same sections and keys', () => {
    const secretText = fc.string({ unit: fc.constantFrom(...'abcXYZ019/+='), minLength: 12, maxLength: 40 });
    const spelling = fc.constantFrom(
      'aws_secret_access_key = ',
      'AWS_SECRET_ACCESS_KEY=',
      '  aws_session_token : ',
      '#aws_security_token=',
      'aws_session_token =\n   ',
      'aws_secret_access_key = ab\n\t',
    );
    fc.assert(
      fc.property(
        generatedFile('credentials'),
        fc.array(fc.tuple(spelling, secretText), { minLength: 1, maxLength: 4 }),
        ({ text }, secrets) => {
          const planted = secrets.map(([key, value]) => `\n[s]\n${key}${value}\n`).join('');
          const whole = text + encode(planted);
          const backup = redacted(whole);
          for (const [, value] of secrets) expect(backup).not.toContain(value);
          for (const { keys: read } of readAwsFiles({ config: null, credentials: whole }).profiles.values()) {
            for (const { secret: held } of read.values()) {
              const lines = (held?.reveal() ?? '').split('\n').filter((line) => line.length >= 8);
              for (const line of lines) expect(backup).not.toContain(encode(line));
            }
          }
          const names = (file: string) =>
            [...readAwsFiles({ config: null, credentials: file }).profiles].map(([name, { keys: read }]) => [
              name,
              [...read.keys()],
            ]);
          expect(names(backup)).toEqual(names(whole));
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

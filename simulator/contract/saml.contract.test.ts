import {
  AssumeRoleWithSAMLCommand,
  type AssumeRoleWithSAMLCommandInput,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { SimulatorClock } from '../clock.ts';
import { startSimulator } from '../simulator.ts';
import { rolePair, type SamlResponseOptions, samlResponse } from '../testing/saml-response.ts';
import { createSigningKeys } from '../testing/self-signed-certificate.ts';
import {
  entityId,
  identityAccount,
  nextSamlKeys,
  otherProviderArn,
  providerArn,
  roleArn,
  samlKeys,
  workload,
} from './identity-account.ts';
import { JavaScriptClients, keysOf, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients(identityAccount);
const minute = 60_000;
const corp = roleArn('corp');

function response(more: Partial<SamlResponseOptions> = {}) {
  return samlResponse({
    keys: samlKeys,
    issuer: entityId,
    at: aws.clock.now(),
    roles: [rolePair(corp, providerArn)],
    ...more,
  });
}

/** No credentials: the assertion is all there is. */
function assume(assertion: string, more: Partial<AssumeRoleWithSAMLCommandInput> = {}) {
  const client = new STSClient({ endpoint: aws.simulator.url, region: 'eu-central-1', maxAttempts: 1 });
  return client.send(
    new AssumeRoleWithSAMLCommand({
      RoleArn: corp,
      PrincipalArn: providerArn,
      SAMLAssertion: assertion,
      ...more,
    }),
  );
}

const denied = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithSAML',
};
const invalid = (message: string) => ({ code: 'InvalidIdentityToken', status: 400, message });
const expired = (message: string) => ({ code: 'ExpiredTokenException', status: 400, message });

describe('AssumeRoleWithSAML', () => {
  it('gives a session of the role, and says who it is for', async () => {
    const answer = await assume(response({ roleSessionName: 'ada@example.com' }));
    expect(answer).toMatchObject({
      AssumedRoleUser: {
        AssumedRoleId: 'AROACORP:ada@example.com',
        Arn: `arn:aws:sts::${workload}:assumed-role/corp/ada@example.com`,
      },
      Subject: 'G-8a2f',
      SubjectType: 'persistent',
      Issuer: entityId,
      Audience: 'https://signin.aws.amazon.com/saml',
      NameQualifier: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
    });
    expect(answer.PackedPolicySize).toBeUndefined();
    expect(answer.SourceIdentity).toBeUndefined();
    expect((await aws.identity(keysOf(answer))).Arn).toBe(answer.AssumedRoleUser?.Arn);
  });

  it.each([
    ['a signed response', { signed: 'response' }],
    ['both signed', { signed: 'both' }],
    ['the other shape', { shape: 'default-namespaces' }],
    ['the other shape, its response signed', { shape: 'default-namespaces', signed: 'response' }],
    ['SHA-1', { hash: 'sha1' }],
    ['SHA-512', { hash: 'sha512' }],
    ['the next certificate', { keys: nextSamlKeys }],
    ['the provider first', { roles: [rolePair(providerArn, corp)] }],
    ['white space', { roles: [`\n   ${corp} ,\t${providerArn}  `] }],
    ['one of many roles', { roles: [rolePair(roleArn('x'), providerArn), rolePair(corp, providerArn)] }],
    ['the address as audience', { audience: 'https://signin.aws.amazon.com/saml' }],
    ['no NotBefore to speak of', { notBefore: 0 }],
    ['attributes of its own', { attributes: { mail: ['<a&b>'] } }],
  ] satisfies readonly (readonly [string, Partial<SamlResponseOptions>])[])('takes %s', async (_, more) => {
    await assume(response(more));
  });

  it('takes an assertion again while it is fresh, and broken into lines', async () => {
    const assertion = response();
    await assume(assertion);
    aws.clock.advance(5 * minute - 1);
    await assume(assertion.replace(/.{76}/g, '$&\r\n'));
    aws.clock.advance(1);
    expect(await refusalOf(assume(assertion))).toEqual(
      expired('Token must be redeemed within 5 minutes of issuance'),
    );
  });

  it.each([
    'https://eu-central-1.signin.aws.amazon.com/saml',
    'https://signin.aws.amazon.com/saml/acs/SAML_abc-1',
  ])('takes the recipient %s, which trust policies may refuse', async (recipient) => {
    const roles = [rolePair(corp, providerArn), rolePair(roleArn('by-issuer'), providerArn)];
    const assertion = response({ recipient, roles });
    expect(await refusalOf(assume(assertion))).toEqual(denied);
    expect((await assume(assertion, { RoleArn: roleArn('by-issuer') })).Audience).toBe(recipient);
  });
});

describe('what is refused', () => {
  it.each([
    ['no signature', { signed: 'nothing' }, 'Response signature invalid'],
    ['another signer', { keys: createSigningKeys() }, 'Response signature invalid'],
    [
      'a changed attribute',
      { tamper: (xml) => xml.replace('person@example.com', 'root@example.com') },
      'Response signature invalid',
    ],
    [
      'a changed time, its response signed',
      { signed: 'response', tamper: (xml) => xml.replace(/NotOnOrAfter="20/, 'NotOnOrAfter="21') },
      'Response signature invalid',
    ],
    ['another issuer', { issuer: 'https://evil.example.com' }, 'Issuer not present in specified provider'],
    ['another audience', { audience: 'urn:example' }, 'Response does not contain the required audience.'],
    ['no audience', { audience: null }, 'Response does not contain the required audience.'],
    [
      'another recipient',
      { recipient: 'https://signin.aws.amazon.com.evil.example/saml' },
      'Response does not contain the required recipient.',
    ],
    ['no recipient', { recipient: null }, 'Response does not contain the required recipient.'],
    ['no session name', { roleSessionName: null }, 'RoleSessionName is required in AuthnResponse'],
    [
      'a bad session name',
      { roleSessionName: 'Ada Lovelace' },
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
    [
      'a bad source identity',
      { sourceIdentity: 'aws:ada' },
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    ],
    [
      'a session duration past 12 h',
      { sessionDuration: '43201' },
      'SessionDuration in AuthnResponse must be between 900 and 43200',
    ],
    ['another document', { tamper: () => '<Response/>' }, 'Invalid SAML response'],
    ['no document', { tamper: () => 'Hello' }, 'Invalid SAML response'],
    ['entities', { tamper: (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}` }, 'Invalid SAML response'],
  ] satisfies readonly (readonly [string, Partial<SamlResponseOptions>, string])[])(
    '%s',
    async (_, more, message) => {
      expect(await refusalOf(assume(response(more)))).toEqual(invalid(message));
    },
  );

  it('what is no base64, without showing it', async () => {
    expect(await refusalOf(assume('not base64!'))).toEqual(invalid('Invalid base64 SAMLResponse'));
    const short = await refusalOf(assume('abc'));
    expect(short.message).toBe(
      "1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length greater than or equal to 4",
    );
  });

  it('times that are over, or still to come', async () => {
    const now = aws.clock.now();
    const over = response({ notOnOrAfter: now });
    expect(await refusalOf(assume(over))).toEqual(expired('Token has expired'));
    const later = response({ notBefore: now + 2 * minute });
    expect(await refusalOf(assume(later))).toEqual(invalid('Token is not yet valid'));
    const fromTheFuture = response({ at: now + 2 * minute, notBefore: 0 });
    expect(await refusalOf(assume(fromTheFuture))).toEqual(invalid('Token is not yet valid'));
    const ended = response({ sessionNotOnOrAfter: now });
    expect(await refusalOf(assume(ended))).toEqual(expired('Session has expired'));
  });

  it('an answer that says that sign-in failed', async () => {
    expect(await refusalOf(assume(response({ status: 'Responder' })))).toMatchObject({
      code: 'IDPRejectedClaim',
      status: 403,
    });
  });

  it('a provider that is not there, or not the one', async () => {
    const nobody = `arn:aws:iam::${workload}:saml-provider/nobody`;
    expect(await refusalOf(assume(response(), { PrincipalArn: nobody }))).toEqual(
      invalid("Specified provider doesn't exist"),
    );
    expect(await refusalOf(assume(response(), { PrincipalArn: otherProviderArn }))).toEqual(
      invalid('Issuer not present in specified provider'),
    );
  });

  it('a role that is not offered, not there, or not for this provider or person', async () => {
    expect(await refusalOf(assume(response(), { RoleArn: roleArn('corp-short') }))).toEqual(denied);
    for (const offered of [
      rolePair(corp, otherProviderArn),
      `${rolePair(corp, providerArn)},${corp}`,
      corp,
    ]) {
      expect(await refusalOf(assume(response({ roles: [offered] })))).toEqual(denied);
    }
    const names = ['none', 'partner', 'only-bo', 'AWSReservedSSO_Read_0123456789abcdef', 'web'];
    const roles = names.map((name) => rolePair(roleArn(name), providerArn));
    for (const name of names) {
      expect(await refusalOf(assume(response({ roles }), { RoleArn: roleArn(name) })), name).toEqual(denied);
    }
    await assume(response({ roles, nameId: 'bo' }), { RoleArn: roleArn('only-bo') });
  });

  it('an unknown action, where the stand-in was given no XML', async () => {
    const plain = await startSimulator({ account: identityAccount, clock: new SimulatorClock() });
    const client = new STSClient({ endpoint: plain.url, region: 'eu-central-1', maxAttempts: 1 });
    const call = client.send(
      new AssumeRoleWithSAMLCommand({
        RoleArn: corp,
        PrincipalArn: providerArn,
        SAMLAssertion: response(),
      }),
    );
    expect((await refusalOf(call)).code).toBe('InvalidAction');
    await plain.close();
  });
});

describe('how long it lasts', () => {
  const expiry = async (more: Partial<SamlResponseOptions>, DurationSeconds?: number) => {
    const { Credentials } = await assume(response(more), { ...(DurationSeconds && { DurationSeconds }) });
    return ((Credentials?.Expiration?.getTime() ?? 0) - Math.floor(aws.clock.now() / 1000) * 1000) / 1000;
  };

  it('is an hour, or what was asked for, or less when the provider says so', async () => {
    expect(await expiry({ sessionDuration: '43200' })).toBe(3600);
    expect(await expiry({}, 43_200)).toBe(43_200);
    const soon = Math.floor(aws.clock.now() / 1000) * 1000 + 1_800_000;
    expect(await expiry({ sessionNotOnOrAfter: soon }, 43_200)).toBeGreaterThanOrEqual(1799);
    expect(await expiry({ sessionNotOnOrAfter: soon }, 43_200)).toBeLessThanOrEqual(1800);
  });

  it("is within the role's maximum and AWS's", async () => {
    const roles = [rolePair(roleArn('corp-short'), providerArn)];
    const call = assume(response({ roles }), { RoleArn: roleArn('corp-short'), DurationSeconds: 3601 });
    expect(await refusalOf(call)).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    for (const DurationSeconds of [899, 43_201]) {
      expect((await refusalOf(assume(response(), { DurationSeconds }))).code).toBe('ValidationError');
    }
  });
});

describe('what comes with it', () => {
  it('tags and a source identity, which need their permissions', async () => {
    const roles = [rolePair(corp, providerArn), rolePair(roleArn('untagged'), providerArn)];
    const tagged = response({ roles, principalTags: { team: 'blue' }, transitiveTagKeys: ['team'] });
    const answer = await assume(tagged);
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    expect((await refusalOf(assume(tagged, { RoleArn: roleArn('untagged') }))).message).toBe(
      'Not authorized to perform sts:TagSession',
    );
    const known = response({ roles, sourceIdentity: 'ada' });
    expect((await assume(known)).SourceIdentity).toBe('ada');
    expect((await refusalOf(assume(known, { RoleArn: roleArn('untagged') }))).message).toBe(
      'Not authorized to perform sts:SetSourceIdentity',
    );
  });

  it('is narrowed by session policies, as long as they fit', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::one/*' },
    });
    const { accessKeyId } = keysOf(await assume(response(), { Policy }));
    expect(aws.simulator.allows(accessKeyId, 's3:GetObject', 'arn:aws:s3:::one/a')).toBe(true);
    expect(aws.simulator.allows(accessKeyId, 's3:GetObject', 'arn:aws:s3:::two/a')).toBe(false);
    const broken = await refusalOf(assume(response(), { Policy: '{}' }));
    expect(broken.code).toBe('MalformedPolicyDocument');
    const long = await refusalOf(assume(response(), { Policy: `"${'x'.repeat(2048)}"` }));
    expect(long.message).toContain('Member must have length less than or equal to 2048');
  });

  it('opens the console for as long as is asked', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = keysOf(await assume(response()));
    const Session = JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });
    const body = new URLSearchParams({ Action: 'getSigninToken', Session, SessionDuration: '43200' });
    const answer = await fetch(`${aws.simulator.url}/federation`, { method: 'POST', body });
    expect(answer.status).toBe(200);
  });

  it('counts as chaining for the next role', async () => {
    const session = keysOf(await assume(response(), { DurationSeconds: 43_200 }));
    await aws.assume(roleArn('next'), {}, session);
    const call = aws.assume(roleArn('next'), { DurationSeconds: 3601 }, session);
    expect((await refusalOf(call)).message).toContain('1 hour session limit');
    expect((await refusalOf(aws.sessionToken({}, session))).code).toBe('AccessDenied');
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { SimulatedAws } from '../account.ts';
import { SimulatorClock } from '../clock.ts';
import { startSimulator } from '../simulator.ts';
import {
  awsClaims,
  createWebIdentityKey,
  type WebIdentityTokenOptions,
  webIdentityToken,
} from '../testing/web-identity.ts';
import {
  clientId,
  ecKey,
  googleKey,
  identityAccount,
  issuer,
  oidcProviderArn,
  roleArn,
  rsaKey,
  workload,
} from './identity-account.ts';
import { JavaScriptClients, keysOf, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients(identityAccount);

function token(more: Partial<WebIdentityTokenOptions> = {}) {
  return webIdentityToken({
    key: rsaKey,
    issuer,
    audience: clientId,
    subject: 'ada-1',
    at: aws.clock.now(),
    ...more,
  });
}

function assume(
  webIdentity: string,
  more: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
  endpoint = aws.simulator.url,
) {
  const client = new STSClient({ endpoint, region: 'eu-central-1', maxAttempts: 1 });
  return client.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn('web'),
      RoleSessionName: 'session',
      WebIdentityToken: webIdentity,
      ...more,
    }),
  );
}

const denied = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
};
const invalid = (message: string) => ({ code: 'InvalidIdentityToken', status: 400, message });
const noKey = invalid(
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
);

describe('AssumeRoleWithWebIdentity', () => {
  it('gives a session of the role, and says who it is for', async () => {
    const answer = await assume(token());
    expect(answer).toMatchObject({
      AssumedRoleUser: {
        AssumedRoleId: 'AROAWEB:session',
        Arn: `arn:aws:sts::${workload}:assumed-role/web/session`,
      },
      SubjectFromWebIdentityToken: 'ada-1',
      Provider: oidcProviderArn,
      Audience: clientId,
    });
    expect((await aws.identity(keysOf(answer))).Arn).toBe(answer.AssumedRoleUser?.Arn);
  });

  it('takes ES256 too, several audiences, and the authorized party', async () => {
    await assume(token({ key: ecKey }));
    expect((await assume(token({ audience: ['other', clientId] }))).Audience).toBe(clientId);
    const authorized = token({ audience: ['other', 'more'], claims: { azp: clientId } });
    expect((await assume(authorized)).Audience).toBe(clientId);
  });

  it('takes a token again while it is valid', async () => {
    const shown = token({ life: 600 });
    await assume(shown);
    await assume(shown);
    aws.clock.advance(600_000);
    const refusal = await refusalOf(assume(shown));
    expect(refusal).toMatchObject({ code: 'ExpiredTokenException', status: 400 });
    expect(refusal.message).toMatch(
      /^Token expired: current date\/time \d+ must be before the expiration date\/time\d+$/,
    );
  });

  it('leaves the choice of people to the trust policy', async () => {
    await assume(token(), { RoleArn: roleArn('web-sub') });
    const others = token({ subject: 'eve-1' });
    expect(await refusalOf(assume(others, { RoleArn: roleArn('web-sub') }))).toEqual(denied);
    expect(await refusalOf(assume(token({ audience: 'second' })))).toEqual(denied);
    for (const name of ['corp', 'google', 'none']) {
      expect(await refusalOf(assume(token(), { RoleArn: roleArn(name) })), name).toEqual(denied);
    }
  });

  it('knows Google without a provider in the account', async () => {
    const google = { key: googleKey, issuer: 'https://accounts.google.com' };
    const answer = await assume(token({ ...google, audience: 'g1' }), { RoleArn: roleArn('google') });
    expect(answer.Provider).toBe('accounts.google.com');
    const other = assume(token({ ...google, audience: 'g2' }), { RoleArn: roleArn('google') });
    expect(await refusalOf(other)).toEqual(denied);
  });

  it('hands on tags and a source identity', async () => {
    const answer = await assume(token({ claims: awsClaims({ team: 'blue' }, ['team'], 'ada') }));
    expect(answer.SourceIdentity).toBe('ada');
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
  });

  it("lasts within the role's maximum, and counts as chaining for the next role", async () => {
    const call = assume(token(), { RoleArn: roleArn('web-sub'), DurationSeconds: 3601 });
    expect((await refusalOf(call)).message).toContain('exceeds the MaxSessionDuration');
    const session = keysOf(await assume(token(), { DurationSeconds: 43_200 }));
    const next = aws.assume(roleArn('next'), { DurationSeconds: 3601 }, session);
    expect((await refusalOf(next)).message).toContain('1 hour session limit');
  });
});

describe('what is refused', () => {
  it.each([
    [
      'another issuer',
      { issuer: 'https://evil.example.com' },
      'No OpenIDConnect provider found in your account for https://evil.example.com',
    ],
    [
      'a slash more',
      { issuer: `${issuer}/` },
      `No OpenIDConnect provider found in your account for ${issuer}/`,
    ],
    ['another audience', { audience: 'other' }, 'Incorrect token audience'],
    ['another authorized party', { claims: { azp: 'other' } }, 'Incorrect token audience'],
    ['no subject', { claims: { sub: undefined } }, 'Missing a required claim: sub'],
    ['no expiry', { claims: { exp: undefined } }, 'Missing a required claim: exp'],
    ['another key of that name', { key: createWebIdentityKey('RS256', 'rsa') }, 'Invalid token signature'],
    ['an unknown key', { key: createWebIdentityKey('RS256', 'new') }, noKey.message],
    ['a key of the other kind', { header: { kid: 'ec' } }, noKey.message],
    [
      'no algorithm',
      { header: { alg: 'none' } },
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    ],
  ] satisfies readonly (readonly [string, Partial<WebIdentityTokenOptions>, string])[])(
    '%s',
    async (_, more, message) => {
      expect(await refusalOf(assume(token(more)))).toEqual(invalid(message));
    },
  );

  it('changed claims', async () => {
    const [header, , signature] = token().split('.');
    const claims = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(token().split('.')[1] ?? '', 'base64url').toString()),
        sub: 'eve',
      }),
    ).toString('base64url');
    const refusal = await refusalOf(assume(`${header}.${claims}.${signature}`));
    expect(refusal).toEqual(invalid('Invalid token signature'));
  });

  it('tokens of the future, and of the day before yesterday', async () => {
    const now = aws.clock.now();
    expect((await refusalOf(assume(token({ at: now + 120_000 })))).message).toBe('Token is not yet valid');
    const old = token({ at: now - 86_401_000, life: 200_000 });
    expect(await refusalOf(assume(old))).toMatchObject({
      code: 'ExpiredTokenException',
      message: expect.stringMatching(/^Token too old: \d+$/),
    });
  });

  it('what is no ARN of a role', async () => {
    const call = assume(token(), { RoleArn: 'arn:aws:iam::333333333333:user/web' });
    expect(await refusalOf(call)).toMatchObject({
      code: 'ValidationError',
      message: 'Request ARN is invalid',
    });
  });
});

describe('access tokens', () => {
  const amazon = { RoleArn: roleArn('amazon'), ProviderId: 'www.amazon.com' };
  const facebook = { RoleArn: roleArn('facebook'), ProviderId: 'graph.facebook.com' };

  it('of Login with Amazon and Facebook open roles', async () => {
    expect(await assume('Atza|good', amazon)).toMatchObject({
      SubjectFromWebIdentityToken: 'amzn1.account.X',
      Provider: 'www.amazon.com',
      Audience: 'amzn1.app',
    });
    expect((await assume('EAAgood', facebook)).Provider).toBe('graph.facebook.com');
  });

  it('that the provider does not know, or of the other provider, do not', async () => {
    for (const call of [
      assume('Atza|bad', amazon),
      assume('Atza|unknown', amazon),
      assume('EAAgood', amazon),
    ]) {
      expect(await refusalOf(call)).toMatchObject({ code: 'IDPRejectedClaim', status: 403 });
    }
    expect(await refusalOf(assume('Atza|good', { ...amazon, RoleArn: roleArn('web') }))).toEqual(denied);
    expect(await refusalOf(assume('EAAgone', facebook))).toMatchObject({
      code: 'IDPCommunicationError',
      status: 400,
    });
    expect((await refusalOf(assume('x'.repeat(4), { ...amazon, ProviderId: 'example.com' }))).code).toBe(
      'ValidationError',
    );
  });

  it('without their provider are no ID tokens', async () => {
    expect((await refusalOf(assume('Atza|good'))).message).toContain('is not a valid JWT');
  });
});

describe('keys at an address', () => {
  it('are asked for each time, and their absence is told by kind', async () => {
    let answer = { status: 200, body: JSON.stringify({ keys: [rsaKey.publicJwk] }) };
    const provider = createServer((_, response) => {
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => {
      provider.listen(0, '127.0.0.1', resolve);
    });
    const jwksUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks`;
    const [first] = identityAccount.accounts;
    const account: SimulatedAws = {
      accounts: [{ id: workload, ...first, oidcProviders: [{ issuer, clientIds: [clientId], jwksUrl }] }],
    };
    const simulator = await startSimulator({ account, clock: new SimulatorClock() });
    const call = () => assume(token(), {}, simulator.url);
    await call();
    answer = { ...answer, body: JSON.stringify({ keys: [ecKey.publicJwk] }) };
    expect(await refusalOf(call())).toEqual(noKey);
    answer = { ...answer, body: 'nonsense' };
    expect(await refusalOf(call())).toEqual(noKey);
    answer = { status: 503, body: '' };
    expect((await refusalOf(call())).code).toBe('IDPCommunicationError');
    await new Promise((resolve) => {
      provider.close(resolve);
      provider.closeAllConnections();
    });
    expect((await refusalOf(call())).code).toBe('IDPCommunicationError');
    await simulator.close();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AssumeRootRecipe, FederationTokenRecipe } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import {
  admin,
  broker,
  clerk,
  clientId,
  entityId,
  identityAccount,
  issuer,
  member,
  providerArn,
  roleArn,
  rsaKey,
  samlKeys,
  workload,
} from '../../simulator/contract/identity-account.ts';
import { verifySamlSignature } from '../../simulator/saml/xml-signature.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { rolePair, type SamlResponseOptions, samlResponse } from '../../simulator/testing/saml-response.ts';
import { createSigningKeys } from '../../simulator/testing/self-signed-certificate.ts';
import { type WebIdentityTokenOptions, webIdentityToken } from '../../simulator/testing/web-identity.ts';
import type { StsCaller } from '../core/aws-ports.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { SdkIamGateway } from './iam-gateway.ts';
import { SdkStsGateway } from './sts-gateway.ts';
import { plain, samlRequest, webIdentityRequest } from './testing/agreeable-sts.ts';

/** The gateways against the AWS stand-in, which enforces AWS's rules. */

let aws: Simulator<SimulatorClock>;
const network = () => ({ ...plain, endpointUrl: aws.url });
const sts = new SdkStsGateway({ network });
const iam = new SdkIamGateway({ network });
const never = new AbortController().signal;
const hour = 3_600;

beforeAll(async () => {
  aws = await startSimulator({
    account: identityAccount,
    clock: new SimulatorClock(),
    saml: verifySamlSignature,
  });
});
afterEach(() => aws.clock.advance(-aws.clock.offset));
afterAll(() => aws.close());

function as(keys: { readonly accessKeyId: string; readonly secretAccessKey: string }): StsCaller {
  const { accessKeyId, secretAccessKey } = keys;
  return {
    credentials: { accessKeyId, secretAccessKey: new Secret(secretAccessKey) },
    region: 'eu-central-1',
    endpointUrl: null,
  };
}

function granted<Value>({ result }: { readonly result: Result<Value> }): Value {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}
const refusal = ({ result }: { readonly result: Result<unknown> }) => (result.ok ? null : result.error);

async function whoIs(credentials: SessionCredentials) {
  return granted(await sts.getCallerIdentity({ ...as(broker), credentials }, never)).arn;
}

describe('by SAML', () => {
  function response(more: Partial<SamlResponseOptions> = {}) {
    const at = aws.clock.now();
    const roles = [rolePair(roleArn('corp'), providerArn)];
    return new Secret(samlResponse({ keys: samlKeys, issuer: entityId, at, roles, ...more }));
  }
  function redeem(assertion: Secret, role = 'corp', durationSeconds = hour) {
    const recipe = { ...samlRequest.recipe, roleArn: roleArn(role), principalArn: providerArn };
    return sts.assumeRoleWithSaml({ recipe, durationSeconds, assertion }, never);
  }
  const assume = (more: Partial<SamlResponseOptions> = {}, role = 'corp', durationSeconds = hour) =>
    redeem(response(more), role, durationSeconds);

  it('a session is what was asked for, and works', async () => {
    const session = granted(await assume({}, 'corp', 12 * hour));
    expect(session.assumedRoleArn).toBe(`arn:aws:sts::${workload}:assumed-role/corp/person@example.com`);
    expect(session.expiration - aws.clock.now()).toBeGreaterThan(11.9 * hour * 1_000);
    expect(await whoIs(session)).toBe(session.assumedRoleArn);
  });

  it('an assertion may be used again within its five minutes', async () => {
    const assertion = response();
    for (const _time of [1, 2]) granted(await redeem(assertion));
    aws.clock.advance(301_000);
    expect(refusal(await redeem(assertion))).toEqual({ code: 'saml-assertion-expired', params: {} });
  });

  it('what is refused is told apart', async () => {
    expect(refusal(await assume({ keys: createSigningKeys() }))?.code).toBe('sts-invalid-identity-token');
    expect(refusal(await assume({}, 'partner'))?.code).toBe('sts-access-denied');
    const maximum = { roles: [rolePair(roleArn('corp-short'), providerArn)] };
    expect(refusal(await assume(maximum, 'corp-short', 2 * hour))?.code).toBe('sts-duration-over-maximum');
    expect(refusal(await assume({ audience: 'https://example.com' }))).toMatchObject({
      code: expect.stringMatching(/^sts-/),
    });
  });
});

describe('by a web identity', () => {
  function assume(more: Partial<WebIdentityTokenOptions> = {}, role = 'web') {
    const at = aws.clock.now();
    const options = { key: rsaKey, issuer, audience: clientId, subject: 'ada-1', at, ...more };
    const recipe = { ...webIdentityRequest.recipe, roleArn: roleArn(role) };
    const token = new Secret(webIdentityToken(options));
    return sts.assumeRoleWithWebIdentity({ ...webIdentityRequest, recipe, token }, never);
  }

  it('a session is what was asked for, and works', async () => {
    const session = granted(await assume());
    expect(session.assumedRoleArn).toBe(`arn:aws:sts::${workload}:assumed-role/web/ada`);
    expect(await whoIs(session)).toBe(session.assumedRoleArn);
  });

  it('what is refused is told apart', async () => {
    const old = refusal(await assume({ at: aws.clock.now() - 2 * hour * 1_000 }));
    expect(old).toMatchObject({ code: 'sts-expired-token', params: { action: 'AssumeRoleWithWebIdentity' } });
    expect(refusal(await assume({ audience: 'another' }))?.code).toBe('sts-invalid-identity-token');
    expect(refusal(await assume({ subject: 'bo' }, 'web-sub'))).toMatchObject({
      code: 'sts-access-denied',
      params: { action: 'AssumeRoleWithWebIdentity' },
    });
  });

  it('Amazon’s and Facebook’s tokens go with the provider’s name', async () => {
    const ask = (role: string, providerId: string, token: string) => {
      const recipe = { ...webIdentityRequest.recipe, roleArn: roleArn(role) };
      const request = { ...webIdentityRequest, recipe, providerId, token: new Secret(token) };
      return sts.assumeRoleWithWebIdentity(request, never);
    };
    expect((await ask('amazon', 'www.amazon.com', 'Atza|good')).result.ok).toBe(true);
    expect(refusal(await ask('amazon', 'www.amazon.com', 'Atza|bad'))?.code).toBe('sts-idp-rejected-claim');
    expect(refusal(await ask('facebook', 'graph.facebook.com', 'EAAgone'))?.code).toBe(
      'sts-idp-communication',
    );
  });
});

describe('by a broker', () => {
  const recipe: FederationTokenRecipe = {
    kind: 'federation-token',
    source: { kind: 'access-key', keyId: 'key' },
    region: 'eu-central-1',
    durationSeconds: hour,
    policyArns: [],
    tags: [{ key: 'team', value: 'blue' }],
    policy: JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }),
  };
  const ask = (keys = broker) =>
    sts.getFederationToken(as(keys), { recipe, name: 'guest', durationSeconds: 36 * hour }, never);

  it('a federated user has a name and an end', async () => {
    const session = granted(await ask());
    expect(session.assumedRoleArn).toBe(`arn:aws:sts::${workload}:federated-user/guest`);
    expect(session.expiration - aws.clock.now()).toBeGreaterThan(35.9 * hour * 1_000);
    expect(await whoIs(session)).toBe(session.assumedRoleArn);
  });

  it('who may not lend is told so', async () => {
    expect(refusal(await ask(clerk))).toMatchObject({
      code: 'sts-access-denied',
      params: { action: 'GetFederationToken' },
    });
  });
});

describe('as root of a member', () => {
  const recipe: AssumeRootRecipe = {
    kind: 'assume-root',
    source: { kind: 'access-key', keyId: 'key' },
    targetAccount: member,
    task: 'S3UnlockBucketPolicy',
    region: 'eu-central-1',
    durationSeconds: 900,
  };

  it('a session is a quarter of an hour of root', async () => {
    const session = granted(await sts.assumeRoot(as(admin), recipe, never));
    expect(session.assumedRoleArn).toBeNull();
    expect(await whoIs(session)).toBe(`arn:aws:iam::${member}:root`);
  });

  it('who is not of the organization’s management is told so', async () => {
    expect(refusal(await sts.assumeRoot(as(broker), recipe, never))?.code).toBe('sts-access-denied');
  });
});

describe('IAM', () => {
  it('tells a role’s maximum, and raises it', async () => {
    const caller = as(broker);
    expect(granted(await iam.maxSessionDuration(caller, 'next', never))).toBe(hour);
    granted(await iam.setMaxSessionDuration(caller, 'next', 4 * hour, never));
    expect(granted(await iam.maxSessionDuration(caller, 'next', never))).toBe(4 * hour);
    expect(refusal(await iam.maxSessionDuration(as(clerk), 'next', never))).toMatchObject({
      code: 'iam-access-denied',
      params: { action: 'iam:GetRole' },
    });
    const reserved = 'AWSReservedSSO_Admin_fedcba9876543210';
    expect(refusal(await iam.setMaxSessionDuration(caller, reserved, 4 * hour, never))?.code).toBe(
      'role-maximum-not-raisable',
    );
  });

  it('tells the caller’s own devices', async () => {
    expect(granted(await iam.mfaDevices(as(broker), never))).toEqual([
      `arn:aws:iam::${workload}:mfa/broker`,
      'GAHT12345678',
    ]);
    expect(refusal(await iam.mfaDevices(as(clerk), never))).toMatchObject({
      code: 'iam-access-denied',
      params: { action: 'iam:ListMFADevices' },
    });
  });
});

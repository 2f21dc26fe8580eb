import { afterEach, describe, expect, it } from 'vitest';
import type { FederationTokenRecipe } from '../../shared/profile.ts';
import {
  agreeableServer,
  caller,
  closeServers,
  gateway,
  never,
  refusing,
  samlRequest,
  webIdentityRequest,
} from './testing/agreeable-sts.ts';

/** The calls beside AssumeRole and GetSessionToken: what goes over the wire, and what comes of it. */

afterEach(closeServers);

const session = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  expiration: Date.UTC(2026, 0, 1, 1),
  assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/deployer/ada',
};
const narrowed = {
  policy: '{"Version":"2012-10-17"}',
  policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
};
const sentNarrowed = { Policy: narrowed.policy, 'PolicyArns.member.1.arn': narrowed.policyArns[0] };

const federation: FederationTokenRecipe = {
  kind: 'federation-token',
  source: { kind: 'access-key', keyId: 'key' },
  region: 'eu-central-1',
  durationSeconds: 3_600,
  policyArns: [],
  tags: [],
};

describe('GetFederationToken', () => {
  it('carries the name, and of the rest only what is there', async () => {
    const { received, url } = await agreeableServer();
    const ask = (recipe: FederationTokenRecipe) =>
      gateway().getFederationToken(caller(url), { recipe, name: 'ada', durationSeconds: 900 }, never());
    const { result } = await ask({ ...federation, ...narrowed, tags: [{ key: 'team', value: 'blue' }] });
    const least = {
      Action: 'GetFederationToken',
      Version: '2011-06-15',
      Name: 'ada',
      DurationSeconds: '900',
    };
    expect(received[0]?.parameters).toEqual({
      ...least,
      ...sentNarrowed,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue',
    });
    expect(received[0]?.headers.authorization).toContain('Credential=AKIAIOSFODNN7EXAMPLE/');
    const assumedRoleArn = 'arn:aws:sts::123456789012:federated-user/ada';
    expect(result).toMatchObject({ ok: true, value: { ...session, assumedRoleArn } });

    await ask(federation);
    expect(received[1]?.parameters).toEqual(least);
  });
});

describe('AssumeRoot', () => {
  it.each([
    ['eu-central-1', 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy'],
    ['us-gov-west-1', 'arn:aws-us-gov:iam::aws:policy/root-task/S3UnlockBucketPolicy'],
    ['cn-north-1', 'arn:aws-cn:iam::aws:policy/root-task/S3UnlockBucketPolicy'],
  ])('in %s names the task by %s', async (region, arn) => {
    const { received, url } = await agreeableServer();
    const recipe = {
      kind: 'assume-root',
      source: { kind: 'access-key', keyId: 'key' },
      targetAccount: '210987654321',
      task: 'S3UnlockBucketPolicy',
      region,
      durationSeconds: 900,
    } as const;
    const { result } = await gateway().assumeRoot(caller(url, region), recipe, never());
    expect(received[0]?.parameters).toEqual({
      Action: 'AssumeRoot',
      Version: '2011-06-15',
      TargetPrincipal: '210987654321',
      'TaskPolicyArn.arn': arn,
      DurationSeconds: '900',
    });
    expect(result).toMatchObject({ ok: true, value: { ...session, assumedRoleArn: null } });
  });
});

describe('AssumeRoleWithSAML', () => {
  it('carries the assertion, unsigned', async () => {
    const { received, url } = await agreeableServer();
    const request = { ...samlRequest, recipe: { ...samlRequest.recipe, ...narrowed } };
    const { result, awsTime } = await gateway({ endpointUrl: url }).assumeRoleWithSaml(request, never());
    expect(received[0]?.parameters).toEqual({
      Action: 'AssumeRoleWithSAML',
      Version: '2011-06-15',
      RoleArn: samlRequest.recipe.roleArn,
      PrincipalArn: samlRequest.recipe.principalArn,
      SAMLAssertion: 'PHNhbWwvPg==',
      DurationSeconds: '7200',
      ...sentNarrowed,
    });
    expect(received[0]?.headers.authorization).toBeUndefined();
    expect(result).toMatchObject({ ok: true, value: session });
    expect(awsTime).toBe(Date.UTC(2026, 0, 1));
  });

  it('tells an assertion that is too old', async () => {
    const old = refusing(400, 'ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance');
    const { received, url } = await agreeableServer(old);
    const { result } = await gateway({ endpointUrl: url }).assumeRoleWithSaml(samlRequest, never());
    expect(result).toMatchObject({ ok: false, error: { code: 'saml-assertion-expired' } });
    expect(received).toHaveLength(1);
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  it('carries the token, unsigned, and the provider’s id only where it is one of OAuth 2.0', async () => {
    const { received, url } = await agreeableServer();
    const ask = (providerId: string | null) =>
      gateway({ endpointUrl: url }).assumeRoleWithWebIdentity({ ...webIdentityRequest, providerId }, never());
    const { result } = await ask(null);
    const least = {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: webIdentityRequest.recipe.roleArn,
      RoleSessionName: 'ada',
      WebIdentityToken: 'header.body.signature',
      DurationSeconds: '1800',
    };
    expect(received[0]?.parameters).toEqual(least);
    expect(received[0]?.headers.authorization).toBeUndefined();
    expect(result).toMatchObject({ ok: true, value: session });

    await ask('www.amazon.com');
    expect(received[1]?.parameters).toEqual({ ...least, ProviderId: 'www.amazon.com' });
  });

  it.each([
    [400, 'ExpiredTokenException', 'sts-expired-token'],
    [400, 'InvalidIdentityToken', 'sts-invalid-identity-token'],
    [403, 'IDPRejectedClaim', 'sts-idp-rejected-claim'],
    [400, 'IDPCommunicationError', 'sts-idp-communication'],
    [403, 'AccessDenied', 'sts-access-denied'],
  ] as const)('refused with %i %s is %s', async (status, awsCode, code) => {
    const { url } = await agreeableServer(refusing(status, awsCode));
    const gate = gateway({ endpointUrl: url });
    const { result } = await gate.assumeRoleWithWebIdentity(webIdentityRequest, never());
    expect(result).toMatchObject({ ok: false, error: { code } });
  });
});

it('an answer without what it must have is none', async () => {
  const { url } = await agreeableServer((response) => {
    response.end('<AssumeRoleWithSAMLResponse><AssumeRoleWithSAMLResult/></AssumeRoleWithSAMLResponse>');
    return true;
  });
  const { result } = await gateway({ endpointUrl: url }).assumeRoleWithSaml(samlRequest, never());
  expect(result).toMatchObject({ ok: false, error: { code: 'sts-unknown' } });
});

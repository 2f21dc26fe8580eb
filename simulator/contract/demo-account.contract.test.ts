import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssumeRoleRecipe, ProfileDraft } from '../../shared/profile.ts';
import { SimulatorClock } from '../clock.ts';
import {
  demoAccessKeyId,
  demoAccount,
  demoExternalId,
  demoMfaSeed,
  demoMfaSerial,
  demoProfiles,
  demoSecretAccessKey,
} from '../demo-account.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { totp } from '../totp.ts';
import { refusalOf } from './testing/javascript-clients.ts';

let simulator: Simulator<SimulatorClock>;

beforeAll(async () => {
  simulator = await startSimulator({ account: demoAccount, clock: new SimulatorClock() });
});
afterAll(() => simulator.close());

const profiles = demoProfiles('key-1');

function client(region = 'eu-central-1') {
  return new STSClient({
    endpoint: simulator.url,
    region,
    credentials: { accessKeyId: demoAccessKeyId, secretAccessKey: demoSecretAccessKey },
    maxAttempts: 1,
  });
}

function assume({ recipe }: ProfileDraft, change: Partial<AssumeRoleRecipe> = {}) {
  if (recipe.kind !== 'assume-role') {
    throw new Error('A demo profile assumes a role');
  }
  const changed = { ...recipe, ...change };
  return client(changed.region).send(
    new AssumeRoleCommand({
      RoleArn: changed.roleArn,
      RoleSessionName: 'demo',
      DurationSeconds: changed.durationSeconds,
      ExternalId: changed.externalId,
      ...(changed.mfaSerial
        ? { SerialNumber: changed.mfaSerial, TokenCode: totp(demoMfaSeed, simulator.clock.now()) }
        : {}),
    }),
  );
}

function named(name: string): ProfileDraft {
  const profile = profiles.find((candidate) => candidate.name === name);
  if (profile === undefined) {
    throw new Error(`There is no demo profile ${name}`);
  }
  return profile;
}

describe('the demo account', () => {
  it("has a key that fits AWS's pattern", async () => {
    expect(demoAccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(demoSecretAccessKey).toMatch(/^[A-Za-z0-9/+]{40}$/);
    expect((await client().send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:iam::421012345678:user/demo',
    );
  });

  it('has profiles that all use the key they are given', () => {
    expect(profiles.map((profile) => profile.name)).toEqual([
      'prod-readonly',
      'staging-deploy',
      'partner-b-deploy',
      's3-handoff',
      'audit',
      'billing',
    ]);
    for (const { recipe } of profiles) {
      expect(recipe.source).toEqual({ kind: 'access-key', keyId: 'key-1' });
    }
  });

  it.each(['prod-readonly', 'staging-deploy', 'partner-b-deploy', 's3-handoff', 'billing'])(
    'opens %s as it is drafted',
    async (name) => {
      await assume(named(name));
    },
  );

  it.each([
    ['audit', {}, 'AccessDenied'],
    ['partner-b-deploy', { externalId: undefined }, 'AccessDenied'],
    ['partner-b-deploy', { externalId: `${demoExternalId}0` }, 'AccessDenied'],
    ['s3-handoff', { mfaSerial: undefined }, 'AccessDenied'],
    ['s3-handoff', { mfaSerial: `${demoMfaSerial}2` }, 'AccessDenied'],
    ['billing', { durationSeconds: 3601 }, 'ValidationError'],
    ['staging-deploy', { durationSeconds: 43_200 }, 'ValidationError'],
  ])('refuses %s with %j', async (name, change, code) => {
    expect((await refusalOf(assume(named(name), change))).code).toBe(code);
  });
});

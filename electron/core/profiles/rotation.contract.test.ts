import { afterAll, beforeAll, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import { SimulatorClock } from '../../../simulator/clock.ts';
import { demoAccessKeyId, demoAccount, demoSecretAccessKey } from '../../../simulator/demo-account.ts';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';
import { SdkIamGateway } from '../../adapters/iam-gateway.ts';
import { SdkStsGateway } from '../../adapters/sts-gateway.ts';
import { systemClock } from '../../adapters/system-clock.ts';
import { plain } from '../../adapters/testing/agreeable-sts.ts';
import { Journal } from '../reminders/journal.ts';
import type { JournalDocument, ProfilesDocument } from '../store-ports.ts';
import { FakeDocumentStore, noMfaSessions, noProfiles } from '../testing/fake-ports.ts';
import { FakeSecretStore } from '../testing/fake-secret-store.ts';
import { AwsTime } from '../time/aws-time.ts';
import { AccessKeys } from './access-keys.ts';
import { Registry } from './registry.ts';
import { KeyRotation } from './rotation.ts';

/** The whole of it, with AWS's own clients against the stand-in, on the demo account's key. */

const never = new AbortController().signal;

let aws: Simulator<SimulatorClock>;
beforeAll(async () => {
  aws = await startSimulator({ account: demoAccount, clock: new SimulatorClock() });
});
afterAll(() => aws.close());

it('rotates the demo key, though AWS takes a moment to know the new one, and deletes the old', async () => {
  aws.keys.propagationDelay = 1_500;
  const clock = systemClock;
  const awsTime = new AwsTime(clock);
  const registry = new Registry(new FakeDocumentStore<ProfilesDocument>(noProfiles), noProfiles, () => {});
  const activity = new FakeDocumentStore<JournalDocument>({ activity: [], copies: [], told: [] });
  const journal = new Journal(clock, activity, activity.saved, () => {});
  const sts = new SdkStsGateway({ network: () => plain });
  const dependencies = { clock, awsTime, registry, journal, sts, defaultRegion: () => 'eu-central-1' };
  const secretStore = new FakeSecretStore();
  const iam = new SdkIamGateway({ network: () => plain });
  const accessKeys = new AccessKeys({
    ...dependencies,
    secretStore,
    iam,
    mfaSessions: () => [],
    onChanged: () => {},
  });
  const rotation = new KeyRotation({ ...dependencies, accessKeys, iam, mfaSessions: noMfaSessions });
  const secretAccessKey = new Secret(demoSecretAccessKey);
  const key = accessKeys.addDemo({ name: 'demo', accessKeyId: demoAccessKeyId, secretAccessKey }, aws.url);
  if (!key.ok) throw new Error(key.error.code);

  const rotated = await rotation.rotate(key.value, never);
  expect(rotated).toMatchObject({
    ok: true,
    value: {
      identity: { arn: 'arn:aws:iam::421012345678:user/demo' },
      rotation: { stage: 'old-key-inactive', oldAccessKeyId: demoAccessKeyId },
    },
  });
  expect(rotated.ok && rotated.value.accessKeyId).not.toBe(demoAccessKeyId);
  expect(await accessKeys.test(key.value, never)).toMatchObject({ ok: true });
  expect(await rotation.removeRotated(key.value, never)).toMatchObject({ ok: true });

  const [account] = demoAccount.accounts;
  const [user] = account?.users ?? [];
  if (account === undefined || user === undefined) throw new Error('The demo account has a user');
  expect(aws.keys.of({ account, user })).toMatchObject([
    { accessKeyId: rotated.ok && rotated.value.accessKeyId, status: 'Active' },
  ]);
  expect(activity.saved.activity.map(({ kind }) => kind)).toEqual([
    'key-removed',
    'key-tested',
    'key-rotated',
  ]);
  expect(JSON.stringify(activity.saved)).not.toContain(demoSecretAccessKey);
}, 30_000);

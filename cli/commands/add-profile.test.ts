import { describe, expect, it } from 'vitest';
import { testRecipe } from '../../electron/core/testing/fake-ports.ts';
import { testProfile, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { profileDraftSchema } from '../../shared/ipc-contract.ts';
import { succeed } from '../../shared/result.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere } from '../testing/fake-world.ts';
import { testKey, testSignIn } from '../testing/test-views.ts';

const roleArn = 'arn:aws:iam::111122223333:role/deployer';
const serial = 'arn:aws:iam::999988887777:mfa/ann';
const principalArn = 'arn:aws:iam::111122223333:saml-provider/Corp';
const region = 'eu-west-1';
const common = ['--region', region];

function app(): FakeApp {
  const snapshot = testSnapshot({
    accessKeys: [testKey({ id: 'key1', name: 'main' }), testKey({ id: 'key2', name: 'ec2' })],
    profiles: [
      testProfile('id1', { name: 'jump', recipe: testRecipe('key1') }),
      testProfile('id2', { name: 'main-role', recipe: testRecipe('key1') }),
      testProfile('id3', {
        name: 'other tool',
        recipe: { kind: 'credential-process', source: { kind: 'command', command: 'x' }, region },
      }),
      testProfile('id4', { name: 'main' }),
    ],
    signIns: [
      testSignIn('s1', { name: 'acme' }),
      testSignIn('s2', {
        name: 'corp',
        method: { kind: 'saml', by: 'window', startUrl: 'https://idp/', command: '', remember: false },
      }),
      testSignIn('s3', {
        name: 'google',
        method: {
          kind: 'oidc',
          provider: 'issuer',
          issuer: 'https://accounts.google.com',
          clientId: 'c',
          scopes: 'openid',
          redirectPort: null,
          redirectHost: '127.0.0.1',
          redirectPath: '/',
        },
      }),
    ],
  });
  return new FakeApp().shows(snapshot).on('profiles.save', () => succeed('new-id'));
}

async function added(options: readonly string[], more: Parameters<typeof runHere>[1] = {}) {
  const saving = app();
  const ran = await runHere(['profile', 'add', 'p', ...common, ...options], { app: saving, ...more });
  const [input] = saving.inputsOf('profiles.save') as readonly { draft: { recipe: object } }[];
  // What is sent is what the app takes.
  if (input !== undefined) expect(profileDraftSchema.safeParse(input.draft).error).toBeUndefined();
  return { ...ran, recipe: input?.draft.recipe ?? null };
}

describe('profile add', () => {
  const policies = { policyArns: [] };
  it.each([
    [
      ['--source', 'jump', '--role-arn', roleArn, '--duration', '1h'],
      { kind: 'assume-role', source: { kind: 'profile', profileId: 'id1' }, durationSeconds: 3_600 },
    ],
    [
      ['--source', 'ecs', '--role-arn', roleArn],
      { kind: 'assume-role', source: { kind: 'machine', from: 'EcsContainer' } },
    ],
    [
      ['--source', 'environment', '--role-arn', roleArn],
      { source: { kind: 'machine', from: 'Environment' } },
    ],
    [
      ['--saml', 'corp', '--role-arn', roleArn, '--principal-arn', principalArn],
      {
        kind: 'assume-role-with-saml',
        source: { kind: 'sign-in', signInId: 's2' },
        roleArn,
        principalArn,
        ...policies,
      },
    ],
    [
      ['--web-identity', 'google', '--role-arn', roleArn, '--role-session-name', 'ann'],
      {
        kind: 'assume-role-with-web-identity',
        source: { kind: 'sign-in', signInId: 's3' },
        roleSessionName: 'ann',
      },
    ],
    [
      ['--web-identity-token-file', '/var/run/token', '--role-arn', roleArn],
      { source: { kind: 'token-file', path: '/var/run/token' } },
    ],
    [
      ['--web-identity-command', 'print-token --now', '--role-arn', roleArn],
      { source: { kind: 'command', command: 'print-token --now' } },
    ],
    [
      ['--identity-center', 'acme', '--account', '111122223333', '--role', 'Developer'],
      {
        kind: 'identity-center',
        source: { kind: 'sign-in', signInId: 's1' },
        accountId: '111122223333',
        roleName: 'Developer',
        region,
      },
    ],
    [
      ['--credential-process', 'helper --profile x'],
      { kind: 'credential-process', source: { kind: 'command', command: 'helper --profile x' } },
    ],
    [
      ['--session-token', '--source', 'main', '--duration', '36h', '--mfa-serial', serial],
      { kind: 'session-token', durationSeconds: 129_600, mfaSerial: serial },
    ],
    [
      ['--federation-token', '--source', 'main', '--federated-name', 'bob', '--tag', 'a=b'],
      {
        kind: 'federation-token',
        source: { kind: 'access-key', keyId: 'key1' },
        federatedName: 'bob',
        tags: [{ key: 'a', value: 'b' }],
        ...policies,
      },
    ],
    [
      ['--assume-root', '111122223333', '--task', 'S3UnlockBucketPolicy', '--source', 'main-role'],
      {
        kind: 'assume-root',
        targetAccount: '111122223333',
        task: 'S3UnlockBucketPolicy',
        durationSeconds: 900,
        source: { kind: 'profile', profileId: 'id2' },
      },
    ],
  ])('%j', async (options, recipe) => {
    const ran = await added(options);
    expect(ran.err).toBe('');
    expect(ran).toMatchObject({ exitCode: 0, recipe });
  });

  it('reads the policy of a federated user from a file', async () => {
    const ran = await added(['--federation-token', '--source', 'main', '--policy-file', 'p.json'], {
      files: { 'p.json': '{"Statement":[]}' },
    });
    expect(ran.recipe).toMatchObject({ policy: '{"Statement":[]}' });
  });

  describe('a source', () => {
    const role = ['--role-arn', roleArn];

    it('of a name that is more than one thing is asked about', async () => {
      const both = await added(['--source', 'main', ...role]);
      expect(both).toMatchObject({ exitCode: 2, recipe: null });
      expect(both.err).toContain('“main” means more than one thing. Say key:main or profile:main.');
      const machine = await added(['--source', 'ec2', ...role]);
      expect(machine.err).toContain('Say key:ec2 or machine:ec2.');
    });

    it.each([
      ['key:main', { kind: 'access-key', keyId: 'key1' }],
      ['profile:main', { kind: 'profile', profileId: 'id4' }],
      ['machine:ec2', { kind: 'machine', from: 'Ec2InstanceMetadata' }],
      ['key:ec2', { kind: 'access-key', keyId: 'key2' }],
    ])('is told apart as %s', async (typed, source) => {
      expect((await added(['--source', typed, ...role])).recipe).toMatchObject({ source });
    });

    it('that is unknown gets the nearest name', async () => {
      const ran = await added(['--source', 'jmup', ...role]);
      expect(ran.exitCode).toBe(1);
      expect(ran.err).toContain('There is no access key or profile “jmup”. Did you mean jump?');
      const signIn = await added(['--saml', 'crop', ...role, '--principal-arn', principalArn]);
      expect(signIn.err).toContain('There is no sign-in “crop”. Did you mean corp?');
    });

    it('is a sign-in of the kind that the profile wants', async () => {
      const ran = await added(['--saml', 'acme', ...role, '--principal-arn', principalArn]);
      expect(ran).toMatchObject({ exitCode: 1, recipe: null });
      expect(ran.err).toContain('“acme” signs in by Identity Center, and this profile wants SAML.');
    });
  });

  describe('an MFA code', () => {
    const withMfa = ['--source', 'key:main', '--role-arn', roleArn, '--mfa-serial', serial];

    it.each([
      [[], true],
      [['--duration', '1h'], true],
      [['--duration', '4h'], false],
      [['--mfa-each'], false],
      [['--mfa-shared'], true],
    ])('is shared up to an hour unless told: %j', async (options, mfaShared) => {
      expect((await added([...withMfa, ...options])).recipe).toMatchObject({ mfaSerial: serial, mfaShared });
    });

    it('that is shared, and role chaining, end after an hour', async () => {
      const shared = await added([...withMfa, '--mfa-shared', '--duration', '4h']);
      expect(shared).toMatchObject({ exitCode: 2, recipe: null });
      expect(shared.err).toContain('4 h is longer.');
      const chained = await added(['--source', 'jump', '--role-arn', roleArn, '--duration', '2h']);
      expect(chained).toMatchObject({ exitCode: 2, recipe: null });
      expect(chained.err).toContain('role chaining');
      const unknown = await added(['--source', 'other tool', '--role-arn', roleArn, '--duration', '2h']);
      expect(unknown.recipe).toMatchObject({ durationSeconds: 7_200 });
    });
  });

  it.each([
    [['--saml', 'corp', '--role-arn', roleArn], '--principal-arn is needed.'],
    [['--identity-center', 'acme', '--account', '1'], '--role is needed.'],
    [
      ['--identity-center', 'acme', '--role-arn', roleArn],
      '--role-arn does not belong to a profile of kind identity',
    ],
    [
      ['--saml', 'corp', '--identity-center', 'acme'],
      'does not belong to a profile of kind assume-role-with-saml',
    ],
    [
      ['--kind', 'assume-role-with-web-identity', '--role-arn', roleArn],
      'One of these is needed: --web-identity,',
    ],
    [
      ['--web-identity', 'google', '--web-identity-command', 'x', '--role-arn', roleArn],
      '--web-identity and --web-identity-command exclude each other.',
    ],
    [['--session-token'], '--source is needed.'],
    [['--assume-root', '111122223333', '--source', 'jump'], '--task is needed.'],
    [['--assume-root', '1', '--source', 'jump', '--task', 'X'], '--task is one of: IAMAudit'],
    [['--source', 'key:main', '--role-arn', roleArn, '--mfa-each'], '--mfa-serial is needed.'],
    [
      ['--source', 'jump', '--role-arn', roleArn, '--mfa-serial', serial],
      'An MFA code goes with an access key',
    ],
    [
      ['--source', 'jump', '--role-arn', roleArn, '--mfa-serial', serial, '--mfa-each', '--mfa-shared'],
      '--mfa-shared and --mfa-each exclude each other.',
    ],
  ])('refuses %j', async (options, sentence) => {
    const ran = await added(options);
    expect(ran).toMatchObject({ exitCode: 2, recipe: null });
    expect(ran.err).toContain(sentence);
  });
});

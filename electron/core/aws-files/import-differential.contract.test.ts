import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BotocoreCredentials,
  credentialsByBotocore,
  type Files,
  hasBotocore,
} from '../../testing/botocore.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import { readAwsFiles } from './read-aws-files.ts';

/** What sections of ~/.aws become, against where the installed botocore would take their credentials from. */

const numberOfFiles = 800;
const seed = 20_270_104;
const isThere = hasBotocore();
if (!isThere) console.log('Skipped: botocore is not installed (python3 -c "import botocore").');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keycutter-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = ['a', 'b', 'c', 'd', 'e'] as const;
const id = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE';
const secret = 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const roleArn = 'role_arn = arn:aws:iam::123456789012:role/R';
const ssoSession = `[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n`;

const source = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...names, 'gone').map((name) => `source_profile = ${name}`) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('Environment', 'Ec2InstanceMetadata', 'EcsContainer', 'environment')
      .map((from) => `credential_source = ${from}`),
  },
);
const lines = fc.oneof(
  { weight: 6, arbitrary: source.map((line) => [roleArn, line]) },
  { weight: 1, arbitrary: fc.tuple(source, source).map((both) => [roleArn, ...new Set(both)]) },
  { weight: 3, arbitrary: fc.constant([id, secret]) },
  { weight: 1, arbitrary: fc.constantFrom([roleArn], [id], [secret], ['region = us-east-1']) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      [roleArn, 'web_identity_token_file = /run/token'],
      ['credential_process = /bin/other --x'],
      ['login_session = arn:aws:iam::123456789012:user/a'],
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ['sso_session = corp', 'sso_account_id = 123456789012', 'sso_role_name = R'],
      ['sso_session = none', 'sso_account_id = 123456789012', 'sso_role_name = R'],
      ['sso_session = corp', 'sso_role_name = R'],
      ['sso_session = corp'],
    ),
  },
);
/** Mostly of one kind, sometimes of several at once. */
const section = fc
  .oneof(
    { weight: 5, arbitrary: lines },
    { weight: 1, arbitrary: fc.tuple(lines, lines).map((two) => two.flat()) },
  )
  .map((all) => [...new Map(all.map((line) => [line.split(' = ')[0], line])).values()]);
const files: fc.Arbitrary<Files> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...names), section, { minKeys: 2 }),
    fc.dictionary(fc.constantFrom(...names), fc.constantFrom([id, secret], [id]), { maxKeys: 2 }),
  )
  .map(([config, credentials]) => [ssoSession + textOf(config, 'profile '), textOf(credentials, '')]);

function textOf(sections: Readonly<Record<string, readonly string[]>>, prefix: string): string {
  return Object.entries(sections)
    .map(([name, all]) => `[${prefix}${name}]\n${all.join('\n')}\n`)
    .join('');
}

const methods: Readonly<Record<string, string>> = {
  'assume-role-with-web-identity': 'assume-role-with-web-identity',
  sso: 'identity-center',
  login: 'credential-process',
  'custom-process': 'credential-process',
  'shared-credentials-file': 'access-key',
  'config-file': 'access-key',
};

function theirs({ roles, from, failed }: BotocoreCredentials) {
  if (failed !== null || from === null) return { roles: [], from: null };
  return { roles, from: methods[from] ?? from };
}

function ours({ proposals }: ImportPlan, name: string): { roles: readonly string[]; from: string | null } {
  const roles: string[] = [];
  for (let next = name; ; ) {
    const proposal = proposals.get(next);
    if (proposal === undefined) return { roles: [], from: null };
    const recipe = proposal.profile?.recipe;
    if (recipe === undefined) return { roles, from: 'access-key' };
    if (recipe.kind !== 'assume-role') return { roles, from: recipe.kind };
    roles.push(next);
    const { source: caller } = recipe;
    if (caller.kind === 'access-key') return { roles, from: 'access-key' };
    if (caller.kind === 'machine') return { roles, from: `machine ${caller.from}` };
    if (caller.kind !== 'section') throw new Error(caller.kind);
    next = caller.name;
  }
}

describe.skipIf(!isThere)('beside botocore', () => {
  it('takes credentials from where it does', { timeout: 300_000 }, () => {
    const cases = fc.sample(files, { numRuns: numberOfFiles, seed });
    const answers = credentialsByBotocore(cases, folder);
    const counts = new Map<string, number>();
    const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
    for (const [index, [config, credentials]] of cases.entries()) {
      const answer = answers[index];
      if (!answer) continue;
      const plan = planImport(
        readAwsFiles({ config, credentials }),
        { profiles: [], accessKeys: [] },
        { region: 'us-east-1', durationSeconds: 3_600 },
      );
      for (const [name, theirAnswer] of Object.entries(answer)) {
        const expected = theirs(theirAnswer);
        const found = ours(plan, name);
        const entry = plan.entries.find((other) => other.name === name);
        const isCycle = theirAnswer.failed === 'InfiniteLoopConfigError';
        if (isCycle)
          expect(
            entry?.notes.map(({ code }) => code),
            config,
          ).toContain('cycle');
        // A section that assumes a role cannot at the same time stand for what else is in it: that is said, not guessed.
        const isTwofold = found.from === null && entry?.notes.some(({ code }) => code === 'source-unusable');
        if (isTwofold && expected.from !== null) count('twofold, left out');
        else expect(found, `${name} in\n${config}${credentials}`).toEqual(expected);
        count(
          isCycle
            ? 'cycle'
            : expected.from === null
              ? 'nothing'
              : `${expected.roles.length} roles on ${expected.from}`,
        );
      }
    }
    console.log(
      [...counts]
        .sort()
        .map(([what, times]) => `${what}: ${times}`)
        .join('; '),
    );
    for (const what of [
      'cycle',
      '0 roles on identity-center',
      '1 roles on access-key',
      '2 roles on access-key',
      '1 roles on machine Environment',
      '1 roles on identity-center',
      '1 roles on credential-process',
      '1 roles on assume-role-with-web-identity',
    ]) {
      expect(counts.get(what) ?? 0, what).toBeGreaterThan(1);
    }
    expect(counts.get('twofold, left out') ?? 0).toBeLessThan(numberOfFiles / 20);
  });
});

import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { OtherToolPreview, SignInRole, SignInView } from '../../shared/sign-in-views.ts';
import type { FakeApi } from './fake-api.ts';
import { sampleProfile, sampleSignIn } from './sample-snapshot.ts';

const hour = 3_600_000;

/** `accounts` × the roles that most accounts have. */
export function sampleRoles(accounts: number, profileIds: ReadonlyMap<string, string> = new Map()) {
  const roleNames = ['Administrator', 'Billing', 'Developer', 'ReadOnly'];
  return Array.from({ length: accounts }, (_, index): readonly SignInRole[] => {
    const account = String(100_000_000_000 + index * 1_234_567);
    return roleNames.map((roleName) => ({
      account,
      accountName: index % 7 === 6 ? null : `team-${index + 1}-${index % 2 === 0 ? 'prod' : 'dev'}`,
      email: `aws+${index + 1}@example.com`,
      role: roleName,
      roleName,
      profileId: profileIds.get(`${account}/${roleName}`) ?? null,
    }));
  }).flat();
}

const sampleOtherTool: OtherToolPreview = {
  tool: 'aws-vault',
  place: 'Secret Service: awsvault',
  entries: [
    { id: 'e1', name: 'work', becomes: 'access-key', about: 'AKIAIOSFODNN7EXAMPLE', problem: null },
    {
      id: 'e2',
      name: 'work-admin',
      becomes: 'assume-role',
      about: 'arn:aws:iam::421098765432:role/Admin',
      problem: null,
    },
    {
      id: 'e3',
      name: 'old',
      becomes: null,
      about: '',
      problem: appError('other-tool-unreadable', { tool: 'aws-vault', reason: 'entry-session' }),
    },
  ],
};

/** The parts of main that sign in, over the snapshot. */
export function giveSignIns(fake: FakeApi, now: () => number): void {
  const change = (id: string, part: Partial<SignInView>) =>
    fake.publish({
      signIns: fake.snapshot().signIns.map((signIn) => (signIn.id === id ? { ...signIn, ...part } : signIn)),
    });

  fake.answer('signIns', 'save', ({ id, draft, clientSecret }) => {
    const { signIns } = fake.snapshot();
    const before = signIns.find((signIn) => signIn.id === id);
    const hasClientSecret =
      clientSecret === undefined ? (before?.hasClientSecret ?? false) : clientSecret !== '';
    const signIn = {
      ...(before ?? sampleSignIn(`s${signIns.length + 1}`, draft.name)),
      ...draft,
      hasClientSecret,
    };
    fake.publish({ signIns: [...signIns.filter((other) => other.id !== signIn.id), signIn] });
    return succeed(signIn.id);
  });
  fake.answer('signIns', 'remove', ({ id }) => {
    const { profiles, signIns } = fake.snapshot();
    const used = profiles.filter(
      ({ recipe: { source } }) => source.kind === 'sign-in' && source.signInId === id,
    );
    if (used.length > 0) {
      return fail(appError('sign-in-used', { names: used.map(({ name }) => name).join(', ') }));
    }
    fake.publish({ signIns: signIns.filter((signIn) => signIn.id !== id) });
    return succeed();
  });
  fake.answer('signIns', 'signIn', ({ id }) => {
    change(id, { state: 'signed-in', expiresAt: now() + 8 * hour, problem: null });
    return succeed();
  });
  fake.answer('signIns', 'signOut', ({ id }) => {
    change(id, { state: 'signed-out', expiresAt: null, subject: null });
    return succeed();
  });
  fake.answer('signIns', 'cancel', () => {
    fake.publish({ signInPrompt: null });
    return succeed();
  });
  fake.answer('signIns', 'roles', () => succeed(sampleRoles(4)));
  fake.answer('signIns', 'createProfiles', ({ id, roles, name, region }) => {
    const made = roles.map(({ account, role }, index) => ({
      ...sampleProfile(
        `made-${index}`,
        name.replaceAll('{account}', account).replaceAll('{accountId}', account).replaceAll('{role}', role),
      ),
      recipe: {
        kind: 'identity-center',
        source: { kind: 'sign-in', signInId: id },
        accountId: account,
        roleName: role,
        region,
      } as const,
    }));
    fake.publish({ profiles: [...fake.snapshot().profiles, ...made] });
    return succeed({ created: made.length, skipped: 0, failed: [] });
  });
  fake.answer('browsers', 'list', () =>
    succeed([
      { id: 'firefox', name: 'Firefox', profiles: [{ id: 'firefox#work', name: 'Work' }] },
      { id: 'chromium', name: 'Chromium', profiles: [] },
    ]),
  );
  fake.answer('otherTools', 'preview', ({ tool }) => succeed({ ...sampleOtherTool, tool }));
  fake.answer('otherTools', 'import', ({ ids }) =>
    succeed({ profiles: Math.max(0, ids.length - 1), accessKeys: Math.min(1, ids.length), failed: [] }),
  );
  fake.answer('mfaDevices', 'lookUp', () =>
    succeed([
      {
        serial: 'arn:aws:iam::421012345678:mfa/phone',
        codes: 'typed',
        command: null,
        problem: null,
      },
    ]),
  );
  const device = (serial: string, codes: 'seed' | 'command', command: string | null) => {
    const others = fake.snapshot().mfaDevices.filter((other) => other.serial !== serial);
    fake.publish({ mfaDevices: [...others, { serial, codes, command, problem: null }] });
    return succeed();
  };
  fake.answer('mfaDevices', 'keepSeed', ({ serial }) => device(serial, 'seed', null));
  fake.answer('mfaDevices', 'keepCommand', ({ serial, command }) => device(serial, 'command', command));
  fake.answer('mfaDevices', 'typeCodes', ({ serial }) => {
    fake.publish({ mfaDevices: fake.snapshot().mfaDevices.filter((other) => other.serial !== serial) });
    return succeed();
  });
  fake.answer('accessKeys', 'endMfaSession', ({ id }) => {
    fake.publish({
      accessKeys: fake
        .snapshot()
        .accessKeys.map((key) => (key.id === id ? { ...key, mfaSessions: [] } : key)),
    });
    return succeed();
  });
  fake.answer('sessions', 'handOff', ({ profileId, recipient, durationSeconds, format }) =>
    succeed({
      copy: {
        id: 'c2',
        profileId,
        profileName: profileId,
        format,
        copiedAt: now(),
        expiresAt: now() + durationSeconds * 1_000,
        recipient,
      },
      revokePolicy: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
      revokesOwn: false,
      revokeOn: { kind: 'role', arn: 'arn:aws:iam::421098765432:role/ReadOnly' },
    }),
  );
}

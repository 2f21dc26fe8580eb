import { describe, expect, it } from 'vitest';
import { exportFormats } from '../../../shared/export-formats.ts';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import { isShellFormat } from '../export/formats.ts';
import { renderUnset } from '../export/render-export.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue } from '../testing/fake-ports.ts';
import { codeOf, from, hour, minute, samlMethod, serial, World } from '../testing/world.ts';

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' }],
});
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const federated = (world: World, own?: string) =>
  world.profile('federated', {
    kind: 'federation-token',
    source: { kind: 'access-key', keyId: world.keyId },
    region: 'eu-central-1',
    durationSeconds: 43_200,
    policy: own,
    policyArns: [],
    tags: [],
  });

describe('handing off', () => {
  it('is a call of its own, narrowed, for the time chosen, in the recipient’s name; nothing of it is kept', async () => {
    const world = await World.begin();
    const profileId = await world.role('deploy', { durationSeconds: 3_600 });
    const own = expectValue(await world.assume(profileId));
    const given = expectValue(
      await world.handOff({ profileId, policy, policyArns: [readOnly], durationSeconds: 900 }),
    );
    expect(world.sts.requests).toHaveLength(2);
    expect(world.sts.requests[1]).toMatchObject({
      roleSessionName: expect.stringMatching(/^jo-by-mina-[0-9a-f]{4}$/),
      durationSeconds: 900,
      recipe: { policy, policyArns: [readOnly] } satisfies Partial<AssumeRoleRecipe>,
    });
    expect(given.copy).toMatchObject({
      recipient: 'jo',
      profileName: 'deploy',
      expiresAt: world.bench.clock.now() + 15 * minute,
    });
    expect(world.session(profileId)?.accessKeyId).toBe(own.accessKeyId);
    expect(world.bench.sessionCache.sealed).toHaveLength(1);
    expect(world.bench.clipboard.text).not.toContain(own.accessKeyId);
    expect(JSON.stringify([given, world.now])).not.toContain('secret-2');
  });

  it('asks for the code where the profile wants one, and uses a shared one', async () => {
    const world = await World.begin();
    const direct = await world.role('direct', { mfaSerial: serial });
    const asked = world.handOff({ profileId: direct, policy });
    await world.enterCode('111111');
    expectValue(await asked);
    const shared = await world.role('shared', { mfaSerial: serial, mfaShared: true });
    const again = world.handOff({ profileId: shared, policy });
    await world.enterCode('222222');
    expectValue(await again);
    expectValue(await world.handOff({ profileId: shared, policy, recipient: 'li' }));
    expect(world.sts.sessionTokenRequests).toHaveLength(1);
  });

  it('of a federated user names them, and is revoked at the key’s user', async () => {
    const world = await World.begin();
    const profileId = await federated(world);
    const given = expectValue(await world.handOff({ profileId, policy }));
    expect(world.sts.otherRequests[0]).toMatchObject({
      name: expect.stringMatching(/^jo-[0-9a-f]{4}$/),
      durationSeconds: 3_600,
      recipe: { policy },
    });
    expect(given.revokeOn).toEqual({ kind: 'user-of-key', keyName: 'work' });
    expect(JSON.parse(given.revokePolicy ?? '')).toMatchObject({
      Statement: [
        { Condition: { StringLike: { 'aws:userid': expect.stringMatching(/^\*:jo-[0-9a-f]{4}$/) } } },
      ],
    });
  });

  it('comes with the policy that revokes it until it would end anyway', async () => {
    const world = await World.begin();
    const profileId = await world.role('deploy');
    const given = expectValue(await world.handOff({ profileId, policy }));
    const end = new Date(world.bench.clock.trueTime() + hour).toISOString();
    expect(given.revokeOn).toEqual({ kind: 'role', arn: 'arn:aws:iam::111122223333:role/deploy' });
    expect(JSON.parse(given.revokePolicy ?? '')).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Condition: {
            StringLike: { 'aws:userid': expect.stringMatching(/^\*:jo-by-mina-[0-9a-f]{4}$/) },
            DateLessThan: { 'aws:CurrentTime': end },
          },
        },
      ],
    });
  });

  it('is in the activity with its recipient, and warned about although the session is renewed', async () => {
    const world = await World.begin();
    const profileId = await world.role('deploy');
    expectValue(await world.assume(profileId));
    expectValue(await world.handOff({ profileId, policy }));
    await settled();
    expect(world.now.activity.find(({ kind }) => kind === 'handed-off')).toMatchObject({
      subject: 'deploy',
      detail: 'jo',
    });
    expect(world.now.copies).toMatchObject([{ recipient: 'jo' }]);
    await world.bench.clock.pass(51 * minute);
    expect(world.bench.notifications.filter(({ title }) => title.includes('deploy'))).toHaveLength(1);
    await world.handlers.sessions.stop(
      { profileId },
      { client: 'window', signal: new AbortController().signal },
    );
    expect(world.now.copies).toHaveLength(1);
  });
});

describe('the snippet', () => {
  for (const { id: format } of exportFormats) {
    it(`for ${format} has the keys${isShellFormat(format) ? ', its end in words, and what takes it out again' : ''}`, async () => {
      const world = await World.begin();
      const profileId = await world.role('deploy');
      const { copy } = expectValue(await world.handOff({ profileId, policy, format }));
      expect(copy.format).toBe(format);
      const { text } = world.bench.clipboard;
      expect(text).toContain('ASIAFAKE000000000001');
      if (!isShellFormat(format)) return;
      expect(text).toContain('It ends at 2026-05-04 10:00:00 UTC');
      expect(text).toContain('AWS session for jo');
      const lines = text.split('\n');
      for (const line of renderUnset(format).text.trim().split('\n')) {
        expect(lines.some((other) => other.includes(line.trim()) && other.trim() !== line.trim())).toBe(true);
      }
    });
  }
});

describe('what cannot be handed off', () => {
  it('what has a session policy of its own takes no other, which would widen it; as it is it can be', async () => {
    const world = await World.begin();
    const role = await world.role('narrow', { policy });
    const managed = await world.role('managed', { policyArns: [readOnly] });
    for (const profileId of [role, managed, await federated(world, policy)]) {
      for (const wanted of [{ policy }, { policyArns: [readOnly] }]) {
        expect(await world.handOff({ profileId, ...wanted })).toMatchObject({
          error: { code: 'hand-off-not-possible' },
        });
      }
    }
    expect(world.sts.requests).toHaveLength(0);
    expectValue(await world.handOff({ profileId: role }));
    expect(world.sts.requests[0]).toMatchObject({ recipe: { policy } });
  });

  it('sessions whose call takes no policy', async () => {
    const world = await World.begin();
    const token = await world.sessionToken('token', 3_600, null);
    const itself = await world.profile('itself', {
      kind: 'access-key',
      source: { kind: 'access-key', keyId: world.keyId },
      region: 'eu-central-1',
    });
    for (const profileId of [token, itself])
      expect(codeOf(await world.handOff({ profileId, policy }))).toBe('hand-off-not-possible');
    expect(codeOf(await world.handOff({ profileId: 'gone', policy }))).toBe('profile-not-found');
  });

  it('more than an hour of a chain, or of a shared code: refused before any call', async () => {
    const world = await World.begin();
    const child = await world.role('child', from(await world.role('base')));
    const shared = await world.role('shared', { mfaSerial: serial, mfaShared: true });
    const wanted = { policy, durationSeconds: 7_200 };
    expect(await world.handOff({ profileId: child, ...wanted })).toMatchObject({
      error: { code: 'duration-over-chaining-limit', params: { direct: 'no' } },
    });
    expect(await world.handOff({ profileId: shared, ...wanted })).toMatchObject({
      error: { code: 'duration-over-chaining-limit', params: { direct: 'yes' } },
    });
    expect([world.sts.requests, world.now.prompt]).toEqual([[], null]);
  });

  it('anything, by a command', async () => {
    const world = await World.begin();
    const profileId = await world.role('deploy');
    const answer = await world.handlers.sessions.handOff(
      { profileId, recipient: 'jo', durationSeconds: 900, policy, policyArns: [], format: 'bash' },
      { client: 'command', signal: new AbortController().signal },
    );
    expect(codeOf(answer)).toBe('client-not-allowed');
    expect(world.sts.requests).toEqual([]);
  });

  it('a role that the provider names no more: in its own words', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(samlMethod);
    const profileId = await world.samlProfile('saml', signInId, 'arn:aws:iam::111122223333:role/gone');
    expect(codeOf(await world.handOff({ profileId, policy }))).toBe('saml-role-not-offered');
    expect(world.now.copies).toEqual([]);
  });
});

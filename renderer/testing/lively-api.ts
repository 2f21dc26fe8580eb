import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { SessionView, Snapshot } from '../../shared/views.ts';
import { createFakeApi, type FakeApi } from './fake-api.ts';
import { giveAwsFiles } from './lively-aws-files.ts';
import { giveSignIns } from './lively-sign-ins.ts';
import { liveSession, sampleKey, sampleSession } from './sample-snapshot.ts';

export interface LivelyApi extends FakeApi {
  /** Ends the wait of every assume or refresh under way, well or with this failure. */
  readonly finish: (failure?: SessionView['error']) => void;
}

/** A fake that behaves as main does: states change, calls wait until told, and cancel works. */
export function createLivelyApi(initial: Snapshot, now: () => number): LivelyApi {
  const fake = createFakeApi(initial);
  const waiting = new Map<string, (failure: SessionView['error']) => void>();

  const setSession = (session: SessionView) => {
    const others = fake.snapshot().sessions.filter((other) => other.profileId !== session.profileId);
    fake.publish({ sessions: [...others, session] });
  };
  const acquire = async (profileId: string, seconds: number, callId: string) => {
    const before = fake.snapshot().sessions.find((session) => session.profileId === profileId);
    setSession({
      ...(before ?? sampleSession(profileId)),
      state: before?.expiresAt ? 'refreshing' : 'acquiring',
      error: null,
    });
    const failure = await new Promise<SessionView['error']>((resolve) => waiting.set(callId, resolve));
    waiting.delete(callId);
    if (failure !== null) {
      const cancelled = failure.code === 'cancelled';
      setSession({
        ...(before ?? sampleSession(profileId)),
        state: cancelled ? (before?.state ?? 'idle') : 'failed',
        error: cancelled ? null : failure,
      });
      return fail(failure);
    }
    const session = liveSession(profileId, now(), now() + seconds * 1_000);
    setSession(session);
    return succeed(session);
  };

  fake.answer('sessions', 'assume', ({ profileId, durationSeconds }, { callId = 'none' }) =>
    acquire(profileId, durationSeconds ?? 3_600, callId),
  );
  fake.answer('sessions', 'refresh', ({ profileId }, { callId = 'none' }) =>
    acquire(profileId, 3_600, callId),
  );
  fake.answer('sessions', 'stop', ({ profileId }) => {
    setSession(sampleSession(profileId));
    return succeed();
  });
  fake.answer('sessions', 'copy', ({ profileId, format, way = fake.snapshot().settings.exportWay }) => {
    if (way === 'command') return succeed({ way });
    const hour = 3_600_000;
    if (way === 'renewing') {
      const { settings, grants } = fake.snapshot();
      const expiresAt = now() + settings.endpointTokenHours * hour;
      const grant = { id: `g${grants.length + 1}`, profileId, createdAt: now(), expiresAt, lastUsedAt: null };
      fake.publish({ grants: [...grants, grant] });
      return succeed({ way, grant });
    }
    const expiresAt = now() + hour;
    return succeed({
      way,
      copy: { id: 'c1', profileId, profileName: profileId, format, copiedAt: now(), expiresAt },
    });
  });
  fake.answer('grants', 'revoke', ({ id }) => {
    fake.publish({ grants: fake.snapshot().grants.filter((grant) => grant.id !== id) });
    return succeed();
  });
  fake.answer('grants', 'revokeAll', () => {
    fake.publish({ grants: [] });
    return succeed();
  });
  fake.answer('approvals', 'answer', () => {
    fake.publish({ approval: null });
    return succeed();
  });
  giveAwsFiles(fake);
  giveSignIns(fake, now);
  fake.answer('sessions', 'check', () =>
    succeed({
      account: '421098765432',
      arn: 'arn:aws:sts::421098765432:assumed-role/ReadOnly/jo@laptop',
      userId: 'AROAEXAMPLE:jo@laptop',
    }),
  );
  fake.answer('calls', 'cancel', ({ callId }) => {
    waiting.get(callId)?.(appError('cancelled'));
    return succeed();
  });
  fake.answer('profiles', 'save', ({ id, draft }) => {
    const profileId = id ?? `new-${fake.snapshot().profiles.length + 1}`;
    const others = fake.snapshot().profiles.filter((profile) => profile.id !== profileId);
    fake.publish({ profiles: [...others, { ...draft, id: profileId, favourite: false, demo: false }] });
    return succeed(profileId);
  });
  fake.answer('profiles', 'remove', ({ id }) => {
    fake.publish({ profiles: fake.snapshot().profiles.filter((profile) => profile.id !== id) });
    return succeed();
  });
  fake.answer('profiles', 'setFavourite', ({ id, favourite }) => {
    fake.publish({
      profiles: fake
        .snapshot()
        .profiles.map((profile) => (profile.id === id ? { ...profile, favourite } : profile)),
    });
    return succeed();
  });
  fake.answer('accessKeys', 'add', ({ name, accessKeyId, keep }) => {
    const id = `key-${fake.snapshot().accessKeys.length + 1}`;
    const key = sampleKey(id, name, { accessKeyId, kept: keep, addedAt: now() });
    fake.publish({ accessKeys: [...fake.snapshot().accessKeys, key] });
    return succeed(key);
  });
  fake.answer('accessKeys', 'test', ({ id }) => {
    const identity = {
      account: '421012345678',
      arn: 'arn:aws:iam::421012345678:user/dev',
      userId: 'AIDAEXAMPLE',
    };
    fake.publish({
      accessKeys: fake.snapshot().accessKeys.map((key) => (key.id === id ? { ...key, identity } : key)),
    });
    return succeed(identity);
  });
  fake.answer('settings', 'save', (settings) => {
    fake.publish({ settings });
    return succeed();
  });
  fake.answer('activity', 'clear', () => {
    fake.publish({ activity: [] });
    return succeed();
  });
  fake.answer('notices', 'dismiss', ({ id }) => {
    const { status } = fake.snapshot();
    fake.publish({ status: { ...status, notices: status.notices.filter((notice) => notice.id !== id) } });
    return succeed();
  });
  fake.answer('mfa', 'dismiss', () => {
    fake.publish({ prompt: null });
    return succeed();
  });

  return {
    ...fake,
    finish: (failure = null) => {
      for (const end of [...waiting.values()]) end(failure);
    },
  };
}

import { describe, expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../shared/errors.ts';
import type { CallContext } from '../../shared/ipc-contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { SignInPromptView } from '../../shared/sign-in-views.ts';
import { en } from '../../shared/words/en/index.ts';
import type { DesktopNotification } from '../core/ports.ts';
import { SnapshotHub } from '../core/snapshot-hub.ts';
import { testProfile, testSession, testSnapshot } from '../core/testing/test-snapshot.ts';
import { createTrayActions } from './tray-actions.ts';

const signInPrompt: SignInPromptView = {
  id: 's',
  signInId: 'sign-in',
  signInName: 'Example',
  kind: 'saml',
  profileNames: ['prod'],
  stage: 'asked',
  host: null,
  userCode: null,
  error: null,
  waiting: 0,
};
const prompt = {
  id: 'm',
  profileId: 'p1',
  serial: 's',
  keyName: 'k',
  profileName: 'prod',
  waiting: 0,
  error: null,
};

function setUp() {
  const snapshots = new SnapshotHub(testSnapshot({ profiles: [testProfile('p1', { name: 'prod' })] }));
  const calls: { readonly command: string; readonly input: unknown; readonly client: string }[] = [];
  const opened: (string | null)[] = [];
  const notified: DesktopNotification[] = [];
  let answer = (): Promise<Result<never>> => Promise.resolve(fail(appError('cancelled')));
  let quits = 0;
  const command =
    (name: string) =>
    (input: unknown, { client }: CallContext): Promise<Result<never>> => {
      calls.push({ command: name, input, client });
      return answer();
    };
  const act = createTrayActions({
    sessions: {
      assume: command('assume'),
      refresh: command('refresh'),
      stop: command('stop'),
      stopAll: command('stopAll'),
      copy: command('copy'),
      openTerminal: command('openTerminal'),
      openConsole: command('openConsole'),
    },
    snapshots,
    notifier: {
      show: (notification) => notified.push(notification),
      close: () => {},
      onUndelivered: () => {},
    },
    words: () => en,
    open: (profileId) => opened.push(profileId),
    quit: () => {
      quits += 1;
    },
  });
  return {
    snapshots,
    calls,
    opened,
    notified,
    act,
    quits: () => quits,
    answerWith: (next: () => Promise<Result<unknown>>) => {
      answer = next as () => Promise<Result<never>>;
    },
    failWith: (code: ErrorCode) => {
      answer = () => Promise.resolve(fail(appError(code)));
    },
  };
}

describe('what is chosen in the tray', () => {
  it('calls the same commands as the window, as the tray', async () => {
    const { act, calls } = setUp();
    await act({ kind: 'assume', profileId: 'p1' });
    await act({ kind: 'refresh', profileId: 'p1' });
    await act({ kind: 'copy', profileId: 'p1', format: 'fish' });
    await act({ kind: 'stop', profileId: 'p1' });
    await act({ kind: 'stop-all' });
    expect(calls).toEqual([
      { command: 'assume', input: { profileId: 'p1' }, client: 'tray' },
      { command: 'refresh', input: { profileId: 'p1' }, client: 'tray' },
      { command: 'copy', input: { profileId: 'p1', format: 'fish' }, client: 'tray' },
      { command: 'stop', input: { profileId: 'p1' }, client: 'tray' },
      { command: 'stopAll', input: {}, client: 'tray' },
    ]);
  });

  it('opens the panel and quits', async () => {
    const { act, opened, quits } = setUp();
    await act({ kind: 'open', profileId: null });
    await act({ kind: 'open', profileId: 'p1' });
    await act({ kind: 'quit' });
    expect(opened).toEqual([null, 'p1']);
    expect(quits()).toBe(1);
  });

  it('says nothing when all went well', async () => {
    const { act, opened, notified, answerWith } = setUp();
    answerWith(async () => succeed(testSession('p1')));
    await act({ kind: 'assume', profileId: 'p1' });
    await act({ kind: 'copy', profileId: 'p1', format: 'bash' });
    expect([opened, notified]).toEqual([[], []]);
  });

  it('shows the row of an assume that failed', async () => {
    const { act, opened, notified, failWith } = setUp();
    failWith('sts-access-denied');
    await act({ kind: 'assume', profileId: 'p1' });
    expect([opened, notified]).toEqual([['p1'], []]);
  });

  it.each<ErrorCode>(['cancelled', 'mfa-dismissed', 'sign-in-dismissed', 'sign-in-window-closed'])(
    'says nothing of %s',
    async (code) => {
      const { act, opened, notified, failWith } = setUp();
      failWith(code);
      await act({ kind: 'assume', profileId: 'p1' });
      await act({ kind: 'copy', profileId: 'p1', format: 'bash' });
      expect([opened, notified]).toEqual([[], []]);
    },
  );

  it('notifies of a copy that failed, since a menu shows no answer', async () => {
    const { act, opened, notified, failWith } = setUp();
    failWith('clipboard-failed');
    await act({ kind: 'copy', profileId: 'p1', format: 'bash' });
    expect(opened).toEqual([]);
    expect(notified).toMatchObject([{ title: 'Could not copy prod', profileId: 'p1' }]);
  });

  it('opens the panel once when a code is wanted meanwhile, and not afterwards', async () => {
    const { act, snapshots, opened, answerWith } = setUp();
    let finish = (_result: Result<unknown>) => {};
    answerWith(() => new Promise((resolve) => (finish = resolve)));
    const done = act({ kind: 'assume', profileId: 'p1' });
    snapshots.publish({ prompt });
    snapshots.publish({ prompt: { ...prompt, error: appError('sts-mfa-code-wrong') } });
    expect(opened).toEqual([null]);
    finish(succeed(testSession('p1')));
    await done;
    snapshots.publish({ prompt: null });
    snapshots.publish({ prompt });
    expect(opened).toEqual([null]);
  });

  it.each<[SignInPromptView['stage'], number]>([
    ['browser', 0],
    ['window', 0],
    ['device', 1],
    ['assertion', 1],
  ])('with a sign-in at %s opens it %i times: what has just come up is not covered', async (stage, times) => {
    const { act, snapshots, opened, answerWith } = setUp();
    let finish = (_result: Result<unknown>) => {};
    answerWith(() => new Promise((resolve) => (finish = resolve)));
    const done = act({ kind: 'assume', profileId: 'p1' });
    snapshots.publish({ signInPrompt: { ...signInPrompt, stage } });
    finish(succeed(testSession('p1')));
    await done;
    expect(opened).toHaveLength(times);
  });
});

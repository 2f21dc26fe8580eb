import type { MessageBoxOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../shared/words/words-of.ts';
import { DesktopSystemDialogs } from './system-dialogs.ts';

function dialogs(response: number, language: 'en' | 'ko' = 'en') {
  const asked: MessageBoxOptions[] = [];
  const ask = async (options: MessageBoxOptions) => {
    asked.push(options);
    return { response };
  };
  return { asked, dialogs: new DesktopSystemDialogs(ask, () => wordsOf(language)) };
}

const consequences = {
  accessKeys: 2,
  profiles: 1,
  signIns: 0,
  sections: ['prod', 'staging'],
  dataFolder: '/home/mina/.config/Keycutter',
};

describe('the question before quitting', () => {
  it('says how many programs lose what, and keeps running by default', async () => {
    const { asked, dialogs: one } = dialogs(0);
    const served = [
      { profileName: 'prod', way: 'endpoint' },
      { profileName: 'a\u202eb\nc', way: 'process' },
    ] as const;
    expect(await one.confirmQuit(served)).toBe(false);
    expect(asked[0]).toMatchObject({
      message: '2 programs use sessions of Keycutter.',
      buttons: ['Keep running', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    });
    expect(asked[0]?.detail).toContain('prod: a renewing export\nab c: credential_process\n');
    expect(await dialogs(1).dialogs.confirmQuit(served)).toBe(true);
  });

  it('fits the screen, however many there are', async () => {
    const { asked, dialogs: one } = dialogs(0);
    const served = Array.from({ length: 500 }, (_, at) => ({ profileName: `p${at}`, way: 'file' }) as const);
    await one.confirmQuit(served);
    expect(asked[0]?.detail?.split('\n').length).toBeLessThan(12);
    expect(asked[0]?.detail).toContain('and 493 more');
  });
});

describe('the question before everything is removed', () => {
  it.each([
    [0, 'cancel'],
    [1, 'quit'],
    [2, 'start-anew'],
  ])('button %i is %s', async (response, answer) => {
    expect(await dialogs(response).dialogs.confirmReset(consequences)).toBe(answer);
  });

  it('lists what goes, and cancels by default', async () => {
    const { asked, dialogs: one } = dialogs(0);
    await one.confirmReset(consequences);
    expect(asked[0]).toMatchObject({ type: 'warning', defaultId: 0, cancelId: 0 });
    for (const part of [
      '2 access keys',
      '1 profile',
      'prod and staging',
      '/home/mina/.config/Keycutter',
      'cannot be taken back',
    ])
      expect(asked[0]?.detail).toContain(part);
    expect(asked[0]?.detail).not.toContain('sign-ins,');
  });

  it('speaks Korean', async () => {
    const { asked, dialogs: one } = dialogs(0, 'ko');
    await one.confirmReset(consequences);
    expect(asked[0]?.buttons).toEqual(['취소', '제거하고 종료', '제거하고 새로 시작']);
  });

  it('names what is still there afterwards', async () => {
    const { asked, dialogs: one } = dialogs(0);
    await one.tellIncomplete(['keychain', 'login-item', '/home/mina/.aws/config']);
    expect(asked[0]?.detail).toBe(
      'Entries named Keycutter in the keychain\nThe start at login\n/home/mina/.aws/config\n\nRemove it by hand; everything else is gone.',
    );
  });
});

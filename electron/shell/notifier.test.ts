import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { DesktopNotification } from '../core/ports.ts';
import { silentLogger } from '../core/testing/fake-ports.ts';
import { DesktopNotifier, type NativeNotification, type NativeNotificationOptions } from './notifier.ts';

class FakeNotification extends EventEmitter implements NativeNotification {
  readonly words: NativeNotificationOptions;
  state: 'new' | 'shown' | 'closed' = 'new';

  constructor(words: NativeNotificationOptions) {
    super();
    this.words = words;
  }

  show(): void {
    this.state = 'shown';
  }

  close(): void {
    this.state = 'closed';
    this.emit('close');
  }
}

function setUp(platform: NodeJS.Platform = 'linux', electronVersion = '45.4.1') {
  const made: FakeNotification[] = [];
  const acted: string[] = [];
  const undelivered: string[] = [];
  const desktop: { shows: boolean | null } = { shows: true };
  const clicked: (string | null)[] = [];
  const notifier = new DesktopNotifier({
    platform,
    electronVersion,
    logger: silentLogger,
    isShown: () => desktop.shows,
    onAction: (action, profileId) => acted.push(`${action} ${profileId}`),
    onClick: (profileId) => clicked.push(profileId),
    create: (words) => {
      const notification = new FakeNotification(words);
      made.push(notification);
      return notification;
    },
  });
  notifier.onUndelivered(({ id }) => undelivered.push(id));
  const show = (
    id: string,
    title = 'prod ends at 15:42',
    body = 'Renew it.',
    more: Partial<DesktopNotification> = {},
  ) => notifier.show({ id, title, body, profileId: `profile of ${id}`, ...more });
  return { made, clicked, acted, undelivered, desktop, notifier, show };
}

describe('DesktopNotifier', () => {
  it('shows, and brings a click to its row', () => {
    const { made, clicked, show } = setUp();
    show('a');
    show('b');
    expect(made.map(({ state }) => state)).toEqual(['shown', 'shown']);
    made[1]?.emit('click');
    expect(clicked).toEqual(['profile of b']);
  });

  it('replaces the one before it under the same id', () => {
    const { made, show } = setUp();
    show('a', 'warning');
    show('a', 'ended');
    expect(made.map(({ state }) => state)).toEqual(['closed', 'shown']);
  });

  it('closes by id, and only once', () => {
    const { made, notifier, show } = setUp();
    show('a');
    notifier.close('a');
    notifier.close('a');
    notifier.close('never shown');
    expect(made[0]?.state).toBe('closed');
  });

  it('lets a replaced one’s late close be', () => {
    const { made, notifier, show } = setUp();
    show('a');
    show('a');
    made[0]?.emit('close');
    notifier.close('a');
    expect(made[1]?.state).toBe('closed');
  });

  it('survives a desktop that cannot show it', () => {
    const { made, show } = setUp();
    show('a');
    made[0]?.emit('failed', {}, 'no server');
    show('a');
    expect(made[1]?.state).toBe('shown');
  });

  it('escapes the markup of Linux, and there only', () => {
    const hostile = 'R&D <b onclick="x">\u202Eprod</b>\nnext';
    const onLinux = setUp('linux');
    onLinux.show('a', hostile, hostile);
    expect(onLinux.made[0]?.words).toMatchObject({
      title: 'R&D <b onclick="x">prod</b> next',
      body: 'R&amp;D &lt;b onclick="x"&gt;prod&lt;/b&gt; next',
    });
    const onMac = setUp('darwin');
    onMac.show('a', hostile, hostile);
    expect(onMac.made[0]?.words.body).toBe('R&D <b onclick="x">prod</b> next');
  });

  const both = {
    actions: [
      { kind: 'renew', label: 'Renew' },
      { kind: 'stop', label: 'Stop' },
    ],
  } as const;

  it.each([
    ['darwin', '33.2.1', ['Renew', 'Stop']],
    ['win32', '45.4.1', ['Renew', 'Stop']],
    ['win32', '33.2.1', []],
    ['linux', '45.4.1', []],
  ] as const)(
    'offers actions on %s with Electron %s only where they arrive',
    (platform, version, offered) => {
      const { made, show } = setUp(platform, version);
      show('a', 'prod ends', 'Renew it.', both);
      expect(made[0]?.words.actions.map(({ text }) => text)).toEqual(offered);
      show('all', 'Many', 'one, two', { ...both, profileId: null });
      expect(made[1]?.words.actions).toEqual([]);
    },
  );

  it('brings the action that was chosen to its profile', () => {
    const { made, acted, show } = setUp('darwin');
    show('a', 'prod ends', 'Renew it.', both);
    made[0]?.emit('action', {}, 1);
    show('b', 'prod ends', 'Renew it.', both);
    made[1]?.emit('action', {}, 0);
    made[1]?.emit('action', {}, 7);
    expect(acted).toEqual(['stop profile of a', 'renew profile of b']);
  });

  it('is never critical: that breaks through do-not-disturb', () => {
    const { made, show } = setUp();
    show('a');
    show('b', 'prod ends', 'Renew it.', { urgency: 'low' });
    expect(made.map(({ words }) => words.urgency)).toEqual(['normal', 'low']);
  });

  it('says what could not be shown: nobody there, or it failed; and shows again when somebody is there', () => {
    const { made, undelivered, desktop, show } = setUp();
    desktop.shows = false;
    show('a');
    expect([made.length, undelivered]).toEqual([0, ['a']]);
    desktop.shows = null;
    show('b');
    made[0]?.emit('failed', {}, 'no server');
    desktop.shows = true;
    show('c');
    expect([made.length, undelivered]).toEqual([2, ['a', 'b']]);
  });
});

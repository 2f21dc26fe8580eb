import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../core/testing/fake-ports.ts';
import { DesktopNotifier, type NativeNotification } from './notifier.ts';

class FakeNotification extends EventEmitter implements NativeNotification {
  readonly words: { readonly title: string; readonly body: string };
  state: 'new' | 'shown' | 'closed' = 'new';

  constructor(words: { readonly title: string; readonly body: string }) {
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

function setUp(platform: NodeJS.Platform = 'linux') {
  const made: FakeNotification[] = [];
  const clicked: (string | null)[] = [];
  const notifier = new DesktopNotifier({
    platform,
    logger: silentLogger,
    onClick: (profileId) => clicked.push(profileId),
    create: (words) => {
      const notification = new FakeNotification(words);
      made.push(notification);
      return notification;
    },
  });
  const show = (id: string, title = 'prod ends at 15:42', body = 'Renew it.') =>
    notifier.show({ id, title, body, profileId: `profile of ${id}` });
  return { made, clicked, notifier, show };
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
    expect(onLinux.made[0]?.words).toEqual({
      title: 'R&D <b onclick="x">prod</b> next',
      body: 'R&amp;D &lt;b onclick="x"&gt;prod&lt;/b&gt; next',
    });
    const onMac = setUp('darwin');
    onMac.show('a', hostile, hostile);
    expect(onMac.made[0]?.words.body).toBe('R&D <b onclick="x">prod</b> next');
  });
});

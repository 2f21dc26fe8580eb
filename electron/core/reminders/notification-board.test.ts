import { describe, expect, it } from 'vitest';
import type { DesktopNotification, Notifier } from '../ports.ts';
import { NotificationBoard } from './notification-board.ts';

function setUp() {
  const desktop = { shows: false, isQuiet: false };
  const shown: string[] = [];
  let undelivered: (notification: DesktopNotification) => void = () => {};
  const notifier: Notifier = {
    show: (notification) => (desktop.shows ? shown.push(notification.title) : undelivered(notification)),
    close: () => {},
    onUndelivered: (listener) => {
      undelivered = listener;
    },
  };
  const board = new NotificationBoard({ notifier, isQuiet: () => desktop.isQuiet, onChanged: () => {} });
  const show = (id: string, title: string, more: Partial<DesktopNotification> = {}) =>
    board.show({ id, title, body: '', profileId: 'p1', ...more });
  const kept = () => board.kept.map(({ title }) => title);
  return { desktop, shown, board, show, kept };
}

describe('NotificationBoard', () => {
  it('keeps what the desktop did not show, newest first, each once', () => {
    const { board, show, kept } = setUp();
    show('a', 'prod ends');
    show('b', 'dev ends');
    show('a', 'prod has ended');
    expect(kept()).toEqual(['prod has ended', 'dev ends']);
    board.close('b');
    expect(kept()).toEqual(['prod has ended']);
    expect(board.dismiss('nobody’s')).toBe(false);
    expect(board.dismiss(board.kept[0]?.id ?? '')).toBe(true);
    expect(kept()).toEqual([]);
  });

  it('keeps nothing that was shown, nor what the window shows by itself', () => {
    const { desktop, shown, show, kept } = setUp();
    show('prompt', 'A code is wanted', { alsoInWindow: true });
    show('a', 'prod ends');
    desktop.shows = true;
    show('a', 'prod has ended');
    expect([shown, kept()]).toEqual([['prod has ended'], []]);
  });

  it('shows nothing in quiet hours', () => {
    const { desktop, shown, show, kept } = setUp();
    desktop.shows = true;
    desktop.isQuiet = true;
    show('a', 'A program wants prod');
    expect([shown, kept()]).toEqual([[], []]);
  });
});

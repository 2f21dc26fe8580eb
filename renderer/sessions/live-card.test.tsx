// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, liveSession } from '../testing/sample-snapshot.ts';

const minute = 60_000;
const button = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => screen.getByRole('listitem', { name });

async function openSubmenu(user: UserEvent, name: string) {
  const trigger = await screen.findByRole('menuitem', { name });
  act(() => trigger.focus());
  await user.keyboard('{ArrowRight}');
}

describe('a live card', () => {
  it('copies for the chosen shell, as Settings say, and says so for a moment', async () => {
    const { fake, user, pass } = await renderWindow(busySnapshot);
    await user.click(button('Copy prod-readonly for bash'));
    expect(fake.callsTo('sessions.copy')[0]?.input).toEqual({ profileId: 'p1', format: 'bash' });
    const card = within(row('prod-readonly'));
    const words = 'Copied. Paste it into bash; it holds no secret.';
    expect(card.getByText('Copied for bash')).toBeDefined();
    expect(card.getByText(words)).toBeDefined();
    expect(document.querySelector('[aria-live="polite"]')?.textContent).toBe(words);
    pass(10_000);
    expect(card.queryByText('Copied for bash')).toBeNull();
    expect(card.queryByText(words)).toBeNull();
  });

  it.each([
    ['By command', 'fish', { format: 'fish', way: 'command' }, /Paste it into fish; it holds no secret/],
    ['Renewing', 'fish', { format: 'fish', way: 'renewing' }, /it renews until tomorrow \d\d:\d\d\.$/],
    ['By value', 'fish', { format: 'fish', way: 'value' }, /it ends at \d\d:\d\d and does not renew/],
    ['By value', 'JSON', { format: 'json', way: 'value' }, /^Copied as JSON; it ends at/],
  ])(
    'copies %s for %s from the menu beside it, and says how long it lasts',
    async (way, format, input, words) => {
      const { fake, user } = await renderWindow(busySnapshot);
      await user.click(button('Other formats for prod-readonly'));
      await openSubmenu(user, way);
      await user.click(await screen.findByRole('menuitem', { name: format }));
      expect(fake.callsTo('sessions.copy')[0]?.input).toEqual({ profileId: 'p1', ...input });
      expect(await within(row('prod-readonly')).findByText(words)).toBeDefined();
    },
  );

  it('puts the chosen shell first in the menu, and files only where they are known', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    act(() => fake.publish({ settings: { ...fake.snapshot().settings, defaultShell: 'zsh' } }));
    await user.click(button('Other formats for prod-readonly'));
    await openSubmenu(user, 'Renewing');
    const submenu = within(await screen.findByRole('menu', { name: 'Renewing' }));
    const labels = submenu.getAllByRole('menuitem').map((item) => item.textContent);
    expect(labels[0]).toBe('zsh');
    expect(labels).toContain('PowerShell');
    expect(labels).not.toContain('JSON');
  });

  it('opens the console, and says why it could not', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Open the console as prod-readonly'));
    expect(fake.callsTo('sessions.openConsole')[0]?.input).toEqual({ profileId: 'p1' });
    expect(await within(row('prod-readonly')).findByText('The console opens in your browser.')).toBeDefined();
    fake.answer('sessions', 'openConsole', () => fail(appError('console-refused', { status: '400' })));
    await user.click(button('Open the console as prod-readonly'));
    expect(await within(row('prod-readonly')).findByText(/did not give a sign-in/)).toBeDefined();
  });

  it('offers to renew what wants an MFA code soon', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Renew partner-b-deploy'));
    expect(fake.callsTo('sessions.refresh')[0]?.input).toEqual({ profileId: 'p2' });
    expect(within(row('partner-b-deploy')).getByText('renewing now')).toBeDefined();
  });

  it('keeps what is held while it says that a renewal failed', async () => {
    await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [
        liveSession('p1', now, now + 30 * minute, { state: 'failed', error: appError('sts-throttled') }),
      ],
    }));
    const card = within(row('prod-readonly'));
    expect(card.getByText('30:00')).toBeDefined();
    expect(card.getByText(/throttling/)).toBeDefined();
    expect(card.getByRole('button', { name: 'Copy prod-readonly for bash' })).toBeDefined();
  });

  it('shows expired at the expiry itself, never a negative time, and offers no copy', async () => {
    const { pass } = await renderWindow(busySnapshot);
    const countdown = screen.getByRole('timer', { name: 'Time left for prod-readonly' });
    pass(42 * minute + 16_000);
    expect(countdown.textContent).toBe('00:01');
    pass(1_000);
    expect(countdown.textContent).toBe('Expired');
    expect(screen.queryByRole('button', { name: 'Copy prod-readonly for bash' })).toBeNull();
    pass(minute);
    expect(countdown.textContent).toBe('Expired');
  });

  it('follows a clock that is set while it is shown', async () => {
    const { clock, pass } = await renderWindow(busySnapshot);
    clock.jump(-60 * minute);
    pass(1_000);
    expect(screen.getByRole('timer', { name: 'Time left for prod-readonly' }).textContent).toBe('1 h 42');
  });

  it('says that a copy which left does not renew, until it has ended', async () => {
    const { fake, clock, pass } = await renderWindow(busySnapshot);
    const now = clock.now();
    act(() =>
      fake.publish({
        copies: [
          {
            id: 'c',
            profileId: 'p1',
            profileName: 'prod-readonly',
            format: 'zsh',
            copiedAt: now,
            expiresAt: now + 10 * minute,
          },
        ],
      }),
    );
    const note = /The copy for zsh ends at .*; it does not renew/;
    expect(within(row('prod-readonly')).getByText(note)).toBeDefined();
    pass(10 * minute + 1_000);
    expect(within(row('prod-readonly')).queryByText(note)).toBeNull();
  });
});

// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import { renderWindow } from '../testing/render-window.tsx';
import {
  busySnapshot,
  emptySnapshot,
  liveSession,
  sampleAwsFiles,
  sampleKey,
  sampleProfile,
  sampleSession,
} from '../testing/sample-snapshot.ts';

const minute = 60_000;
const button = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => screen.getByRole('listitem', { name });

async function openSubmenu(user: UserEvent, name: string) {
  const trigger = await screen.findByRole('menuitem', { name });
  act(() => trigger.focus());
  await user.keyboard('{ArrowRight}');
}

describe('assuming a role', () => {
  it('goes from one click over a wait to a live card with a countdown', async () => {
    const { fake, user, pass } = await renderWindow(busySnapshot);
    await user.click(button('Assume staging-deploy'));
    expect(fake.callsTo('sessions.assume')[0]?.input).toEqual({ profileId: 'p3' });
    expect(button('Cancel staging-deploy')).toBeDefined();

    await act(async () => fake.finish());
    const countdown = screen.getByRole('timer', { name: 'Time left for staging-deploy' });
    expect(countdown.textContent).toBe('1 h 00');
    expect(row('staging-deploy').getAttribute('data-live')).toBe('true');
    pass(1_000);
    expect(countdown.textContent).toBe('59:59');
    expect(button('Copy staging-deploy for bash')).toBeDefined();
  });

  it('can be cancelled, by the id of its call', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Assume staging-deploy'));
    await user.click(button('Cancel staging-deploy'));
    const [assumed] = fake.callsTo('sessions.assume');
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({ callId: assumed?.callId });
    expect(button('Assume staging-deploy')).toBeDefined();
    expect(within(row('staging-deploy')).queryByText(/Cancelled/)).toBeNull();
  });

  it('makes one call however often it is clicked', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.dblClick(button('Assume staging-deploy'));
    expect(fake.callsTo('sessions.assume')).toHaveLength(1);
  });

  it('says in the row what went wrong and what to do, and tries again', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Assume staging-deploy'));
    await act(async () => fake.finish(appError('network-timed-out', { host: 'sts.example' })));
    const failed = within(row('staging-deploy'));
    expect(failed.getByText('sts.example did not answer in time.')).toBeDefined();
    expect(failed.getByText(/Check your network/)).toBeDefined();
    await user.click(button('Retry staging-deploy'));
    expect(fake.callsTo('sessions.assume')).toHaveLength(2);
  });

  it('forgets a failure when main does: the profile was edited meanwhile', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    const error = appError('sts-access-denied');
    const { sessions } = fake.snapshot();
    const failed = sampleSession('p3', { state: 'failed', error });
    const without = sessions.filter(({ profileId }) => profileId !== 'p3');
    await user.click(button('Assume staging-deploy'));
    await act(async () => fake.publish({ sessions: [...without, failed] }));
    await act(async () => fake.finish(error));
    expect(within(row('staging-deploy')).getByText('AWS denied this.')).toBeDefined();
    await act(async () => fake.publish({ sessions: without }));
    expect(within(row('staging-deploy')).queryByText('AWS denied this.')).toBeNull();
    expect(button('Assume staging-deploy')).toBeDefined();
  });

  it('shows a session that another client acquires, and cancels it by stopping', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Cancel sandbox'));
    expect(fake.callsTo('sessions.stop')[0]?.input).toEqual({ profileId: 'p7' });
  });
});

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

describe('the row’s menu', () => {
  it('checks who the session is and answers in words', async () => {
    const { user } = await renderWindow(busySnapshot);
    await user.click(button('More for prod-readonly'));
    await user.click(await screen.findByRole('menuitem', { name: 'Check' }));
    expect(
      await within(row('prod-readonly')).findByText(
        'AWS says this is assumed-role/ReadOnly/jo@laptop in account 4210-9876-5432.',
      ),
    ).toBeDefined();
  });

  it('assumes for another time', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('More for staging-deploy'));
    const submenu = await screen.findByRole('menuitem', { name: 'Assume for' });
    act(() => submenu.focus());
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('15 min'));
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(fake.callsTo('sessions.assume')[0]?.input).toEqual({ profileId: 'p3', durationSeconds: 14_400 });
  });

  it('copies what is no secret', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    for (const name of ['Copy ARN', 'Copy account', 'Copy access key id']) {
      await user.click(button('More for prod-readonly'));
      await user.click(await screen.findByRole('menuitem', { name }));
    }
    expect(fake.callsTo('clipboard.copyText').map((call) => call.input)).toEqual([
      { text: 'arn:aws:sts::421098765432:assumed-role/ReadOnly/jo@laptop' },
      { text: '421098765432' },
      { text: 'ASIAIOSFODNN7EXAMPLE' },
    ]);
  });

  it('deletes only after asking', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('More for billing'));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete billing?' });
    expect(fake.callsTo('profiles.remove')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(fake.callsTo('profiles.remove')[0]?.input).toEqual({ id: 'p6' });
    await waitFor(() => expect(screen.queryByRole('listitem', { name: 'billing' })).toBeNull());
  });

  it('offers only what applies to a session that is not live', async () => {
    const { user } = await renderWindow(busySnapshot);
    await user.click(button('More for billing'));
    expect(await screen.findByRole('menuitem', { name: 'Edit' })).toBeDefined();
    expect(screen.queryByRole('menuitem', { name: 'Stop' })).toBeNull();
    await openSubmenu(user, 'Export as');
    expect(await screen.findByRole('menuitem', { name: 'Renewing' })).toBeDefined();
    expect(screen.queryByRole('menuitem', { name: 'By value' })).toBeNull();
  });

  it('opens a terminal', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('More for billing'));
    await user.click(await screen.findByRole('menuitem', { name: 'Open terminal here' }));
    expect(fake.callsTo('sessions.openTerminal')[0]?.input).toEqual({ profileId: 'p6' });
    expect(await within(row('billing')).findByText('A terminal opens with billing.')).toBeDefined();
  });
});

describe('a profile that serves its key itself', () => {
  const keyItself = (now: number) => ({
    ...busySnapshot(now),
    profiles: [
      {
        ...sampleProfile('t2', 'legacy'),
        recipe: {
          kind: 'access-key',
          source: { kind: 'access-key', keyId: 'k1' },
          region: 'eu-central-1',
        } as const,
      },
    ],
  });

  it('has no session to assume: its button leads to using it', async () => {
    const { user } = await renderWindow(keyItself);
    expect(within(row('legacy')).getByText('Serves work itself · eu-central-1')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Assume legacy' })).toBeNull();
    await user.click(button('Use legacy from the AWS CLI'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Use legacy from the AWS CLI' }));
    expect(dialog.queryByRole('radio', { name: 'Static copy' })).toBeNull();
  });

  it('offers nothing in its menu that needs a session', async () => {
    const { user } = await renderWindow(keyItself);
    await user.click(button('More for legacy'));
    expect(await screen.findByRole('menuitem', { name: 'Export as' })).toBeDefined();
    for (const name of ['Assume for', 'Open console', 'Copy ARN', 'Refresh']) {
      expect(screen.queryByRole('menuitem', { name })).toBeNull();
    }
  });
});

describe('the list', () => {
  it('draws a window of rows of 5,000 profiles', async () => {
    await renderWindow((now) => ({
      ...busySnapshot(now),
      profiles: Array.from({ length: 5_000 }, (_, index) => sampleProfile(`m${index}`, `service-${index}`)),
    }));
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(60);
    // With the two headings, which are items of the list too.
    expect(rows[1]?.getAttribute('aria-setsize')).toBe('5002');
    expect(rows[1]?.getAttribute('aria-posinset')).toBe('2');
  });

  it('keeps the keyboard where it is while thousands are scrolled by, and takes every Page Down', async () => {
    const { user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [],
      profiles: Array.from({ length: 5_000 }, (_, index) => sampleProfile(`m${index}`, `service-${index}`)),
    }));
    await user.type(screen.getByRole('searchbox'), '{ArrowDown}');
    expect(document.activeElement).toBe(button('Assume service-0'));
    const scroller = document.querySelector('.list-scroller');
    act(() => scroller?.scrollTo({ top: 100_000 }));
    expect(row('service-1925')).toBeDefined();
    expect(document.activeElement).toBe(button('Assume service-0'));
    for (let pressed = 0; pressed < 50; pressed += 1)
      fireEvent.keyDown(document.activeElement ?? document.body, { key: 'PageDown' });
    expect(document.activeElement).toBe(button('Assume service-400'));
  });

  it('finds by the words of a search and says when nothing matches', async () => {
    const { user } = await renderWindow(busySnapshot);
    const search = screen.getByRole('searchbox', { name: 'Find a profile, account or role' });
    await user.type(search, '9988 billing');
    expect(screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'))).toEqual([
      null,
      'billing',
    ]);
    await user.clear(search);
    await user.type(search, 'nonsense');
    expect(screen.getByText('Nothing matches “nonsense”')).toBeDefined();
    await user.click(button('Clear search'));
    expect(row('billing')).toBeDefined();
  });

  it('draws a name as text, whatever is in it', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await renderWindow((now) => ({ ...busySnapshot(now), profiles: [sampleProfile('h', name)] }));
    expect(row(name)).toBeDefined();
    expect(document.querySelector('img')).toBeNull();
  });

  it('redraws only the row whose session changed', async () => {
    const { fake } = await renderWindow(busySnapshot);
    const before = row('billing').innerHTML;
    const card = row('prod-readonly');
    act(() => fake.publish({ sessions: structuredClone(fake.snapshot().sessions) }));
    expect(row('prod-readonly')).toBe(card);
    expect(row('billing').innerHTML).toBe(before);
  });
});

describe('by keyboard only', () => {
  it('searches, assumes, and copies from the card that takes the row’s place', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    expect(document.activeElement?.getAttribute('type')).toBe('search');
    await user.keyboard('staging{ArrowDown}');
    expect(document.activeElement).toBe(button('Assume staging-deploy'));
    await user.keyboard('{Enter}');
    expect(fake.callsTo('sessions.assume')).toHaveLength(1);
    await act(async () => fake.finish());
    await waitFor(() => expect(document.activeElement).toBe(button('Copy staging-deploy for bash')));
    await user.keyboard('{Enter}');
    expect(fake.callsTo('sessions.copy')[0]?.input).toEqual({ profileId: 'p3', format: 'bash' });
  });

  it('moves between rows with the arrows, Home and End, and within a row sideways', async () => {
    const { user } = await renderWindow(busySnapshot);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(button('Copy prod-readonly for bash'));
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(button('Other formats for prod-readonly'));
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(button('Renew partner-b-deploy'));
    await user.keyboard('{End}');
    expect(document.activeElement?.closest('li')?.getAttribute('aria-label')).toBe('sandbox');
  });

  it.each(['.', '{ContextMenu}', '{Shift>}{F10}{/Shift}'])('opens the row’s menu with %s', async (keys) => {
    const { user } = await renderWindow(busySnapshot);
    await user.keyboard(`staging{ArrowDown}${keys}`);
    expect(await screen.findByRole('menu')).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  });

  it('goes back to the search with /; Escape clears it, then hides the panel', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    const search = screen.getByRole<HTMLInputElement>('searchbox');
    await user.keyboard('bill{ArrowDown}/');
    expect(document.activeElement).toBe(search);
    await user.keyboard('{Escape}');
    expect(search.value).toBe('');
    expect(fake.callsTo('panel.hide')).toHaveLength(0);
    await user.keyboard('{Escape}');
    expect(fake.callsTo('panel.hide')).toHaveLength(1);
  });

  it('has one row in the Tab order', async () => {
    await renderWindow(busySnapshot);
    const reachable = [...document.querySelectorAll<HTMLElement>('[data-row-button][tabindex="0"]')];
    expect(new Set(reachable.map((element) => element.closest('li')?.getAttribute('aria-label'))).size).toBe(
      1,
    );
  });
});

describe('around the list', () => {
  it('shows the first start, and opens the demo account', async () => {
    const { fake, user } = await renderWindow(emptySnapshot);
    expect(button('Add an access key')).toBeDefined();
    await user.click(button('Look around with the demo account'));
    expect(fake.callsTo('demo.open')).toHaveLength(1);
  });

  it('asks for a profile once there is a key', async () => {
    await renderWindow((now) => ({ ...emptySnapshot(), accessKeys: busySnapshot(now).accessKeys }));
    expect(screen.getByRole('heading', { name: 'Now name a role' })).toBeDefined();
  });

  it('says that the keychain is locked, and unlocks it; the wait can be cancelled', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: { ...emptySnapshot().status, keychain: 'locked' },
    }));
    fake.answer('keychain', 'unlock', () => new Promise(() => undefined));
    expect(screen.getByText('Keychain locked')).toBeDefined();
    await user.click(button('Unlock keychain'));
    const [unlock] = fake.callsTo('keychain.unlock');
    await user.click(button('Cancel'));
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({ callId: unlock?.callId });
  });

  it('starts over with a changed keychain only after asking', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: { ...emptySnapshot().status, keychain: 'changed' },
    }));
    await user.click(button('Start over'));
    const dialog = await screen.findByRole('alertdialog');
    expect(fake.callsTo('keychain.startOver')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Start over' }));
    expect(fake.callsTo('keychain.startOver')).toHaveLength(1);
  });

  it('keeps a notice until it is dismissed', async () => {
    const { user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: {
        ...emptySnapshot().status,
        notices: [
          { id: 'n1', error: appError('storage-corrupt', { what: 'The settings file', keptAt: 'x' }) },
        ],
      },
    }));
    expect(screen.getByText('The settings file could not be read.')).toBeDefined();
    await user.click(button('Dismiss'));
    expect(screen.queryByText('The settings file could not be read.')).toBeNull();
  });

  it('tells a screen reader of thresholds, not of seconds', async () => {
    const { pass } = await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [liveSession('p2', now, now + 10 * minute + 3_000, { renewal: { kind: 'needs-mfa-code' } })],
    }));
    const said = () => document.querySelector('[aria-live="polite"]')?.textContent;
    pass(2_000);
    expect(said()).toBe('');
    pass(1_000);
    expect(said()).toBe('partner-b-deploy expires in 10 minutes.');
    pass(30_000);
    expect(said()).toBe('');
    pass(4.5 * minute);
    expect(said()).toBe('partner-b-deploy expires in 5 minutes.');
  });

  it('goes to the row that the address names', async () => {
    await renderWindow(busySnapshot);
    act(() => {
      location.hash = '#profile=p6';
      dispatchEvent(new Event('hashchange'));
    });
    await waitFor(() => expect(document.activeElement).toBe(button('Assume billing')));
    expect(location.hash).toBe('');
  });

  it('offers what another program brought to ~/.aws, until it is reviewed or put away', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      awsFiles: { ...sampleAwsFiles, offer: { new: 2, changed: 1 } },
    }));
    expect(screen.getByText('~/.aws/config changed')).toBeDefined();
    expect(screen.getByText('2 new sections, 1 changed')).toBeDefined();
    await user.click(button('Dismiss'));
    expect(fake.callsTo('awsFiles.dismissOffer')).toHaveLength(1);
    expect(screen.queryByText('~/.aws/config changed')).toBeNull();
    act(() => fake.publish({ awsFiles: { ...sampleAwsFiles, offer: { new: 1, changed: 0 } } }));
    await user.click(button('Review'));
    expect(await screen.findByRole('heading', { name: 'Import from ~/.aws' })).toBeDefined();
  });

  it('tells of keys in clear text until that is put away; then of other ones', async () => {
    const plaintextKeys = [{ section: 'default', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }];
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      awsFiles: { ...sampleAwsFiles, plaintextKeys },
    }));
    await user.click(button('Dismiss'));
    expect(screen.queryByText('A long-term key is in clear text')).toBeNull();
    const other = { section: 'other', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
    act(() => fake.publish({ awsFiles: { ...sampleAwsFiles, plaintextKeys: [...plaintextKeys, other] } }));
    expect(screen.getByText('2 long-term keys are in clear text')).toBeDefined();
  });

  it('leaves ~/.aws to the first start’s own offer until there is a key or a profile', async () => {
    const awsFiles = {
      ...sampleAwsFiles,
      offer: { new: 2, changed: 0 },
      plaintextKeys: [{ section: 'default', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    };
    const { fake } = await renderWindow(() => ({ ...emptySnapshot(), awsFiles }));
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
    act(() => fake.publish({ accessKeys: [sampleKey('k1', 'work')] }));
    expect(screen.getByText('~/.aws/config changed')).toBeDefined();
    expect(screen.getByText('A long-term key is in clear text')).toBeDefined();
  });

  it('counts the live sessions below the list', async () => {
    await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [liveSession('p1', now, now + minute), sampleSession('p2', { state: 'expired' })],
    }));
    expect(screen.getByText('1 session live')).toBeDefined();
  });
});

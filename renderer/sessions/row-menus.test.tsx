// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleProfile } from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => screen.getByRole('listitem', { name });

async function openSubmenu(user: UserEvent, name: string) {
  const trigger = await screen.findByRole('menuitem', { name });
  act(() => trigger.focus());
  await user.keyboard('{ArrowRight}');
}

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

// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../shared/settings.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSettings, sampleStatus } from '../testing/sample-snapshot.ts';

async function open(change: Partial<Settings> = {}, notifications: boolean | null = true) {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    settings: { ...sampleSettings, ...change },
    status: { ...sampleStatus, desktop: { ...sampleStatus.desktop, notifications } },
  }));
  await act(async () => view.app.navigation.set({ kind: 'settings' }));
  await screen.findByRole('heading', { name: 'Notifications' });
  const saved = () => view.fake.callsTo('settings.save').map(({ input }) => input);
  return { ...view, saved };
}

describe('quiet hours in Settings', () => {
  it('are a night when they are switched on, and none when switched off', async () => {
    const { user, saved } = await open();
    expect(screen.queryByRole('textbox', { name: 'From' })).toBeNull();
    await user.click(screen.getByRole('switch', { name: 'Quiet hours' }));
    expect(saved().at(-1)).toMatchObject({ quietFrom: '22:00', quietTo: '07:00' });
    await user.click(screen.getByRole('switch', { name: 'Quiet hours' }));
    expect(saved().at(-1)).toMatchObject({ quietFrom: '', quietTo: '' });
  });

  it('take a time that is one, and say what is wrong with another', async () => {
    const { user, saved } = await open({ quietFrom: '22:00', quietTo: '07:00' });
    const to = screen.getByRole('textbox', { name: 'To' });
    await user.clear(to);
    await user.type(to, '7:30{Enter}');
    expect(screen.getByText(/such as 22:00/)).toBeDefined();
    await user.clear(to);
    await user.type(to, '22:00{Enter}');
    expect(screen.getByText('Another time than the beginning.')).toBeDefined();
    expect(saved()).toEqual([]);
    await user.clear(to);
    await user.type(to, '07:30{Enter}');
    expect(saved()).toEqual([{ ...sampleSettings, quietFrom: '22:00', quietTo: '07:30' }]);
  });

  it('say when nothing on the desktop shows notifications at all', async () => {
    await open({}, false);
    expect(screen.getByText(/Nothing on this desktop shows notifications/)).toBeDefined();
  });
});

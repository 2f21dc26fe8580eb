// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import type { UpdateView } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSettings } from '../testing/sample-snapshot.ts';

const out = { version: '2.0.0', releaseNotes: '2.0.0\n• <b>Cuts</b> quicker', percent: null } as const;

async function openWith(update: UpdateView) {
  const view = await renderWindow((now) => ({ ...busySnapshot(now), update }));
  const openSettings = async () => {
    await act(async () => view.app.navigation.set({ kind: 'settings' }));
    await screen.findByRole('heading', { name: 'Settings' });
  };
  return { ...view, openSettings };
}

describe('updates in Settings', () => {
  it('are not there where no feed is built in', async () => {
    const { openSettings } = await openWith({ state: 'off' });
    await openSettings();
    expect(screen.queryByRole('heading', { name: 'Updates' })).toBeNull();
  });

  it('are looked for when told to, and daily where that is switched on', async () => {
    const { openSettings, user, fake } = await openWith({ state: 'unknown' });
    await openSettings();
    await user.click(screen.getByRole('button', { name: 'Look now' }));
    await user.click(screen.getByRole('switch', { name: 'Look for updates once a day' }));
    await user.click(screen.getByRole('radio', { name: 'Beta' }));
    expect(fake.callsTo('updates.check')).toHaveLength(1);
    expect(fake.callsTo('settings.save').map(({ input }) => input)).toEqual([
      { ...sampleSettings, checkForUpdates: true },
      { ...sampleSettings, checkForUpdates: true, updateChannel: 'beta' },
    ]);
  });

  it('show what is new as text, are downloaded and installed when told to', async () => {
    const { openSettings, user, fake } = await openWith({ state: 'found', ...out });
    await openSettings();
    expect(screen.getByText('Version 2.0.0 is out.')).toBeDefined();
    expect(screen.getByText(/<b>Cuts<\/b> quicker/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Download' }));
    expect(fake.callsTo('updates.download')).toHaveLength(1);
    act(() => fake.publish({ update: { state: 'downloading', ...out, percent: 40 } }));
    expect(screen.getByText('Downloading 2.0.0: 40 %')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(fake.callsTo('updates.cancelDownload')).toHaveLength(1);
    act(() => fake.publish({ update: { state: 'ready', ...out } }));
    await user.click(screen.getByRole('button', { name: 'Restart and install' }));
    expect(fake.callsTo('updates.restart')).toHaveLength(1);
  });

  it('only tell on systems where nothing checks a signature, and say why one failed', async () => {
    const { openSettings, fake } = await openWith({ state: 'told', ...out });
    await openSettings();
    expect(screen.getByText(/Get it the way you got this one/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Download' })).toBeNull();
    act(() => fake.publish({ update: { state: 'failed', error: appError('update-not-trusted') } }));
    expect(screen.getByText(/not signed by who made this Keycutter/)).toBeDefined();
  });
});

describe('the banner of a new version', () => {
  it('leads to Settings, and stays away once it was put away', async () => {
    const { user, fake } = await openWith({ state: 'told', ...out });
    const banner = screen.getByRole('region', { name: 'Notices' });
    expect(within(banner).getByText('Keycutter 2.0.0 is out')).toBeDefined();
    await user.click(within(banner).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('Keycutter 2.0.0 is out')).toBeNull();
    act(() => fake.publish({ update: { state: 'told', ...out, version: '2.0.1' } }));
    await user.click(screen.getByRole('button', { name: 'Open Settings' }));
    expect(await screen.findByRole('heading', { name: 'Updates' })).toBeDefined();
  });
});

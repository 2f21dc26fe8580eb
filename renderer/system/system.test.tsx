// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { SettingsImportPreview } from '../../shared/settings.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSettings, sampleStatus } from '../testing/sample-snapshot.ts';

async function openSettings(desktop: Partial<typeof sampleStatus.desktop> = {}) {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    status: { ...sampleStatus, desktop: { ...sampleStatus.desktop, ...desktop } },
  }));
  await act(async () => view.app.navigation.set({ kind: 'settings' }));
  await screen.findByRole('heading', { name: 'Settings' });
  return view;
}

const preview: SettingsImportPreview = {
  path: '/home/jo/keycutter-settings.json',
  digest: 'd1',
  settings: ['theme', 'warnBeforeMinutes'],
  profiles: { new: ['audit', 'billing'], changed: ['prod'] },
  signIns: { new: [], changed: [] },
  accessKeys: ['work'],
  problems: [appError('input-refused', { field: 'orphan', reason: 'caller-not-in-file' })],
};

describe('start at login', () => {
  it('is looked up anew when Settings open, and switched', async () => {
    const { fake, user } = await openSettings();
    expect(fake.callsTo('system.checkStartAtLogin')).toHaveLength(1);
    await user.click(screen.getByRole('switch', { name: 'Start at login' }));
    expect(fake.callsTo('settings.save').map(({ input }) => input)).toEqual([
      { ...sampleSettings, startAtLogin: true },
    ]);
  });

  it('is not offered where the desktop has no such thing', async () => {
    await openSettings({ canStartAtLogin: false });
    expect(screen.queryByRole('switch', { name: 'Start at login' })).toBeNull();
  });

  it('says why it could not be', async () => {
    await openSettings({ startAtLoginProblem: appError('login-item-failed', { reason: 'disk-full' }) });
    expect(screen.getByText(/could not be set to start at login: the disk is full/)).toBeDefined();
  });
});

describe('settings in a file', () => {
  it('are exported, and where to is told', async () => {
    const { fake, user } = await openSettings();
    fake.answer('settings', 'exportToFile', () => succeed('/home/jo/keycutter-settings.json'));
    await user.click(screen.getByRole('button', { name: 'Export settings' }));
    expect(await screen.findByText('Exported to /home/jo/keycutter-settings.json')).toBeDefined();
  });

  it('that were not exported say why; a closed dialog says nothing', async () => {
    const { fake, user } = await openSettings();
    fake.answer('settings', 'exportToFile', () => fail(appError('cancelled')));
    await user.click(screen.getByRole('button', { name: 'Export settings' }));
    expect(screen.queryByRole('alert')).toBeNull();
    fake.answer('settings', 'exportToFile', () =>
      fail(appError('file-write-failed', { path: '/media/stick/a.json', reason: 'disk-full' })),
    );
    await user.click(screen.getByRole('button', { name: 'Export settings' }));
    expect((await screen.findByRole('alert')).textContent).toContain(
      '/media/stick/a.json could not be written',
    );
  });

  it('are shown by name before they are imported', async () => {
    const { fake, user } = await openSettings();
    fake.answer('settings', 'previewImport', () => succeed(preview));
    fake.answer('settings', 'applyImport', () =>
      succeed({
        profiles: 3,
        signIns: 0,
        accessKeys: 1,
        failed: [{ name: 'spoke', error: appError('chain-cycle', { path: 'spoke' }) }],
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Import settings' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import settings' });
    for (const words of [
      '2 settings change: Theme and Warning before expiry',
      '2 new profiles',
      'audit',
      '1 changed profile',
      '1 access key, whose secret you enter here once',
      '1 entry is left out',
    ])
      expect(within(dialog).getByText(words)).toBeDefined();
    expect(within(dialog).getByText(/orphan was not accepted/)).toBeDefined();
    expect(fake.callsTo('settings.applyImport')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Import' }));
    expect(fake.callsTo('settings.applyImport').map(({ input }) => input)).toEqual([{ digest: 'd1' }]);
    expect(await screen.findByText('Imported: 3 profiles, 0 sign-ins and 1 access key.')).toBeDefined();
    const left = screen.getByRole('alert');
    expect(left.textContent).toContain('1 profile could not be imported');
    expect(within(left).getByRole('listitem').textContent).toMatch(/^spoke: /);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that change where AWS is called say so', async () => {
    const { fake, user } = await openSettings();
    fake.answer('settings', 'previewImport', () => succeed({ ...preview, settings: ['httpsProxy'] }));
    await user.click(screen.getByRole('button', { name: 'Import settings' }));
    expect(await screen.findByText(/changes where AWS is called/)).toBeDefined();
  });

  it('that bring nothing offer nothing', async () => {
    const { fake, user } = await openSettings();
    const none = { new: [], changed: [] };
    fake.answer('settings', 'previewImport', () =>
      succeed({ ...preview, settings: [], profiles: none, accessKeys: [], problems: [] }),
    );
    await user.click(screen.getByRole('button', { name: 'Import settings' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import settings' });
    expect(within(dialog).getByText('Everything in this file is here already.')).toBeDefined();
    expect(within(dialog).queryByRole('button', { name: 'Import' })).toBeNull();
  });

  it('a failure stays in the dialog', async () => {
    const { fake, user } = await openSettings();
    fake.answer('settings', 'previewImport', () => succeed(preview));
    fake.answer('settings', 'applyImport', () => fail(appError('command-not-confirmed')));
    await user.click(screen.getByRole('button', { name: 'Import settings' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import settings' });
    await user.click(within(dialog).getByRole('button', { name: 'Import' }));
    expect(await within(dialog).findByRole('alert')).toBeDefined();
  });
});

describe('removing everything', () => {
  it('is left to the desktop’s own dialog', async () => {
    const { fake, user } = await openSettings();
    await user.click(screen.getByRole('button', { name: 'Remove everything that Keycutter stored' }));
    expect(fake.callsTo('system.resetEverything')).toHaveLength(1);
  });
});

describe('diagnostics', () => {
  it('are read before they are copied or saved, without accounts unless ticked', async () => {
    const { fake, user } = await openSettings();
    fake.answer('system', 'diagnostics', ({ withAccounts }) =>
      succeed(withAccounts ? 'with 123456789012' : 'without'),
    );
    fake.answer('system', 'saveDiagnostics', () => succeed('/home/jo/keycutter-diagnostics.txt'));
    await user.click(screen.getByRole('button', { name: 'Diagnostics' }));
    const report = await screen.findByDisplayValue<HTMLTextAreaElement>('without');
    expect(report.readOnly).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeDefined();
    await user.click(screen.getByRole('switch', { name: 'Include account ids, access key ids and ARNs' }));
    expect(await screen.findByDisplayValue('with 123456789012')).toBeDefined();
    expect(screen.queryByText('Copied')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save as a file' }));
    expect(await screen.findByText('Saved to /home/jo/keycutter-diagnostics.txt')).toBeDefined();
    expect(fake.callsTo('system.copyDiagnostics').map(({ input }) => input)).toEqual([
      { withAccounts: false },
    ]);
    expect(fake.callsTo('system.saveDiagnostics').map(({ input }) => input)).toEqual([
      { withAccounts: true },
    ]);
  });

  it('the log’s folder is opened by the desktop', async () => {
    const { fake, user } = await openSettings();
    await user.click(screen.getByRole('button', { name: 'Show log' }));
    expect(fake.callsTo('system.showLog')).toHaveLength(1);
  });
});

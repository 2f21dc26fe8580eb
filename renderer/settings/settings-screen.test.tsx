// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSettings, sampleStatus } from '../testing/sample-snapshot.ts';

async function openSettings() {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    status: {
      ...sampleStatus,
      environment: { ...sampleStatus.environment, httpsProxy: 'http://proxy.corp.example:3128' },
    },
  }));
  await act(async () => view.app.navigation.set({ kind: 'settings' }));
  await screen.findByRole('heading', { name: 'Settings' });
  return view;
}

const saved = ({ fake }: Awaited<ReturnType<typeof openSettings>>) =>
  fake.callsTo('settings.save').map((call) => call.input);

describe('settings', () => {
  it('count as they are chosen, the others kept', async () => {
    const view = await openSettings();
    await view.user.click(screen.getByRole('radio', { name: 'Dark' }));
    await view.user.click(screen.getByRole('radio', { name: '4 h' }));
    expect(saved(view)).toEqual([
      { ...sampleSettings, theme: 'dark' },
      { ...sampleSettings, theme: 'dark', defaultDurationSeconds: 14_400 },
    ]);
    expect(document.documentElement.getAttribute('data-theme')).toBe('dark');
  });

  it('are main’s again once main has them: what is changed elsewhere meanwhile stays', async () => {
    const view = await openSettings();
    await view.user.click(screen.getByRole('radio', { name: 'Dark' }));
    const { settings } = view.fake.snapshot();
    act(() => view.fake.publish({ settings: { ...settings, theme: 'light', zoomPercent: 150 } }));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Light' }).checked).toBe(true);
    await view.user.click(screen.getByRole('radio', { name: '4 h' }));
    expect(saved(view).at(-1)).toMatchObject({ theme: 'light', zoomPercent: 150 });
  });

  it('say what the chosen way to export means, and how long a renewing one lasts', async () => {
    const view = await openSettings();
    await view.user.click(screen.getByRole('radio', { name: 'Renewing' }));
    expect(screen.getByText(/A token for one shell/)).toBeDefined();
    await view.user.click(screen.getByRole('combobox', { name: 'A renewing export ends after' }));
    await view.user.click(await screen.findByRole('option', { name: '4 hours' }));
    expect(saved(view)).toEqual([
      { ...sampleSettings, exportWay: 'renewing' },
      { ...sampleSettings, exportWay: 'renewing', endpointTokenHours: 4 },
    ]);
  });

  it('save the browser of the console, how long a code is good for, and when a key is old', async () => {
    const view = await openSettings();
    const choose = async (label: string, option: string) => {
      await view.user.click(screen.getByRole('combobox', { name: label }));
      await view.user.click(await screen.findByRole('option', { name: option }));
    };
    await choose('Browser', 'Firefox · Work');
    await choose('Browser', 'The system’s');
    await view.user.click(screen.getByRole('switch', { name: 'Log out of the last session first' }));
    await choose('An MFA code is good for', '36 hours');
    await choose('Call an access key old after', 'Never');
    const last = { consoleLogOutFirst: true, mfaSessionHours: 36, keyAgeWarningDays: 0 };
    expect(saved(view)[0]).toMatchObject({ consoleBrowser: 'firefox#work' });
    expect(saved(view).at(-1)).toEqual({ ...sampleSettings, ...last });
  });

  it('keep a browser that is not there now', async () => {
    const { fake } = await openSettings();
    await act(async () => fake.publish({ settings: { ...sampleSettings, consoleBrowser: 'gone' } }));
    expect(screen.getByText('A browser that is not there now')).toBeDefined();
  });

  it('take typed text when the field is left, and only while it is right', async () => {
    const view = await openSettings();
    const endpoint = screen.getByRole('textbox', { name: 'STS endpoint URL' });
    await view.user.type(endpoint, 'http://sts.example');
    expect(screen.getByText('Only https, or http to this machine itself.')).toBeDefined();
    await view.user.tab();
    expect(saved(view)).toEqual([]);
    await view.user.clear(endpoint);
    await view.user.type(endpoint, 'https://sts.example{Enter}');
    expect(saved(view)).toEqual([{ ...sampleSettings, stsEndpointUrl: 'https://sts.example' }]);
  });

  it('show what the environment gives where a field is empty', async () => {
    await openSettings();
    expect(screen.getByText('Empty: http://proxy.corp.example:3128, from HTTPS_PROXY.')).toBeDefined();
  });

  it('go back to what they were when they could not be saved, and say so', async () => {
    const { fake, user } = await openSettings();
    fake.answer('settings', 'save', () => fail(appError('storage-write-failed', { what: 'The settings' })));
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(await screen.findByText(/The settings could not be saved/)).toBeDefined();
    const theme = within(screen.getByRole('group', { name: 'Theme' }));
    expect(theme.getByRole<HTMLInputElement>('radio', { name: 'System' }).checked).toBe(true);
  });
});

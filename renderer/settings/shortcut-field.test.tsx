// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import type { DesktopView } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSettings, sampleStatus } from '../testing/sample-snapshot.ts';

async function openSettings(globalShortcut = '', desktop: Partial<DesktopView> = {}, platform = 'linux') {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    settings: { ...sampleSettings, globalShortcut },
    status: { ...sampleStatus, platform, desktop: { ...sampleStatus.desktop, ...desktop } },
  }));
  await act(async () => view.app.navigation.set({ kind: 'settings' }));
  await screen.findByRole('heading', { name: 'Settings' });
  const saved = () =>
    view.fake.callsTo('settings.save').map(({ input }) => Reflect.get(input as object, 'globalShortcut'));
  return { ...view, saved };
}

const field = () => screen.getByRole('button', { name: /^Global shortcut/ });

describe('the global shortcut', () => {
  it('is pressed, not written, and counts at once', async () => {
    const { user, saved } = await openSettings();
    expect(field().textContent).toBe('None');
    await user.click(field());
    expect(field().textContent).toBe('Press the keys…');
    await user.keyboard('{Meta>}');
    expect(field().textContent).toBe('Super…');
    await user.keyboard('{Shift>}k{/Shift}{/Meta}');
    expect(saved()).toEqual(['Super+Shift+K']);
    expect(field().textContent).toBe('Super+Shift+K');
    expect(field().getAttribute('aria-pressed')).toBe('false');
  });

  it('can be set by the keyboard alone: Enter begins, and is not taken for the keys', async () => {
    const { user, saved } = await openSettings();
    field().focus();
    await user.keyboard('{Enter}');
    expect(field().textContent).toBe('Press the keys…');
    await user.keyboard('{Control>}{Alt>}k{/Alt}{/Control}');
    expect(saved()).toEqual(['Ctrl+Alt+K']);
  });

  it('refuses what would take a letter from every program, and goes on listening', async () => {
    const { user, saved } = await openSettings();
    await user.click(field());
    await user.keyboard('{Shift>}k{/Shift}');
    expect(screen.getByText(/with Ctrl, Alt or Super among them/)).toBeDefined();
    expect(field().getAttribute('aria-invalid')).toBe('true');
    await user.keyboard('{Control>}k{/Control}');
    expect(saved()).toEqual(['Ctrl+K']);
  });

  it('stays as it is at Escape and when the field is left', async () => {
    const { user, saved } = await openSettings('Ctrl+K');
    await user.click(field());
    await user.keyboard('{Escape}');
    expect(field().textContent).toBe('Ctrl+K');
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeDefined();
    await user.click(field());
    await user.keyboard('{Tab}');
    expect(field().textContent).toBe('Ctrl+K');
    expect(document.activeElement).not.toBe(field());
    expect(saved()).toEqual([]);
  });

  it('is taken away by its button, and by Backspace', async () => {
    const { user, saved } = await openSettings('Ctrl+K');
    await user.click(screen.getByRole('button', { name: 'Clear the global shortcut' }));
    expect(saved()).toEqual(['']);
    expect(field().textContent).toBe('None');
    expect(screen.queryByRole('button', { name: 'Clear the global shortcut' })).toBeNull();
    await user.click(field());
    await user.keyboard('{Control>}k{/Control}');
    await user.click(field());
    await user.keyboard('{Backspace}');
    expect(saved()).toEqual(['', 'Ctrl+K', '']);
  });

  it('says when another program has it, or the desktop gives none', async () => {
    await openSettings('Ctrl+K', { shortcutProblem: appError('shortcut-taken', { keys: 'Ctrl+K' }) });
    expect(screen.getByText(/Another program has the keys Ctrl\+K/)).toBeDefined();
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it('is shown in the signs of macOS there', async () => {
    const { user, saved } = await openSettings('', {}, 'darwin');
    await user.click(field());
    await user.keyboard('{Meta>}{Shift>}k{/Shift}{/Meta}');
    expect(saved()).toEqual(['Shift+Command+K']);
    expect(field().textContent).toBe('⇧⌘K');
  });
});

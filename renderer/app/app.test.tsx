// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { createFakeApi } from '../testing/fake-api.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { giveLayout } from '../testing/layout.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot } from '../testing/sample-snapshot.ts';
import { en } from '../text/text.ts';
import { KeycutterWindow } from './app.tsx';
import { createApp } from './app-context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

afterEach(() => vi.restoreAllMocks());

describe('the window', () => {
  it('says that main did not answer, and asks again', async () => {
    giveLayout();
    const fake = createFakeApi(emptySnapshot());
    fake.answer('snapshot', 'get', () => fail(appError('internal', { reference: 'a1b2' })));
    render(<KeycutterWindow app={createApp(fake.api, createFakeClock())} />);
    const retry = await screen.findByRole('button', { name: 'Retry' });
    fake.answer('snapshot', 'get', () => succeed(emptySnapshot()));
    await act(async () => retry.click());
    expect(screen.getByRole('button', { name: 'Add an access key' })).toBeDefined();
  });

  it('listens before it asks, and stops listening when it closes', async () => {
    giveLayout();
    const fake = createFakeApi(emptySnapshot());
    const order: string[] = [];
    const stop = vi.fn();
    const api = {
      ...fake.api,
      onSnapshotChanged: () => {
        order.push('listen');
        return stop;
      },
    };
    fake.answer('snapshot', 'get', () => {
      order.push('ask');
      return succeed(emptySnapshot());
    });
    const view = render(<KeycutterWindow app={createApp(api, createFakeClock())} />);
    await act(async () => {});
    expect(order).toEqual(['listen', 'ask']);
    view.unmount();
    expect(stop).toHaveBeenCalledOnce();
  });

  it('follows the theme of Settings', async () => {
    const { fake } = await renderWindow(busySnapshot);
    const theme = () => document.documentElement.getAttribute('data-theme');
    expect(theme()).toBeNull();
    act(() => fake.publish({ settings: { ...fake.snapshot().settings, theme: 'light' } }));
    expect(theme()).toBe('light');
  });

  it('leads from its menu to each screen, and quits', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    for (const name of ['Access keys', 'Programs', 'Settings', 'Activity']) {
      await user.click(screen.getByRole('button', { name: 'Menu' }));
      await user.click(await screen.findByRole('menuitem', { name }));
      expect(await screen.findByRole('heading', { name })).toBeDefined();
      await user.click(screen.getByRole('button', { name: 'Back' }));
    }
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Quit Keycutter' }));
    expect(fake.callsTo('app.quit')).toHaveLength(1);
  });
});

function Broken(): never {
  throw new Error('broken');
}

describe('ErrorBoundary', () => {
  it('offers to reload when drawing fails', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    render(
      <ErrorBoundary text={en}>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
  });
});

import { act, cleanup, render } from '@testing-library/react';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { afterEach, vi } from 'vitest';
import type { Snapshot } from '../../shared/views.ts';
import { KeycutterWindow } from '../app/app.tsx';
import { type App, createApp } from '../app/app-context.tsx';
import { loadParts } from '../app/lazy-parts.tsx';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { giveLayout } from './layout.ts';
import { createLivelyApi, type LivelyApi } from './lively-api.ts';

export interface RenderedWindow {
  readonly app: App;
  readonly fake: LivelyApi;
  readonly clock: FakeClock;
  readonly user: UserEvent;
  /** Lets the window's time pass. */
  readonly pass: (milliseconds: number) => void;
  /** Closes the window's drawing and opens it anew, as a panel that was closed and opened again. */
  readonly reopen: () => void;
}

// The first test of a file also pays for compiling the whole window.
vi.setConfig({ testTimeout: 20_000 });
afterEach(cleanup);

/** The whole window over the fake API, once its first snapshot is drawn. */
export async function renderWindow(snapshot: (now: number) => Snapshot): Promise<RenderedWindow> {
  giveLayout();
  await loadParts();
  const clock = createFakeClock();
  const fake = createLivelyApi(snapshot(clock.now()), clock.now);
  const app = createApp(fake.api, clock);
  const show = async () => {
    const view = render(<KeycutterWindow app={app} />);
    await act(async () => {});
    return view;
  };
  let view = await show();
  return {
    app,
    fake,
    clock,
    user: userEvent.setup(),
    pass: (milliseconds) => act(() => clock.advance(milliseconds)),
    reopen: () => {
      view.unmount();
      view = render(<KeycutterWindow app={app} />);
    },
  };
}

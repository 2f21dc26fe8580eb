// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot, liveSession } from '../testing/sample-snapshot.ts';

const minute = 60_000;

const told = () =>
  [...(document.querySelector('[role="status"][aria-relevant="additions"]')?.children ?? [])].map(
    ({ textContent }) => textContent,
  );

describe('the announcer', () => {
  it('drops each line in its own time, however fast others follow', async () => {
    const { app, pass } = await renderWindow(emptySnapshot);
    for (let second = 0; second < 20; second += 1) {
      act(() => app.said.set(`line ${second}`));
      pass(1_000);
    }
    expect(told()).toEqual(['line 16', 'line 17', 'line 18', 'line 19']);
    for (let second = 0; second < 5; second += 1) pass(1_000);
    expect(told()).toEqual([]);
  });

  it('says the same line again after a moment, and once within it', async () => {
    const { app, pass } = await renderWindow(emptySnapshot);
    act(() => app.said.set('Copied'));
    act(() => app.said.set('Copied'));
    expect(told()).toEqual(['Copied']);
    pass(2_000);
    act(() => app.said.set('Copied'));
    expect(told()).toEqual(['Copied', 'Copied']);
  });

  it('tells of thresholds, not of seconds', async () => {
    const { pass } = await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [liveSession('p2', now, now + 10 * minute + 3_000, { renewal: { kind: 'needs-mfa-code' } })],
    }));
    pass(2_000);
    expect(told()).toEqual([]);
    pass(1_000);
    expect(told()).toEqual(['partner-b-deploy expires in 10 minutes.']);
    pass(30_000);
    expect(told()).toEqual([]);
    pass(4.5 * minute);
    expect(told()).toEqual(['partner-b-deploy expires in 5 minutes.']);
  });
});

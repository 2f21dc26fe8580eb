// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { emptySnapshot } from '../testing/sample-snapshot.ts';

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
});

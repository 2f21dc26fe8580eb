// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot } from '../testing/sample-snapshot.ts';

it('the list of Regions is named as its field, in the window’s language, and closes when Tab leads on', async () => {
  const { app, user } = await renderWindow((now) => {
    const busy = busySnapshot(now);
    return {
      ...busy,
      settings: { ...busy.settings, language: 'ko' },
      status: { ...busy.status, language: 'ko' },
    };
  });
  await act(async () => app.navigation.set({ kind: 'editor', target: { kind: 'new' } }));
  const field = await screen.findByRole('combobox', { name: '리전' });
  await user.click(field);
  await user.keyboard('{ArrowDown}');
  expect(await screen.findByRole('listbox', { name: '리전' })).toBeDefined();
  expect(screen.getAllByRole('button', { name: '닫기' }).length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
  await user.tab();
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(document.activeElement).not.toBe(field);
});

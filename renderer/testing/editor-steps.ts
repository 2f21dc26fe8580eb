import { screen } from '@testing-library/react';
import { type RenderedWindow, renderWindow } from './render-window.tsx';
import { busySnapshot } from './sample-snapshot.ts';

/** The editor of a new profile, as a person opens it. */
export async function openNew(): Promise<RenderedWindow> {
  const view = await renderWindow(busySnapshot);
  await view.user.click(screen.getByRole('button', { name: 'New profile' }));
  await screen.findByRole('heading', { name: 'New profile' });
  return view;
}

/** By the keyboard alone. */
export async function chooseKind({ user }: RenderedWindow, name: string): Promise<void> {
  screen.getByRole('combobox', { name: 'Kind' }).focus();
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('option', { name }));
}

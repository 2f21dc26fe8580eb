// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot, liveSession, sampleSession } from '../testing/sample-snapshot.ts';

const minute = 60_000;
const button = (name: string) => screen.getByRole('button', { name });

describe('around the list', () => {
  it('shows the first start, and opens the demo account', async () => {
    const { fake, user } = await renderWindow(emptySnapshot);
    expect(button('Add an access key')).toBeDefined();
    await user.click(button('Look around with the demo account'));
    expect(fake.callsTo('demo.open')).toHaveLength(1);
  });

  it('asks for a profile once there is a key', async () => {
    await renderWindow((now) => ({ ...emptySnapshot(), accessKeys: busySnapshot(now).accessKeys }));
    expect(screen.getByRole('heading', { name: 'Now name a role' })).toBeDefined();
  });

  it('goes to the row that the address names', async () => {
    await renderWindow(busySnapshot);
    act(() => {
      location.hash = '#profile=p6';
      dispatchEvent(new Event('hashchange'));
    });
    await waitFor(() => expect(document.activeElement).toBe(button('Assume billing')));
    expect(location.hash).toBe('');
  });

  it('counts the live sessions below the list', async () => {
    await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [liveSession('p1', now, now + minute), sampleSession('p2', { state: 'expired' })],
    }));
    expect(screen.getByText('1 session live')).toBeDefined();
  });
});

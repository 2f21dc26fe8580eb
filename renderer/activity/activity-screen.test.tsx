// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../shared/activity-views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { emptySnapshot } from '../testing/sample-snapshot.ts';
import { activityDays } from './activity-groups.ts';

const entry = (id: string, at: number, part: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id,
  at,
  kind: 'assumed',
  subject: `profile-${id}`,
  detail: '',
  error: null,
  ...part,
});

async function openActivity(activity: (now: number) => readonly ActivityEntry[]) {
  const view = await renderWindow((now) => ({ ...emptySnapshot(), activity: activity(now) }));
  await act(async () => view.app.navigation.set({ kind: 'activity' }));
  await screen.findByRole('heading', { name: 'Activity' });
  return view;
}

describe('the activity', () => {
  it('says when there is none', async () => {
    await openActivity(() => []);
    expect(screen.getByText('Nothing has happened yet')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
  });

  it('lists what happened, with a failure in words, and is cleared after asking', async () => {
    const { fake, user } = await openActivity((now) => [
      entry('1', now, { kind: 'failed', error: { code: 'sts-throttled', params: {} } }),
    ]);
    expect(screen.getByText('profile-1')).toBeDefined();
    expect(screen.getByText(/throttling/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Clear' }));
    expect(fake.callsTo('activity.clear')).toHaveLength(1);
    expect(await screen.findByText('Nothing has happened yet')).toBeDefined();
  });

  it('says in words what was copied, and to whom a session went', async () => {
    await openActivity((now) => [
      entry('1', now, { kind: 'copied', detail: 'docker-env-file' }),
      entry('2', now, { kind: 'served', detail: 'process' }),
      entry('3', now, { kind: 'section-written', subject: 'prod', detail: 'prod' }),
    ]);
    const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(items[0]).toMatch(/Copied profile-1 · Docker --env-file$/);
    expect(items[1]).toMatch(/Served profile-2 · to the AWS CLI or an SDK$/);
    expect(items[2]).toMatch(/Section written prod$/);
  });

  it('shows a page of a long list, and more on request', async () => {
    const { user } = await openActivity((now) =>
      Array.from({ length: 250 }, (_, index) => entry(`${index}`, now - index)),
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(200);
    await user.click(screen.getByRole('button', { name: 'Show 50 older' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(250);
  });
});

describe('activityDays', () => {
  it('puts the newest first, each day together', () => {
    const dayOf = (at: number) => String(Math.floor(at / 100));
    const days = activityDays([entry('a', 110), entry('b', 250), entry('c', 130)], 10, dayOf);
    expect(days.map((day) => day.entries.map((one) => one.id))).toEqual([['b'], ['c', 'a']]);
  });
});

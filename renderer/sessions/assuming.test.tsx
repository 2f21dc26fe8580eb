// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSession } from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => screen.getByRole('listitem', { name });

describe('assuming a role', () => {
  it('goes from one click over a wait to a live card with a countdown', async () => {
    const { fake, user, pass } = await renderWindow(busySnapshot);
    await user.click(button('Assume staging-deploy'));
    expect(fake.callsTo('sessions.assume')[0]?.input).toEqual({ profileId: 'p3' });
    expect(button('Cancel staging-deploy')).toBeDefined();

    await act(async () => fake.finish());
    const countdown = screen.getByRole('timer', { name: 'Time left for staging-deploy' });
    expect(countdown.textContent).toBe('1 h 00');
    expect(row('staging-deploy').getAttribute('data-live')).toBe('true');
    pass(1_000);
    expect(countdown.textContent).toBe('59:59');
    expect(button('Copy staging-deploy for bash')).toBeDefined();
  });

  it('can be cancelled, by the id of its call', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Assume staging-deploy'));
    await user.click(button('Cancel staging-deploy'));
    const [assumed] = fake.callsTo('sessions.assume');
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({ callId: assumed?.callId });
    expect(button('Assume staging-deploy')).toBeDefined();
    expect(within(row('staging-deploy')).queryByText(/Cancelled/)).toBeNull();
  });

  it('makes one call however often it is clicked', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.dblClick(button('Assume staging-deploy'));
    expect(fake.callsTo('sessions.assume')).toHaveLength(1);
  });

  it('says in the row what went wrong and what to do, and tries again', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Assume staging-deploy'));
    await act(async () => fake.finish(appError('network-timed-out', { host: 'sts.example' })));
    const failed = within(row('staging-deploy'));
    expect(failed.getByText('sts.example did not answer in time.')).toBeDefined();
    expect(failed.getByText(/Check your network/)).toBeDefined();
    await user.click(button('Retry staging-deploy'));
    expect(fake.callsTo('sessions.assume')).toHaveLength(2);
  });

  it('forgets a failure when main does: the profile was edited meanwhile', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    const error = appError('sts-access-denied');
    const { sessions } = fake.snapshot();
    const failed = sampleSession('p3', { state: 'failed', error });
    const without = sessions.filter(({ profileId }) => profileId !== 'p3');
    await user.click(button('Assume staging-deploy'));
    await act(async () => fake.publish({ sessions: [...without, failed] }));
    await act(async () => fake.finish(error));
    expect(within(row('staging-deploy')).getByText('AWS denied this.')).toBeDefined();
    await act(async () => fake.publish({ sessions: without }));
    expect(within(row('staging-deploy')).queryByText('AWS denied this.')).toBeNull();
    expect(button('Assume staging-deploy')).toBeDefined();
  });

  it('shows a session that another client acquires, and cancels it by stopping', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('Cancel sandbox'));
    expect(fake.callsTo('sessions.stop')[0]?.input).toEqual({ profileId: 'p7' });
  });
});

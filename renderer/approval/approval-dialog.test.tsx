// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import type { ApprovalView } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot } from '../testing/sample-snapshot.ts';

const approval: ApprovalView = {
  id: 'a1',
  profileId: 'p1',
  profileName: 'prod-readonly',
  client: 'process',
  askedAt: 1_800_000_000_000,
  waiting: 1,
};
const title = 'Let a program use prod-readonly?';
const dialog = () => screen.findByRole('dialog', { name: title });
const button = (name: string) => screen.getByRole('button', { name });

async function asked(part: Partial<ApprovalView> = {}) {
  const view = await renderWindow((now) => ({ ...busySnapshot(now), approval: { ...approval, ...part } }));
  await dialog();
  return view;
}

describe('a program that asks', () => {
  it('is named by its kind, with what it would get and who else waits', async () => {
    await asked();
    const shown = await dialog();
    expect(shown.textContent).toContain('A program using the AWS CLI or an SDK wants prod-readonly.');
    expect(shown.textContent).toContain('ReadOnly · 4210-9876-5432 · ap-northeast-2');
    expect(shown.textContent).toContain('1 more request waits behind this one.');
  });

  it.each([
    ['Allow for 10 minutes', 'minutes'],
    ['Allow until the session ends', 'session'],
    ['Don’t allow', 'deny'],
  ])('is answered with %s', async (name, answer) => {
    const { fake, user } = await asked();
    await user.click(button(name));
    expect(fake.callsTo('approvals.answer')[0]?.input).toEqual({ approvalId: 'a1', answer });
    await waitFor(() => expect(screen.queryByRole('dialog', { name: title })).toBeNull());
  });

  it('is denied by Escape, and allowed by no key that was meant for something else', async () => {
    const { fake, user } = await asked();
    await waitFor(async () => expect(document.activeElement).toBe(await dialog()));
    await user.keyboard('{Enter} ');
    expect(fake.callsTo('approvals.answer')).toHaveLength(0);
    await user.keyboard('{Escape}');
    expect(fake.callsTo('approvals.answer')[0]?.input).toEqual({ approvalId: 'a1', answer: 'deny' });
  });

  it('can be allowed by keyboard', async () => {
    const { fake, user } = await asked();
    await waitFor(async () => expect(document.activeElement).toBe(await dialog()));
    await user.tab();
    expect(document.activeElement).toBe(button('Allow for 10 minutes'));
    await user.keyboard('{Enter}');
    expect(fake.callsTo('approvals.answer')[0]?.input).toMatchObject({ answer: 'minutes' });
  });

  it('shows why an answer was not taken', async () => {
    const { fake, user } = await asked();
    fake.answer('approvals', 'answer', () => fail(appError('client-not-allowed')));
    await user.click(button('Allow for 10 minutes'));
    expect(await screen.findByRole('alert')).toBeDefined();
  });

  it('leaves the focus where something is typed, and its keys too', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    const search = screen.getByRole<HTMLInputElement>('searchbox');
    await user.type(search, 'sta');
    await act(async () => fake.publish({ approval }));
    await dialog();
    await user.keyboard('ging');
    expect(search.value).toBe('staging');
    expect(document.querySelector('[aria-live="polite"]')?.textContent).toBe(
      'A program asks to use prod-readonly.',
    );
    await user.keyboard('{Escape}');
    expect(search.value).toBe('');
    expect(fake.callsTo('approvals.answer')).toHaveLength(0);
    await user.click(button('Don’t allow'));
    expect(fake.callsTo('approvals.answer')).toHaveLength(1);
  });

  it('waits while an MFA code is asked for', async () => {
    const { fake } = await asked();
    const prompt = {
      id: 'q1',
      profileId: 'p2',
      serial: 'arn:aws:iam::421012345678:mfa/phone',
      keyName: 'work',
      profileName: 'partner-b-deploy',
      waiting: 0,
      error: null,
    };
    await act(async () => fake.publish({ prompt }));
    expect(await screen.findByRole('dialog', { name: 'MFA code for key work' })).toBeDefined();
    expect(screen.queryByRole('dialog', { name: title })).toBeNull();
    await act(async () => fake.publish({ prompt: null }));
    expect(await dialog()).toBeDefined();
  });
});

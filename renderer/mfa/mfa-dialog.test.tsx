// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import type { MfaPromptView } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot } from '../testing/sample-snapshot.ts';

const prompt: MfaPromptView = {
  id: 'q1',
  profileId: 'p2',
  serial: 'arn:aws:iam::421012345678:mfa/phone',
  keyName: 'work',
  profileName: 'partner-b-deploy',
  waiting: 0,
  error: null,
};

async function openPrompt(part: Partial<MfaPromptView> = {}) {
  const view = await renderWindow((now) => ({ ...busySnapshot(now), prompt: { ...prompt, ...part } }));
  await screen.findByRole('dialog', { name: 'MFA code for key work' });
  return view;
}

const slots = () => [...document.querySelectorAll<HTMLInputElement>('.mfa-digit')];
const typed = () =>
  slots()
    .map((slot) => slot.value)
    .join('');
const first = () => screen.getByRole('textbox', { name: 'MFA code' });

describe('the MFA prompt', () => {
  it('takes six digits and sends them only when told to', async () => {
    const { fake, user } = await openPrompt();
    await user.type(first(), '419021');
    expect(typed()).toBe('419021');
    expect(fake.callsTo('mfa.submit')).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(fake.callsTo('mfa.submit')[0]?.input).toEqual({ promptId: 'q1', code: '419021' });
  });

  it('takes a pasted code, and Enter', async () => {
    const { fake, user } = await openPrompt();
    await user.click(first());
    await user.paste('419 021');
    expect(typed()).toBe('419021');
    await user.keyboard('{Enter}');
    expect(fake.callsTo('mfa.submit')[0]?.input).toEqual({ promptId: 'q1', code: '419021' });
  });

  it('sends no half code', async () => {
    const { fake, user } = await openPrompt();
    await user.type(first(), '4190{Enter}');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(fake.callsTo('mfa.submit')).toHaveLength(0);
  });

  it('says why the last code was not accepted, and starts afresh', async () => {
    const { fake, user } = await openPrompt();
    await user.type(first(), '419021');
    await act(async () => fake.publish({ prompt: { ...prompt, error: appError('mfa-code-reused') } }));
    expect(screen.getByText(/This MFA code was used already/)).toBeDefined();
    expect(typed()).toBe('');
  });

  it('says how many more wait, and goes away when main says so', async () => {
    const { fake } = await openPrompt({ waiting: 2 });
    expect(screen.getByText(/2 more prompts wait behind this one/)).toBeDefined();
    await act(async () => fake.publish({ prompt: null }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('gives the next prompt an empty code', async () => {
    const { fake, user } = await openPrompt();
    await user.type(first(), '419021');
    await act(async () => fake.publish({ prompt: { ...prompt, id: 'q2', profileName: 's3-handoff' } }));
    expect(typed()).toBe('');
  });

  it.each(['{Escape}', 'button'])('is put off by %s', async (how) => {
    const { fake, user } = await openPrompt();
    if (how === 'button') await user.click(screen.getByRole('button', { name: 'Not now' }));
    else await user.keyboard(how);
    expect(fake.callsTo('mfa.dismiss')[0]?.input).toEqual({ promptId: 'q1' });
    expect(fake.callsTo('panel.hide')).toHaveLength(0);
  });
});

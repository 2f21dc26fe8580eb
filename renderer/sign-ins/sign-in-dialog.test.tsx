// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import type { SignInPromptView } from '../../shared/sign-in-views.ts';
import type { Slices } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, samplePrompt } from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });

async function openPrompt(part: Partial<SignInPromptView>, slices: Partial<Slices> = {}) {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    signInPrompt: samplePrompt(part),
    ...slices,
  }));
  await screen.findByRole('dialog');
  return view;
}

const mfa: Slices['prompt'] = {
  id: 'q1',
  profileId: 'p2',
  serial: 'arn:aws:iam::421012345678:mfa/phone',
  keyName: 'work',
  profileName: 'partner-b-deploy',
  waiting: 0,
  error: null,
};
const approval: Slices['approval'] = {
  id: 'a1',
  profileId: 'p1',
  profileName: 'prod-readonly',
  client: 'process',
  askedAt: 0,
  waiting: 0,
};

describe('the sign-in prompt', () => {
  it('asks first, says who wants it, and opens nothing before it was told to', async () => {
    const profileNames = ['one', 'two', 'three', 'four'];
    const { fake, user } = await openPrompt({ stage: 'asked', host: null, profileNames, waiting: 2 });
    expect(screen.getByRole('dialog', { name: 'Sign in to example-corp?' })).toBeDefined();
    expect(screen.getByText(/one, two and 2 more need it/)).toBeDefined();
    expect(screen.getByText('2 more sign-ins wait behind this one.')).toBeDefined();
    expect(fake.callsTo('signIns.proceed')).toHaveLength(0);
    await user.click(button('Sign in'));
    expect(fake.callsTo('signIns.proceed')[0]?.input).toEqual({ promptId: 'sp1' });
  });

  it.each(['{Escape}', 'Not now'])('is put off by %s', async (how) => {
    const { fake, user } = await openPrompt({ stage: 'asked' });
    if (how === 'Not now') await user.click(button(how));
    else await user.keyboard(how);
    expect(fake.callsTo('signIns.cancel')[0]?.input).toEqual({ promptId: 'sp1' });
    expect(fake.callsTo('panel.hide')).toHaveLength(0);
  });

  it('shows whose page the browser has, opens it again, and copies its address', async () => {
    const { fake, user } = await openPrompt({ host: 'login.example.com' });
    expect(screen.getByText('login.example.com')).toBeDefined();
    await user.click(button('Open again'));
    expect(fake.callsTo('signIns.proceed')).toHaveLength(1);
    await user.click(button('Copy link'));
    expect(fake.callsTo('signIns.copyAddress')[0]?.input).toEqual({ promptId: 'sp1' });
    expect(await screen.findByRole('button', { name: 'Link copied' })).toBeDefined();
  });

  it('shows the code to compare', async () => {
    const { fake, user } = await openPrompt({ stage: 'device', userCode: 'QKXW-TPRD' });
    expect(screen.getByLabelText('Code to compare').textContent).toBe('QKXW-TPRD');
    await user.click(button('Copy code'));
    expect(fake.callsTo('clipboard.copyText')[0]?.input).toEqual({ text: 'QKXW-TPRD' });
  });

  it('brings its own window to the front only when asked to', async () => {
    const { fake, user } = await openPrompt({ stage: 'window', kind: 'saml', host: 'idp.example.com' });
    expect(screen.getByText('idp.example.com')).toBeDefined();
    await user.click(button('Show the window'));
    expect(fake.callsTo('signIns.proceed')).toHaveLength(1);
  });

  it('takes a SAML response from the clipboard or a file, and stays with what was wrong', async () => {
    const { fake, user } = await openPrompt({ stage: 'assertion', kind: 'saml' });
    fake.answer('signIns', 'giveAssertion', () =>
      fail(appError('saml-assertion-unreadable', { reason: 'it is no base64' })),
    );
    await user.click(button('Paste from clipboard'));
    expect(await screen.findByText(/That is no SAML response for AWS: it is no base64/)).toBeDefined();
    await user.click(button('Choose a file…'));
    expect(fake.callsTo('signIns.giveAssertion').map(({ input }) => input)).toEqual([
      { promptId: 'sp1', from: 'clipboard' },
      { promptId: 'sp1', from: 'file' },
    ]);
    const error = appError('saml-assertion-expired');
    await act(async () => fake.publish({ signInPrompt: samplePrompt({ stage: 'assertion', error }) }));
    expect(screen.getByRole('dialog')).toBeDefined();
  });

  it('goes on from stage to stage, and away when main says so', async () => {
    const { fake } = await openPrompt({});
    await act(async () => fake.publish({ signInPrompt: samplePrompt({ stage: 'working', host: null }) }));
    expect(screen.getByText('Signing in…')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull();
    await act(async () => fake.publish({ signInPrompt: null }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('of several questions', () => {
  it('one is shown at a time: the code, then the sign-in, then the approval', async () => {
    const { fake } = await openPrompt({}, { prompt: mfa, approval });
    // One that lies under another is hidden from roles, and must not be there at all.
    const shown = () => [...document.querySelectorAll('.dialog')].map((dialog) => dialog.className);
    await waitFor(() => expect(shown()).not.toEqual([]));
    expect(shown()).toEqual([expect.stringContaining('mfa')]);
    await act(async () => fake.publish({ prompt: null }));
    await screen.findByRole('dialog', { name: 'Sign in to example-corp' });
    await waitFor(() => expect(shown()).toEqual([expect.stringContaining('sign-in-prompt')]));
    await act(async () => fake.publish({ signInPrompt: null }));
    await waitFor(() => expect(shown()).toEqual([expect.stringContaining('approval')]));
  });
});

// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { SignInView } from '../../shared/sign-in-views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import {
  busySnapshot,
  emptySnapshot,
  sampleOidc,
  sampleProfile,
  sampleSaml,
  sampleSignIn,
} from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });
const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const radio = (name: string) => screen.getByRole('radio', { name });
const card = (name: string) => within(screen.getByRole('listitem', { name }));

async function openSignIns(signIns: readonly SignInView[] = [], adding: 'saml' | null = null) {
  const view = await renderWindow((now) => ({ ...busySnapshot(now), signIns }));
  await act(async () => view.app.navigation.set({ kind: 'sign-ins', adding }));
  return view;
}

async function openMenu(view: Awaited<ReturnType<typeof openSignIns>>, name: string) {
  await view.user.click(button(`More for ${name}`));
  return screen.findByRole('menu');
}

describe('the sign-ins', () => {
  it('say what a sign-in is where there is none, and are reached from the first start', async () => {
    const { user } = await renderWindow(emptySnapshot);
    await user.click(button('Add a sign-in'));
    expect(await screen.findByText('No sign-in yet')).toBeDefined();
    expect(screen.getByText(/Sign in once, and every profile that uses it opens/)).toBeDefined();
  });

  it('tell of each how one signs in, how it stands, and what went wrong', async () => {
    await openSignIns([
      sampleSignIn('s1', 'corp', undefined, { state: 'signed-in', subject: 'jo' }),
      sampleSignIn('s2', 'adfs', sampleSaml, { state: 'renewable' }),
      sampleSignIn('s3', 'google', sampleOidc, {
        problem: appError('sign-in-revoked', { signIn: 'Google' }),
      }),
    ]);
    expect(card('corp').getByText('Identity Center · d-1234567890.awsapps.com · eu-central-1')).toBeDefined();
    expect(card('corp').getByText('Signed in')).toBeDefined();
    expect(card('corp').getByText('as jo')).toBeDefined();
    expect(card('adfs').getByText('Renews by itself')).toBeDefined();
    expect(card('google').getByText('Google has ended this sign-in.')).toBeDefined();
    expect(card('google').getByRole('button', { name: 'Sign in to google' })).toBeDefined();
  });

  it('sign in, which can be cancelled, and say why it came to nothing', async () => {
    const { fake, user } = await openSignIns([sampleSignIn('s1', 'corp')]);
    let end: (answer: Result<undefined>) => void = () => undefined;
    fake.answer('signIns', 'signIn', () => new Promise((resolve) => (end = resolve)));
    await user.click(button('Sign in to corp'));
    await user.click(button('Cancel corp'));
    const [asked] = fake.callsTo('signIns.signIn');
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({ callId: asked?.callId });
    await act(async () => end(fail(appError('sign-in-timed-out'))));
    expect(await screen.findByText(/Nobody signed in within ten minutes/)).toBeDefined();
  });

  it('sign out of a remembered window, saying that its cookies go', async () => {
    const view = await openSignIns([sampleSignIn('s2', 'adfs', sampleSaml, { state: 'renewable' })]);
    const menu = await openMenu(view, 'adfs');
    expect(within(menu).getByText(/Removes the window’s cookies/)).toBeDefined();
    await view.user.click(within(menu).getByRole('menuitem', { name: 'Clear sign-in' }));
    expect(await screen.findByText('Signed out, and the cookies of its window are removed.')).toBeDefined();
    expect(card('adfs').getByText('Signed out')).toBeDefined();
  });

  it('are not removed while profiles use them, which are named', async () => {
    const view = await openSignIns([sampleSignIn('s1', 'corp')]);
    const profile = sampleProfile('i1', 'team-1-admin');
    const recipe = {
      kind: 'identity-center',
      source: { kind: 'sign-in', signInId: 's1' },
      accountId: '421098765432',
      roleName: 'Admin',
      region: 'eu-central-1',
    } as const;
    act(() => view.fake.publish({ profiles: [{ ...profile, recipe }] }));
    await openMenu(view, 'corp');
    await view.user.click(screen.getByRole('menuitem', { name: 'Remove…' }));
    expect(await screen.findByText('Profiles still use this sign-in: team-1-admin.')).toBeDefined();
    expect(view.fake.callsTo('signIns.remove')).toHaveLength(0);
  });

  it('are removed after asking', async () => {
    const view = await openSignIns([sampleSignIn('s1', 'corp')]);
    await openMenu(view, 'corp');
    await view.user.click(screen.getByRole('menuitem', { name: 'Remove…' }));
    await view.user.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('No sign-in yet')).toBeDefined();
  });
});

describe('the form of a sign-in', () => {
  it('adds one of Identity Center, and goes to its card', async () => {
    const { fake, user } = await openSignIns();
    await user.click(button('Add a sign-in'));
    await user.type(box('Name'), 'corp');
    await user.type(box('AWS access portal'), 'https://corp.awsapps.com/start');
    await user.click(radio('A code'));
    await user.click(button('Save'));
    expect(fake.callsTo('signIns.save')[0]?.input).toEqual({
      draft: {
        name: 'corp',
        method: {
          kind: 'identity-center',
          startUrl: 'https://corp.awsapps.com/start',
          region: 'eu-central-1',
          flow: 'device',
          cliSession: '',
        },
      },
    });
    expect(await screen.findByRole('button', { name: 'Sign in to corp' })).toBe(document.activeElement);
  });

  it('saves nothing wrong, says what is, and goes to the first of it', async () => {
    const { fake, user } = await openSignIns([sampleSignIn('s1', 'corp')]);
    await user.click(button('Add a sign-in'));
    await user.type(box('Name'), 'corp');
    await user.type(box('AWS access portal'), 'http://corp.example');
    await user.click(button('Save'));
    expect(fake.callsTo('signIns.save')).toHaveLength(0);
    expect(screen.getByText('There is already a sign-in named corp.')).toBeDefined();
    expect(screen.getByText('Must begin with https://')).toBeDefined();
    expect(screen.getByText('2 fields need correcting.')).toBeDefined();
    await waitFor(() => expect(document.activeElement).toBe(box('Name')));
  });

  it('asks only for what the chosen way needs', async () => {
    const { fake, user } = await openSignIns([], 'saml');
    await screen.findByRole('heading', { name: 'New sign-in' });
    expect(screen.getByRole('switch', { name: 'Remember this sign-in' })).toBeDefined();
    await user.click(radio('A command'));
    expect(screen.queryByRole('textbox', { name: 'Start page' })).toBeNull();
    expect(screen.getByText(/Your desktop asks you before this command is saved/)).toBeDefined();
    await user.type(box('Name'), 'adfs');
    await user.type(box('Command'), '/usr/bin/saml');
    fake.answer('signIns', 'save', () => fail(appError('command-not-confirmed')));
    await user.click(button('Save'));
    expect(await screen.findByText(/The command was not allowed/)).toBeDefined();
    fake.answer('signIns', 'save', () => ({ ok: true, value: 's1' }));
    await user.click(button('Save'));
    // Back to where a new one was wanted.
    expect(await screen.findByRole('list', { name: 'Profiles' })).toBeDefined();
  });

  it('fills in what a known provider needs, with the address to register there', async () => {
    const { fake, user } = await openSignIns();
    await user.click(button('Add a sign-in'));
    await user.click(radio('OpenID Connect'));
    expect(box('Issuer').value).toBe('https://accounts.google.com');
    await user.type(box('Name'), 'google');
    await user.type(box('Client id'), 'abc');
    await user.type(screen.getByLabelText('Client secret'), 's3cret');
    await user.click(button('Save'));
    expect(fake.callsTo('signIns.save')[0]?.input).toMatchObject({ clientSecret: 's3cret' });
    await openMenu({ user } as Awaited<ReturnType<typeof openSignIns>>, 'google');
    await user.click(screen.getByRole('menuitem', { name: 'Edit…' }));
    await user.click(await screen.findByRole('combobox', { name: 'Provider' }));
    await user.click(await screen.findByRole('option', { name: 'Amazon Cognito' }));
    expect(box('Issuer').value).toBe('');
    expect(box('Client id').value).toBe('abc');
    expect(screen.getByText('http://localhost:28417/callback')).toBeDefined();
    await user.click(button('Copy redirect address'));
    expect(fake.callsTo('clipboard.copyText')[0]?.input).toEqual({ text: 'http://localhost:28417/callback' });
  });

  it('never shows a kept client secret, and leaves, replaces or removes it', async () => {
    const view = await openSignIns([sampleSignIn('s3', 'google', sampleOidc, { hasClientSecret: true })]);
    const { fake, user } = view;
    const edit = async () => {
      await openMenu(view, 'google');
      await user.click(screen.getByRole('menuitem', { name: 'Edit…' }));
      await screen.findByRole('heading', { name: 'Edit google' });
    };
    const lastSaved = () => fake.callsTo('signIns.save').at(-1)?.input as { clientSecret?: string };
    await edit();
    await user.click(button('Save'));
    expect('clientSecret' in lastSaved()).toBe(false);
    await edit();
    await user.click(button('Replace'));
    await user.type(screen.getByLabelText('Client secret'), 'new');
    await user.click(button('Save'));
    expect(lastSaved().clientSecret).toBe('new');
    await edit();
    await user.click(button('Remove'));
    await user.click(button('Save'));
    expect(lastSaved().clientSecret).toBe('');
  });

  it('asks before typed text is thrown away, and keeps it while the panel is closed', async () => {
    const view = await openSignIns();
    await view.user.click(button('Add a sign-in'));
    await view.user.type(box('Name'), 'half');
    expect(view.fake.callsTo('panel.holdOpen').at(-1)?.input).toEqual({ held: true });
    view.reopen();
    await act(async () => {});
    await view.user.click(await screen.findByRole('button', { name: 'Add a sign-in' }));
    expect(box('Name').value).toBe('half');
    await view.user.keyboard('{Escape}');
    await view.user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    await view.user.keyboard('{Escape}');
    await view.user.click(await screen.findByRole('button', { name: 'Discard' }));
    await view.user.click(await screen.findByRole('button', { name: 'Add a sign-in' }));
    expect(box('Name').value).toBe('');
  });
});

// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { SignInMethod } from '../../shared/sign-in.ts';
import type { SignInRole } from '../../shared/sign-in-views.ts';
import type { LivelyApi } from '../testing/lively-api.ts';
import { sampleRoles } from '../testing/lively-sign-ins.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleIdentityCenter, sampleSaml, sampleSignIn } from '../testing/sample-snapshot.ts';

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const option = (name: string) => screen.getByRole('option', { name });
const list = () => screen.getByRole('listbox', { name: 'Accounts and roles' });
const selected = () =>
  screen.getAllByRole('option').filter((element) => element.getAttribute('aria-selected') === 'true');

async function openRoles(
  prepare: (fake: LivelyApi) => void = () => undefined,
  method: SignInMethod = sampleIdentityCenter,
) {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    signIns: [sampleSignIn('s1', 'corp', method)],
  }));
  view.fake.answer('signIns', 'roles', () => succeed(sampleRoles(2)));
  prepare(view.fake);
  await act(async () => view.app.navigation.set({ kind: 'sign-in-roles', signInId: 's1' }));
  await screen.findByRole('heading', { name: 'Roles of corp' });
  return view;
}

describe('choosing roles', () => {
  it('shows how far the reading is, and can be cancelled', async () => {
    let end: (answer: Result<readonly SignInRole[]>) => void = () => undefined;
    const { fake, user } = await openRoles((api) =>
      api.answer('signIns', 'roles', () => new Promise((resolve) => (end = resolve))),
    );
    act(() =>
      fake.publish({
        signIns: fake.snapshot().signIns.map((signIn) => ({ ...signIn, listing: { done: 7, total: 300 } })),
      }),
    );
    expect(screen.getByText('7 of 300 accounts')).toBeDefined();
    await user.click(button('Cancel'));
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({
      callId: fake.callsTo('signIns.roles')[0]?.callId,
    });
    await act(async () => end(fail(appError('cancelled'))));
    expect(screen.getByText('Not all roles were read')).toBeDefined();
    await user.click(button('Read again'));
    expect(fake.callsTo('signIns.roles')).toHaveLength(2);
  });

  it('makes profiles of what is chosen, under names that show before', async () => {
    const { fake, user } = await openRoles();
    await user.click(option('All roles of team-1-prod'));
    expect(selected()).toHaveLength(5);
    expect(screen.getByText('4 of 8 chosen')).toBeDefined();
    await user.click(button('Continue'));
    expect(await screen.findByText('For example team-1-prod-Administrator')).toBeDefined();
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'aws/{{accountId}/{{role}');
    expect(screen.getByText('For example aws/100000000000/Administrator')).toBeDefined();
    expect(screen.queryByRole('combobox', { name: 'Duration' })).toBeNull();
    await user.click(button('Create 4 profiles'));
    expect(fake.callsTo('signIns.createProfiles')[0]?.input).toMatchObject({
      id: 's1',
      name: 'aws/{accountId}/{role}',
      region: 'eu-central-1',
      roles: ['Administrator', 'Billing', 'Developer', 'ReadOnly'].map((role) => ({
        account: '100000000000',
        role,
      })),
    });
    expect(await screen.findByText('4 profiles created')).toBeDefined();
    await user.click(button('Show profiles'));
    expect(await screen.findByRole('list', { name: 'Profiles' })).toBeDefined();
  });

  it('narrows by search, and chooses and drops what was found', async () => {
    const { user } = await openRoles();
    await user.type(screen.getByRole('searchbox'), 'read');
    await waitFor(() => expect(button('Choose the 2 found')).toBeDefined());
    await user.click(button('Choose the 2 found'));
    await user.clear(screen.getByRole('searchbox'));
    await waitFor(() => expect(button('Choose all 8')).toBeDefined());
    expect(screen.getByText('2 of 8 chosen')).toBeDefined();
    await user.click(button('Choose none'));
    expect(screen.getByText('0 of 8 chosen')).toBeDefined();
    await user.type(screen.getByRole('searchbox'), 'zzz');
    expect(await screen.findByText('Nothing matches “zzz”')).toBeDefined();
  });

  it('offers no role that has a profile already', async () => {
    const there = new Map([['100000000000/Billing', 'p1']]);
    const { user } = await openRoles((fake) =>
      fake.answer('signIns', 'roles', () => succeed(sampleRoles(2, there))),
    );
    await user.click(option('Billing, has a profile'));
    expect(screen.getByText('0 of 8 chosen')).toBeDefined();
    await user.click(button('Choose all 7'));
    expect(screen.getByText('7 of 8 chosen')).toBeDefined();
  });

  it('goes by keyboard alone', async () => {
    const { user } = await openRoles();
    act(() => list().focus());
    await user.keyboard('{ArrowDown} {ArrowDown}{ArrowDown} ');
    expect(selected().map((element) => element.getAttribute('aria-label'))).toEqual([
      'Administrator',
      'Developer',
    ]);
    await user.keyboard('{Home} ');
    expect(screen.getByText('4 of 8 chosen')).toBeDefined();
    await user.keyboard('{Control>}a{/Control}');
    expect(screen.getByText('8 of 8 chosen')).toBeDefined();
  });

  it('draws only what is in sight of thousands', async () => {
    const { user } = await openRoles((fake) =>
      fake.answer('signIns', 'roles', () => succeed(sampleRoles(1_250))),
    );
    expect(screen.getAllByRole('option').length).toBeLessThan(60);
    await user.click(button('Choose all 5,000'));
    expect(screen.getByText('5,000 of 5,000 chosen')).toBeDefined();
  });

  it('asks for a duration where the role leaves it open, and says where names repeat', async () => {
    const { fake, user } = await openRoles(undefined, sampleSaml);
    await user.click(button('Choose all 8'));
    await user.click(button('Continue'));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, '{{role}');
    expect(await screen.findByText(/^4 of these names are there already or come twice/)).toBeDefined();
    await user.click(screen.getByRole('combobox', { name: 'Duration' }));
    await user.click(await screen.findByRole('option', { name: '8 h' }));
    await user.click(button('Create 8 profiles'));
    expect(fake.callsTo('signIns.createProfiles')[0]?.input).toMatchObject({ durationSeconds: 28_800 });
  });

  it('tells what was skipped and what failed', async () => {
    const { user } = await openRoles((fake) =>
      fake.answer('signIns', 'createProfiles', () =>
        succeed({
          created: 6,
          skipped: 1,
          failed: [{ name: 'team-1', error: appError('profile-name-taken', { name: 'team-1' }) }],
        }),
      ),
    );
    await user.click(button('Choose all 8'));
    await user.click(button('Continue'));
    await user.click(await screen.findByRole('button', { name: 'Create 8 profiles' }));
    expect(await screen.findByText('6 profiles created')).toBeDefined();
    expect(screen.getByText('One role had a profile already.')).toBeDefined();
    expect(screen.getByText('There is already a profile named team-1.')).toBeDefined();
  });

  it('says why the roles could not be read', async () => {
    const { fake, user } = await openRoles((api) =>
      api.answer('signIns', 'roles', () => fail(appError('saml-no-roles'))),
    );
    expect(await screen.findByText(/names no role at AWS/)).toBeDefined();
    await user.click(button('Retry'));
    expect(fake.callsTo('signIns.roles')).toHaveLength(2);
  });
});

// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/views.ts';
import { chooseKind, openNew } from '../testing/editor-steps.ts';
import { renderWindow } from '../testing/render-window.tsx';
import {
  busySnapshot,
  sampleIdentityCenter,
  sampleOidc,
  sampleSaml,
  sampleSignIn,
} from '../testing/sample-snapshot.ts';

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string) => screen.getByRole('button', { name });
const roleArn = 'arn:aws:iam::000011112222:role/deployer';

describe('the kind', () => {
  it('is one of nine, each with when one wants it, the usual ones first', async () => {
    const { user } = await openNew();
    screen.getByRole('combobox', { name: 'Kind' }).focus();
    await user.keyboard('{Enter}');
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.getAttribute('aria-label'))).toEqual([
      'Role',
      'Role with SAML',
      'Role with OpenID Connect',
      'Identity Center',
      'Session token',
      'Federated user',
      'External program',
      'Root task',
      'Access key itself',
    ]);
    expect(options.every((option) => (option.textContent ?? '').length > 40)).toBe(true);
  });

  it('session token takes up to 36 hours and no role', async () => {
    const view = await openNew();
    const { fake, user } = view;
    await chooseKind(view, 'Session token');
    expect(screen.queryByRole('textbox', { name: 'Role ARN' })).toBeNull();
    expect(screen.queryByText('Advanced')).toBeNull();
    await user.type(field('Name'), 'work-session');
    await user.click(screen.getByRole('radio', { name: '36 h' }));
    await user.click(button('Save and assume'));
    expect(fake.callsTo('profiles.save')[0]?.input).toEqual({
      draft: {
        name: 'work-session',
        recipe: {
          kind: 'session-token',
          source: { kind: 'access-key', keyId: 'k1' },
          region: 'eu-central-1',
          durationSeconds: 129_600,
        },
      },
    });
  });

  it('key itself has no duration and nothing to assume, and may ask first', async () => {
    const view = await openNew();
    const { fake, user } = view;
    await chooseKind(view, 'Access key itself');
    expect(screen.queryByRole('button', { name: 'Save and assume' })).toBeNull();
    expect(screen.queryByRole('slider')).toBeNull();
    await user.type(field('Name'), 'legacy');
    await user.click(screen.getByRole('switch', { name: 'Ask before serving programs' }));
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toEqual({
      draft: {
        name: 'legacy',
        askBeforeServing: true,
        recipe: {
          kind: 'access-key',
          source: { kind: 'access-key', keyId: 'k1' },
          region: 'eu-central-1',
        },
      },
    });
  });

  it('federated user may do nothing without a policy', async () => {
    const view = await openNew();
    await chooseKind(view, 'Federated user');
    expect(screen.getByText(/may do nothing/)).toBeDefined();
    await view.user.click(button('Add a policy ARN'));
    expect(screen.queryByText(/may do nothing/)).toBeNull();
  });

  it('root task is done in a member account, for 15 minutes', async () => {
    const view = await openNew();
    const { fake, user } = view;
    await chooseKind(view, 'Root task');
    await user.type(field('Name'), 'unlock');
    await user.type(field('Member account'), '9988-7766-5544');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: {
        recipe: {
          kind: 'assume-root',
          source: { kind: 'access-key', keyId: 'k1' },
          targetAccount: '998877665544',
          task: 'IAMAuditRootUserCredentials',
          durationSeconds: 900,
        },
      },
    });
  });

  it('external program is filled in for aws login, and not saved before its name is', async () => {
    const view = await openNew();
    const { fake, user } = view;
    await chooseKind(view, 'External program');
    expect(screen.getByText(/asks in a dialog of the desktop/)).toBeDefined();
    expect(screen.getByText('The program decides how long a session lasts.')).toBeDefined();
    await user.type(field('Name'), 'login');
    await user.click(button('Use an aws login session'));
    await user.click(button('Save'));
    expect(screen.getByText(/in place of NAME/)).toBeDefined();
    await user.clear(field('Command'));
    await user.type(field('Command'), 'aws configure export-credentials --profile work --format process');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: {
        recipe: {
          kind: 'credential-process',
          source: {
            kind: 'command',
            command: 'aws configure export-credentials --profile work --format process',
          },
        },
      },
    });
  });
});

describe('a sign-in', () => {
  const withSignIns = (now: number): Snapshot => ({
    ...busySnapshot(now),
    signIns: [
      sampleSignIn('s1', 'corp', sampleIdentityCenter),
      sampleSignIn('s2', 'adfs', sampleSaml),
      sampleSignIn('s3', 'okta', sampleSaml),
    ],
  });
  const openWith = async (snapshot: (now: number) => Snapshot) => {
    const view = await renderWindow(snapshot);
    act(() => view.app.navigation.set({ kind: 'editor', target: { kind: 'new' } }));
    await screen.findByRole('heading', { name: 'New profile' });
    return view;
  };

  it('is taken when there is one of its kind, and the sign-in’s own roles are a press away', async () => {
    const view = await openWith(withSignIns);
    const { app, fake, user } = view;
    await chooseKind(view, 'Identity Center');
    await user.type(field('Name'), 'portal');
    await user.type(field('Account'), '421098765432');
    await user.type(field('Permission set'), 'ReadOnlyAccess');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toEqual({
      draft: {
        name: 'portal',
        recipe: {
          kind: 'identity-center',
          source: { kind: 'sign-in', signInId: 's1' },
          accountId: '421098765432',
          roleName: 'ReadOnlyAccess',
          region: 'eu-central-1',
        },
      },
    });
    act(() => app.navigation.set({ kind: 'editor', target: { kind: 'new' } }));
    await screen.findByRole('heading', { name: 'New profile' });
    await chooseKind(view, 'Identity Center');
    await user.click(button('Choose from the sign-in'));
    expect(app.navigation.get()).toEqual({ kind: 'sign-in-roles', signInId: 's1' });
  });

  it('is chosen among those of its kind only', async () => {
    const view = await openWith(withSignIns);
    const { fake, user } = view;
    await chooseKind(view, 'Role with SAML');
    await user.type(field('Name'), 'saml');
    await user.type(field('Role ARN'), roleArn);
    await user.type(field('SAML provider ARN'), 'arn:aws:iam::000011112222:saml-provider/corp');
    await user.click(button('Save'));
    expect(screen.getByText('Choose a sign-in.')).toBeDefined();
    screen.getByRole('combobox', { name: 'Sign-in' }).focus();
    await user.keyboard('{Enter}');
    const names = (await screen.findAllByRole('option')).map((option) => option.textContent);
    expect(names).toEqual(['adfs', 'okta']);
    await user.click(screen.getByRole('option', { name: 'okta' }));
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: { recipe: { kind: 'assume-role-with-saml', source: { signInId: 's3' } } },
    });
  });

  it('is added where there is none, and what was typed is there afterwards', async () => {
    const view = await openWith(busySnapshot);
    const { app, fake, user } = view;
    await chooseKind(view, 'Role with OpenID Connect');
    await user.type(field('Name'), 'web');
    await user.click(button('Add a sign-in'));
    expect(app.navigation.get()).toEqual({ kind: 'sign-ins', adding: 'oidc' });
    act(() => fake.publish({ signIns: [sampleSignIn('s9', 'google', sampleOidc)] }));
    act(() => app.navigation.back());
    await screen.findByRole('heading', { name: 'New profile' });
    expect(field('Name').value).toBe('web');
    expect(screen.getByRole('combobox', { name: 'Sign-in' }).textContent).toBe('google');
  });

  it('is not needed where a file or a command has the token', async () => {
    const view = await openWith(busySnapshot);
    const { fake, user } = view;
    await chooseKind(view, 'Role with OpenID Connect');
    await user.type(field('Name'), 'pod');
    await user.type(field('Role ARN'), roleArn);
    await user.click(screen.getByRole('radio', { name: 'File' }));
    await user.type(field('Token file'), 'token');
    expect(screen.getByText(/Begin with/)).toBeDefined();
    await user.clear(field('Token file'));
    await user.type(field('Token file'), '/run/token');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: { recipe: { source: { kind: 'token-file', path: '/run/token' } } },
    });
  });
});

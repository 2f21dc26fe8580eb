// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleProfile } from '../testing/sample-snapshot.ts';

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string) => screen.getByRole('button', { name });
const roleArn = 'arn:aws:iam::421098765432:role/ReadOnly';
const mfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
const hour = 3_600;
const via = (profileId: string) => ({ kind: 'profile', profileId }) as const;
const key = { kind: 'access-key', keyId: 'k1' } as const;

/** work -> base -> spoke, and what cannot be a source. */
function chained(now: number): Snapshot {
  const busy = busySnapshot(now);
  return {
    ...busy,
    profiles: [
      sampleProfile('base', 'base', { mfaSerial }),
      sampleProfile('spoke', 'spoke', { source: via('base') }),
      sampleProfile('long', 'long', { source: via('base'), durationSeconds: 4 * hour }),
      sampleProfile('plain', 'plain'),
      {
        ...sampleProfile('fed', 'fed'),
        recipe: {
          kind: 'federation-token',
          source: key,
          region: 'eu-central-1',
          durationSeconds: hour,
          policyArns: [],
          tags: [],
        },
      },
    ],
    sessions: [],
  };
}

async function edit(profileId: string, snapshot: (now: number) => Snapshot = chained) {
  const view = await renderWindow(snapshot);
  act(() => view.app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId } }));
  await screen.findByRole('heading', { name: /^Edit/ });
  return view;
}

async function openSources(user: { keyboard: (text: string) => Promise<void> }) {
  screen.getByRole('combobox', { name: 'Assume it with' }).focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: /^work/ });
}

describe('the source', () => {
  it('is a key, another profile or the machine; what cannot be it says why', async () => {
    const { user } = await edit('base');
    await openSources(user);
    const inactive = screen
      .getAllByRole('option')
      .filter((option) => option.getAttribute('aria-disabled') === 'true')
      .map((option) => option.textContent);
    expect(inactive).toEqual([
      'spokeIt calls through this profile itself.',
      'longIt calls through this profile itself.',
      'fedA federated user can assume no role.',
    ]);
    expect(screen.queryByRole('option', { name: /^base/ })).toBeNull();
    expect(screen.getByRole('option', { name: /^EC2 instance/ })).toBeDefined();
  });

  it('is found by typing', async () => {
    const { fake, user } = await edit('plain');
    await openSources(user);
    await user.type(screen.getByRole('combobox', { name: 'Find a key or profile' }), 'spo');
    await waitFor(() => expect(screen.queryByRole('option', { name: /^work/ })).toBeNull());
    await user.click(screen.getByRole('option', { name: /^spoke/ }));
    const chain = screen.getByRole('list', { name: 'The calls, in order' });
    const names = within(chain).getAllByRole('listitem');
    expect(names.map((link) => link.textContent)).toEqual(['work', 'base', 'spoke', 'plain']);
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: { recipe: { source: via('spoke') } },
    });
  });

  it('says what the machine needs', async () => {
    const { user } = await edit('plain');
    await openSources(user);
    await user.click(screen.getByRole('option', { name: /^Environment/ }));
    expect(screen.getByText(/does not have your shell’s/)).toBeDefined();
    expect(screen.queryByRole('textbox', { name: 'MFA serial' })).toBeNull();
  });
});

describe('a chained role', () => {
  it('offers an hour at most, with the reason', async () => {
    await edit('spoke');
    expect(screen.getByText(/At most 1 h, because base asks for it/)).toBeDefined();
    expect(screen.queryByRole('radio', { name: '4 h' })).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('slider').max).toBe('3600');
  });

  it('is not saved for longer, and an hour is a press away', async () => {
    const { fake, user } = await edit('long');
    expect(screen.getByText(/after one hour \(role chaining\)/)).toBeDefined();
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')).toHaveLength(0);
    await user.click(button('Use 1 h'));
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: { recipe: { durationSeconds: hour } },
    });
  });

  it('may be called with the first key itself, at its price', async () => {
    const { fake, user } = await edit('long');
    expect(screen.getByText(/The role must trust the user of work.*asks for an MFA code/)).toBeDefined();
    await user.click(button('Up to 12 h with work itself'));
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: { recipe: { source: key, mfaSerial, durationSeconds: 4 * hour } },
    });
  });
});

describe('MFA', () => {
  it('shares one code in a new profile of an hour, and says what a longer one costs', async () => {
    const { fake, user } = await edit('plain');
    await user.click(button(`Use ${mfaSerial}`));
    expect(field('MFA serial').value).toBe(mfaSerial);
    expect(
      screen.getByRole<HTMLInputElement>('radio', { name: 'One code for all profiles of this key' }).checked,
    ).toBe(true);
    expect(screen.queryByRole('radio', { name: '12 h' })).toBeNull();
    await user.click(button('Up to 12 h with a code for each session'));
    await user.click(screen.getByRole('radio', { name: '12 h' }));
    await user.click(button('Save'));
    const saved = fake.callsTo('profiles.save')[0]?.input;
    expect(saved).toMatchObject({ draft: { recipe: { mfaSerial, durationSeconds: 12 * hour } } });
    expect(saved).not.toHaveProperty('draft.recipe.mfaShared');
  });

  it('keeps the code of its own that a profile of before has', async () => {
    await edit('base');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'A code for each session' }).checked).toBe(
      true,
    );
  });

  it('looks the devices up, passing over those whose codes do not work', async () => {
    const { fake, user } = await edit('plain');
    const device = (serial: string) => ({ serial, codes: 'typed', command: null, problem: null }) as const;
    fake.answer('mfaDevices', 'lookUp', () =>
      succeed([device('arn:aws:iam::421012345678:u2f/user/dev/key'), device(`${mfaSerial}-2`)]),
    );
    await user.click(button('Look up'));
    await waitFor(() => expect(field('MFA serial').value).toBe(`${mfaSerial}-2`));
    expect(fake.callsTo('mfaDevices.lookUp')[0]?.input).toEqual({ keyId: 'k1' });
  });
});

describe('the role’s maximum', () => {
  const known = (now: number): Snapshot => ({
    ...chained(now),
    profiles: [...chained(now).profiles, sampleProfile('eight', 'eight', { durationSeconds: 8 * hour })],
    roleMaximums: [{ roleArn, seconds: 4 * hour, refusedSeconds: null, learnedAt: now }],
  });

  it('is a warning where it is known, and keeps nobody from saving', async () => {
    const { fake, user } = await edit('eight', known);
    expect(screen.getByText('This role allows at most 4 h (MaxSessionDuration).')).toBeDefined();
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')).toHaveLength(1);
  });

  it('is read with the role itself, or with another profile of its account', async () => {
    const { fake, user } = await edit('plain');
    fake.answer('roles', 'readMaximum', () => fail(appError('role-maximum-not-readable')));
    await user.click(button('Read the role’s maximum'));
    expect(await screen.findByText(/could not be read/)).toBeDefined();
    screen.getByRole('combobox', { name: 'Read it with' }).focus();
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('option', { name: 'base' }));
    await user.click(button('Read the role’s maximum'));
    expect(fake.callsTo('roles.readMaximum').map(({ input }) => input)).toEqual([
      { profileId: 'plain', viaProfileId: null },
      { profileId: 'plain', viaProfileId: 'base' },
    ]);
  });

  it('is raised only after the exact change was shown', async () => {
    const { fake, user } = await edit('eight', known);
    const command = 'aws iam update-role --role-name ReadOnly --max-session-duration 43200';
    fake.answer('roles', 'planRaise', ({ seconds }) =>
      succeed({
        roleArn,
        roleName: 'ReadOnly',
        fromSeconds: 4 * hour,
        toSeconds: seconds,
        viaProfileName: 'base',
        command,
      }),
    );
    await user.click(button('Raise it…'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('radio', { name: '12 h' }));
    await user.click(dialog.getByRole('button', { name: 'Show the change' }));
    expect(dialog.getByText('Choose the profile that does it.')).toBeDefined();
    dialog.getByRole('combobox', { name: 'Done with' }).focus();
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('option', { name: 'base' }));
    await user.click(dialog.getByRole('button', { name: 'Show the change' }));
    expect(await dialog.findByText(command)).toBeDefined();
    expect(dialog.getByText('4 h to 12 h')).toBeDefined();
    expect(fake.callsTo('roles.raiseMaximum')).toHaveLength(0);
    await user.click(dialog.getByRole('button', { name: 'Change the role' }));
    expect(fake.callsTo('roles.raiseMaximum')[0]?.input).toEqual({
      profileId: 'eight',
      viaProfileId: 'base',
      seconds: 12 * hour,
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // The dialog's own button saves no profile.
    expect(fake.callsTo('profiles.save')).toHaveLength(0);
  });
});

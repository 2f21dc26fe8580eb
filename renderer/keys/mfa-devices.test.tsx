// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import type { Slices } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot, sampleKey, sampleSettings } from '../testing/sample-snapshot.ts';

const serial = 'arn:aws:iam::421012345678:mfa/phone';
const day = 86_400_000;
const button = (name: string) => screen.getByRole('button', { name });

async function openKeys(
  key: (now: number) => Partial<AccessKeyView> = () => ({}),
  slices: Partial<Slices> = {},
) {
  const view = await renderWindow((now) => ({
    ...busySnapshot(now),
    accessKeys: [sampleKey('k1', 'work', { addedAt: now, ...key(now) })],
    ...slices,
  }));
  await act(async () => view.app.navigation.set({ kind: 'keys', adding: false }));
  await screen.findByRole('heading', { name: 'Access keys' });
  return view;
}

async function openDevices(view: Awaited<ReturnType<typeof openKeys>>) {
  await view.user.click(button('More for work'));
  await view.user.click(await screen.findByRole('menuitem', { name: 'MFA devices…' }));
  await screen.findByRole('dialog', { name: 'MFA devices of work' });
}

const device = () => within(screen.getByRole('listitem', { name: 'phone' }));

describe('MFA devices of a key', () => {
  it('are those that its profiles name, and those that AWS knows', async () => {
    const view = await openKeys();
    await openDevices(view);
    expect(device().getByText('Typed each time')).toBeDefined();
    await view.user.click(button('Look up at AWS'));
    expect(view.fake.callsTo('mfaDevices.lookUp')[0]?.input).toEqual({ keyId: 'k1' });
    expect(screen.getAllByRole('listitem', { name: 'phone' })).toHaveLength(1);
  });

  it('say why AWS did not tell, and that none is known', async () => {
    const view = await openKeys(undefined, { profiles: emptySnapshot().profiles });
    await openDevices(view);
    expect(screen.getByText(/No device is known yet/)).toBeDefined();
    view.fake.answer('mfaDevices', 'lookUp', () =>
      fail(appError('iam-access-denied', { action: 'iam:ListMFADevices' })),
    );
    await view.user.click(button('Look up at AWS'));
    expect(await screen.findByText(/iam:ListMFADevices/)).toBeDefined();
  });

  it('have their codes made here, after saying what that gives up', async () => {
    const view = await openKeys();
    await openDevices(view);
    await view.user.click(button('Change how codes of phone come'));
    expect(screen.queryByText(/Key and second factor are then in one place/)).toBeNull();
    await view.user.click(screen.getByRole('radio', { name: 'Made here' }));
    expect(screen.getByText(/Key and second factor are then in one place/)).toBeDefined();
    const seed = screen.getByLabelText<HTMLInputElement>('Secret of the device');
    expect(seed.type).toBe('password');
    await view.user.type(seed, 'not base32!');
    await view.user.click(button('Save'));
    expect(view.fake.callsTo('mfaDevices.keepSeed')).toHaveLength(0);
    await view.user.clear(seed);
    await view.user.type(seed, 'JBSW Y3DP EHPK 3PXP');
    await view.user.click(button('Save'));
    expect(view.fake.callsTo('mfaDevices.keepSeed')[0]?.input).toEqual({
      serial,
      seed: 'JBSW Y3DP EHPK 3PXP',
    });
    expect(device().getByText('Made here')).toBeDefined();
  });

  it('have their codes from a command, or typed again', async () => {
    const view = await openKeys();
    await openDevices(view);
    await view.user.click(button('Change how codes of phone come'));
    await view.user.click(screen.getByRole('radio', { name: 'From a command' }));
    await view.user.type(screen.getByRole('textbox', { name: 'Command' }), 'ykman oath');
    await view.user.click(button('Save'));
    expect(view.fake.callsTo('mfaDevices.keepCommand')[0]?.input).toEqual({ serial, command: 'ykman oath' });
    expect(device().getByText('From ykman oath')).toBeDefined();
    await view.user.click(button('Change how codes of phone come'));
    await view.user.click(screen.getByRole('radio', { name: 'Typed' }));
    await view.user.click(button('Save'));
    expect(view.fake.callsTo('mfaDevices.typeCodes')[0]?.input).toEqual({ serial });
    expect(device().getByText('Typed each time')).toBeDefined();
  });
});

describe('a key’s card', () => {
  it('says until when a code opens its profiles, and forgets it', async () => {
    const { fake, user } = await openKeys((now) => ({
      mfaSessions: [{ serial, expiresAt: now + 3_600_000 }],
    }));
    expect(screen.getByText(/^A code of phone opens its profiles until /)).toBeDefined();
    await user.click(button('Forget the MFA session of work'));
    expect(fake.callsTo('accessKeys.endMfaSession')[0]?.input).toEqual({ id: 'k1' });
    expect(screen.queryByText(/^A code of phone/)).toBeNull();
  });

  it('warns of an age beyond what Settings say, with the way to rotate', async () => {
    const { user } = await openKeys((now) => ({ createdAt: now - 100 * day }));
    expect(screen.getByText('made 100 days ago, older than 90 days')).toBeDefined();
    await user.click(button('Rotate work'));
    expect(await screen.findByRole('dialog', { name: 'Rotate work?' })).toBeDefined();
  });

  it.each([0, 180])('warns of none where Settings say %i days', async (keyAgeWarningDays) => {
    await openKeys((now) => ({ createdAt: now - 100 * day }), {
      settings: { ...sampleSettings, keyAgeWarningDays },
    });
    expect(screen.getByText('made 100 days ago')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Rotate work' })).toBeNull();
  });
});

// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RotationView } from '../../shared/access-key-views.ts';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot, sampleAwsFiles } from '../testing/sample-snapshot.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const button = (name: string) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

async function openKeys(snapshot: (now: number) => Snapshot, adding: boolean) {
  const view = await renderWindow(snapshot);
  await act(async () => view.app.navigation.set({ kind: 'keys', adding }));
  await screen.findByRole('heading', { name: 'Access keys' });
  return view;
}

async function typeKey({ user }: Awaited<ReturnType<typeof openKeys>>) {
  await user.type(field('Access key id'), id);
  await user.type(field('Secret access key'), secret);
  await user.type(field('Name'), 'work');
}

describe('adding a key', () => {
  it('keeps it in the keychain, tests it, and forgets the secret', async () => {
    const view = await openKeys(emptySnapshot, true);
    await typeKey(view);
    await view.user.click(button('Add key'));
    expect(view.fake.callsTo('accessKeys.add')[0]?.input).toEqual({
      name: 'work',
      accessKeyId: id,
      secretAccessKey: secret,
      keep: 'keychain',
    });
    await waitFor(() => expect(view.fake.callsTo('accessKeys.test')).toHaveLength(1));
    expect(await screen.findByText('AWS accepts this key.')).toBeDefined();
    expect(screen.getByText('user/dev in 4210-1234-5678')).toBeDefined();
    expect(document.body.innerHTML).not.toContain(secret);
    await view.user.click(button('Add an access key'));
    expect(field('Secret access key').value).toBe('');
  });

  it.each([
    ['the CSV', `\uFEFFAccess key ID,Secret access key\r\n${id},${secret}\r\n`, 'default'],
    [
      'the JSON',
      JSON.stringify({ AccessKey: { UserName: 'dev', AccessKeyId: id, SecretAccessKey: secret } }),
      'dev',
    ],
    ['export lines', `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY='${secret}'`, 'default'],
  ])('fills itself in from %s, pasted into any field', async (_what, pasted, name) => {
    const { user } = await openKeys(emptySnapshot, true);
    await user.click(field('Secret access key'));
    await user.paste(pasted);
    expect(field('Access key id').value).toBe(id);
    expect(field('Secret access key').value).toBe(secret);
    expect(field('Name').value).toBe(name);
    expect(screen.getByText('Filled in from what you pasted.')).toBeDefined();
  });

  it('hides the secret until asked, and shows only what was typed', async () => {
    const { user } = await openKeys(emptySnapshot, true);
    await user.type(field('Secret access key'), 'abc');
    expect(field('Secret access key').type).toBe('password');
    await user.click(button('Show secret'));
    expect(field('Secret access key').type).toBe('text');
  });

  it('says what is wrong before anything is sent', async () => {
    const { fake, user } = await openKeys(emptySnapshot, true);
    await user.type(field('Access key id'), 'ASIAIOSFODNN7EXAMPLE');
    await user.click(button('Add key'));
    expect(screen.getByText(/temporary key \(ASIA…\)/)).toBeDefined();
    expect(screen.getByText('40 letters, digits, / and +.')).toBeDefined();
    expect(fake.callsTo('accessKeys.add')).toHaveLength(0);
  });

  it('offers memory where there is no keychain, without typing it all again', async () => {
    const view = await openKeys(emptySnapshot, true);
    view.fake.answer('accessKeys', 'add', () => fail(appError('keychain-unavailable')));
    await typeKey(view);
    await view.user.click(button('Add key'));
    await view.user.click(await screen.findByRole('button', { name: 'Keep for this run only' }));
    expect(view.fake.callsTo('accessKeys.add').map((call) => call.input)).toMatchObject([
      { keep: 'keychain' },
      { keep: 'memory', secretAccessKey: secret },
    ]);
  });

  it('unlocks a locked keychain and tries again', async () => {
    const view = await openKeys(emptySnapshot, true);
    view.fake.answer('accessKeys', 'add', () => fail(appError('keychain-locked')));
    await typeKey(view);
    await view.user.click(button('Add key'));
    await view.user.click(await screen.findByRole('button', { name: 'Unlock and try again' }));
    expect(view.fake.callsTo('keychain.unlock')).toHaveLength(1);
    await waitFor(() => expect(view.fake.callsTo('accessKeys.add')).toHaveLength(2));
  });

  it('holds the panel open while something is typed', async () => {
    const { fake, user } = await openKeys(emptySnapshot, true);
    await user.type(field('Secret access key'), 'a');
    expect(fake.callsTo('panel.holdOpen').at(-1)?.input).toEqual({ held: true });
    await user.clear(field('Secret access key'));
    expect(fake.callsTo('panel.holdOpen').at(-1)?.input).toEqual({ held: false });
  });
});

describe('a kept key', () => {
  it('shows its age, where it is kept and whose it is', async () => {
    await openKeys(busySnapshot, false);
    const item = within(screen.getByRole('listitem', { name: 'work' }));
    expect(item.getByText('In the keychain')).toBeDefined();
    expect(item.getByText('added 42 days ago')).toBeDefined();
    expect(item.getByText('user/dev in 4210-1234-5678')).toBeDefined();
  });

  it('is removed only after naming the profiles that use it', async () => {
    const { fake, user } = await openKeys(busySnapshot, false);
    await user.click(button('More for work'));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove work?' });
    expect(dialog.textContent).toContain('prod-readonly, partner-b-deploy, staging-deploy and 5 more use it');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(fake.callsTo('accessKeys.remove')[0]?.input).toEqual({ id: 'k1' });
  });

  it('is renamed', async () => {
    const { fake, user } = await openKeys(busySnapshot, false);
    await user.click(button('More for work'));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rename work' }));
    await user.clear(dialog.getByLabelText('Name'));
    await user.type(dialog.getByLabelText('Name'), 'home{Enter}');
    expect(fake.callsTo('accessKeys.rename')[0]?.input).toEqual({ id: 'k1', name: 'home' });
  });

  it('takes its secret again, and is tested with it', async () => {
    const { fake, user } = await openKeys(busySnapshot, false);
    await user.click(button('More for work'));
    await user.click(await screen.findByRole('menuitem', { name: 'Enter secret again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Secret of work' }));
    await user.type(dialog.getByLabelText('Secret access key'), secret);
    await user.click(dialog.getByRole('button', { name: 'Save secret' }));
    expect(fake.callsTo('accessKeys.enterSecret')[0]?.input).toEqual({
      id: 'k1',
      secretAccessKey: secret,
      keep: 'keychain',
    });
    await waitFor(() => expect(fake.callsTo('accessKeys.test')).toHaveLength(1));
  });

  it('says in words why a test failed', async () => {
    const { fake, user } = await openKeys(busySnapshot, false);
    fake.answer('accessKeys', 'test', () => fail(appError('sts-signature-mismatch')));
    await user.click(button('Test work'));
    expect(await screen.findByText('The secret access key does not match the access key id.')).toBeDefined();
  });
});

describe('a key in clear text', () => {
  const plaintext = (now: number): Snapshot => ({
    ...emptySnapshot(),
    accessKeys: busySnapshot(now).accessKeys,
    awsFiles: {
      ...sampleAwsFiles,
      plaintextKeys: [{ section: 'default', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' }],
    },
  });
  const move = 'Move the key of [default] into the keychain';

  it('is moved only after all that will change was listed', async () => {
    const { fake, user } = await openKeys(plaintext, false);
    await user.click(button(move));
    const dialog = await screen.findByRole('dialog', { name: 'Move the key of [default]' });
    for (const words of [/IAM calls without MFA/, /roles over an hour/, /backup .* without the secret/]) {
      expect(dialog.textContent).toMatch(words);
    }
    expect(fake.callsTo('awsFiles.moveKey')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Move the key' }));
    expect(fake.callsTo('awsFiles.moveKey')[0]?.input).toEqual({
      section: 'default',
      serve: 'session-token',
    });
  });

  it('can be served itself, and is then offered a rotation', async () => {
    const { fake, user } = await openKeys(plaintext, false);
    await user.click(button(move));
    await user.click(await screen.findByRole('radio', { name: 'The key itself' }));
    await user.click(button('Move the key'));
    expect(fake.callsTo('awsFiles.moveKey')[0]?.input).toMatchObject({ serve: 'access-key' });
    await user.click(await screen.findByRole('button', { name: 'Rotate now…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rotate default?' }));
    await user.click(dialog.getByRole('button', { name: 'Rotate' }));
    expect(fake.callsTo('accessKeys.rotate')[0]?.input).toEqual({ id: 'moved-default' });
  });

  it('says why it was not moved', async () => {
    const { fake, user } = await openKeys(plaintext, false);
    fake.answer('awsFiles', 'moveKey', () => fail(appError('key-move-unverified', { section: 'default' })));
    await user.click(button(move));
    await user.click(await screen.findByRole('button', { name: 'Move the key' }));
    expect(await screen.findByText('AWS did not accept the key in default.')).toBeDefined();
  });
});

describe('a rotation', () => {
  const rotating = (rotation: RotationView) => (now: number) => ({
    ...busySnapshot(now),
    accessKeys: busySnapshot(now).accessKeys.map((key) => ({ ...key, rotation })),
  });

  it('is started after its steps were read', async () => {
    const { fake, user } = await openKeys(busySnapshot, false);
    await user.click(button('More for work'));
    await user.click(await screen.findByRole('menuitem', { name: 'Rotate…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rotate work?' }));
    expect(dialog.getAllByRole('listitem')).toHaveLength(4);
    expect(fake.callsTo('accessKeys.rotate')).toHaveLength(0);
    await user.click(dialog.getByRole('button', { name: 'Rotate' }));
    expect(fake.callsTo('accessKeys.rotate')[0]?.input).toEqual({ id: 'k1' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('tells the step it is at, and can be cancelled', async () => {
    const { fake, user } = await openKeys(busySnapshot, false);
    fake.answer('accessKeys', 'rotate', () => new Promise(() => undefined));
    await user.click(button('More for work'));
    await user.click(await screen.findByRole('menuitem', { name: 'Rotate…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rotate work?' }));
    await user.click(dialog.getByRole('button', { name: 'Rotate' }));
    const [key] = fake.snapshot().accessKeys;
    if (key === undefined) throw new Error('no key');
    const rotation = { stage: 'verifying', oldAccessKeyId: key.accessKeyId } as const;
    act(() => fake.publish({ accessKeys: [{ ...key, rotation }] }));
    expect(dialog.getByText('Rotating: waiting until AWS accepts the new key.')).toBeDefined();
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(fake.callsTo('calls.cancel')).toHaveLength(1);
  });

  it('goes on where it stopped', async () => {
    const { fake, user } = await openKeys(rotating({ stage: 'deactivating', oldAccessKeyId: id }), false);
    expect(screen.getByText(/it was making the old key inactive/)).toBeDefined();
    await user.click(button('Go on rotating work'));
    expect(fake.callsTo('accessKeys.rotate')[0]?.input).toEqual({ id: 'k1' });
  });

  it('ends with the old key deleted, after asking', async () => {
    const { fake, user } = await openKeys(rotating({ stage: 'old-key-inactive', oldAccessKeyId: id }), false);
    expect(screen.getByText(`Rotated. The old key ${id} is inactive.`)).toBeDefined();
    await user.click(button('Delete the old key…'));
    const dialog = await screen.findByRole('alertdialog', { name: `Delete ${id}?` });
    expect(fake.callsTo('accessKeys.removeRotated')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Delete the old key' }));
    expect(fake.callsTo('accessKeys.removeRotated')[0]?.input).toEqual({ id: 'k1' });
  });
});

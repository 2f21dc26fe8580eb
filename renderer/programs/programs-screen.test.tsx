// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot, sampleAwsFiles } from '../testing/sample-snapshot.ts';
import { isSectionName, sectionNameOf } from './section-text.ts';

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const hour = 3_600_000;

const programs = (now: number): Snapshot => ({
  ...busySnapshot(now),
  grants: [
    { id: 'g1', profileId: 'p1', createdAt: now - 1_000, expiresAt: now + 24 * hour, lastUsedAt: now },
    { id: 'g2', profileId: 'gone', createdAt: now - 2_000, expiresAt: now + hour, lastUsedAt: null },
  ],
  awsFiles: {
    ...sampleAwsFiles,
    managed: [
      { section: { kind: 'process', name: 'prod', profileId: 'p1' }, problem: null },
      {
        section: { kind: 'region', name: 'keycutter-eu', region: 'eu-central-1' },
        problem: appError('aws-file-busy', { holder: 'Another Keycutter' }),
      },
    ],
  },
  endpoint: { port: 23_417, problem: null, command: '/opt/bin/keycutter' },
});

async function openPrograms(snapshot: (now: number) => Snapshot = programs) {
  const view = await renderWindow(snapshot);
  await act(async () => view.app.navigation.set({ kind: 'programs' }));
  await screen.findByRole('heading', { name: 'Programs' });
  return view;
}

async function openSections() {
  const view = await renderWindow(busySnapshot);
  await view.user.click(button('More for prod-readonly'));
  await view.user.click(await screen.findByRole('menuitem', { name: 'Use from the AWS CLI…' }));
  await screen.findByRole('dialog', { name: 'Use prod-readonly from the AWS CLI' });
  return view;
}

describe('the programs', () => {
  it('are renewing exports, each with its life, to be revoked', async () => {
    const { fake, user } = await openPrograms();
    const list = within(screen.getByRole('list', { name: 'Renewing exports' }));
    const first = list.getByRole('listitem', { name: 'prod-readonly' });
    expect(first.textContent).toMatch(/Made \d\d:\d\d · last used \d\d:\d\d · ends tomorrow/);
    expect(list.getByRole('listitem', { name: 'A profile that was removed' }).textContent).toContain(
      'not used yet',
    );
    await user.click(button(/^Revoke the export of prod-readonly made/));
    expect(fake.callsTo('grants.revoke')[0]?.input).toEqual({ id: 'g1' });
    await waitFor(() => expect(list.queryByRole('listitem', { name: 'prod-readonly' })).toBeNull());
  });

  it('are all revoked only after asking', async () => {
    const { fake, user } = await openPrograms();
    await user.click(button('Revoke all'));
    const dialog = await screen.findByRole('alertdialog');
    expect(fake.callsTo('grants.revokeAll')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Revoke all' }));
    expect(fake.callsTo('grants.revokeAll')).toHaveLength(1);
  });

  it('are sections in ~/.aws, with what is wrong with them, removed after asking', async () => {
    const { fake, user } = await openPrograms();
    const list = within(screen.getByRole('list', { name: 'In your AWS files' }));
    const region = list.getByRole('listitem', { name: '[profile keycutter-eu]' });
    expect(region.textContent).toContain('Another Keycutter is writing');
    await user.click(button('Remove [profile prod]'));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    expect(fake.callsTo('awsFiles.removeSection')[0]?.input).toEqual({ name: 'prod', kind: 'process' });
  });

  it('reach Keycutter by its command and its port', async () => {
    const { fake, user } = await openPrograms();
    expect(screen.getByText('127.0.0.1, port 23417')).toBeDefined();
    await user.click(button('Copy the command'));
    expect(fake.callsTo('clipboard.copyText')[0]?.input).toEqual({ text: '/opt/bin/keycutter' });
  });

  it('are none at first', async () => {
    await openPrograms(emptySnapshot);
    expect(screen.getByText('Off until the first renewing export.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Revoke all' })).toBeNull();
  });
});

describe('using a profile from the AWS CLI', () => {
  it('adds a section, asked for each time unless chosen otherwise, and shows how to try it', async () => {
    const { fake, user } = await openSections();
    await user.click(button('Add section'));
    expect(fake.callsTo('awsFiles.writeSection')[0]?.input).toEqual({
      profileId: 'p1',
      name: 'prod-readonly',
      kind: 'process',
      takeOver: false,
    });
    expect(await screen.findByText('aws --profile prod-readonly sts get-caller-identity')).toBeDefined();
    expect(screen.getByRole('listitem', { name: '[profile prod-readonly]' })).toBeDefined();
  });

  it('writes a static copy only where it was chosen', async () => {
    const { fake, user } = await openSections();
    await user.click(screen.getByRole('radio', { name: 'Static copy' }));
    await user.click(button('Add section'));
    expect(fake.callsTo('awsFiles.writeSection')[0]?.input).toMatchObject({ kind: 'static' });
  });

  it('takes a taken name over only when told to', async () => {
    const { fake, user } = await openSections();
    fake.answer('awsFiles', 'writeSection', ({ name, takeOver }) =>
      takeOver ? { ok: true, value: undefined } : fail(appError('aws-section-taken', { name })),
    );
    const field = screen.getByRole('textbox', { name: 'Profile name for AWS tools' });
    await user.click(button('Add section'));
    expect(await screen.findByText(/There is a section named prod-readonly/)).toBeDefined();
    await user.type(field, '{Enter}');
    expect(fake.callsTo('awsFiles.writeSection')).toHaveLength(1);
    await user.click(button('Take it over'));
    expect(fake.callsTo('awsFiles.writeSection')[1]?.input).toMatchObject({ takeOver: true });
  });

  it('offers the usual button again once another name is typed', async () => {
    const { fake, user } = await openSections();
    fake.answer('awsFiles', 'writeSection', ({ name }) => fail(appError('aws-section-taken', { name })));
    await user.click(button('Add section'));
    await screen.findByRole('button', { name: 'Take it over' });
    await user.type(screen.getByRole('textbox', { name: 'Profile name for AWS tools' }), '-2');
    expect(screen.queryByRole('button', { name: 'Take it over' })).toBeNull();
    expect(button('Add section')).toBeDefined();
  });

  it('refuses a name that not every tool reads', async () => {
    const { fake, user } = await openSections();
    await user.type(screen.getByRole('textbox', { name: 'Profile name for AWS tools' }), ' x]');
    await user.click(button('Add section'));
    expect(screen.getByText('Letters, digits and _ @ + . % : / - only.')).toBeDefined();
    expect(fake.callsTo('awsFiles.writeSection')).toHaveLength(0);
  });

  it('renames a section', async () => {
    const { fake, user } = await openPrograms();
    await user.click(button('Rename [profile prod]'));
    const field = screen.getByRole('textbox', { name: 'New name' });
    await user.clear(field);
    await user.type(field, 'production{Enter}');
    expect(fake.callsTo('awsFiles.renameSection')[0]?.input).toEqual({
      name: 'prod',
      kind: 'process',
      to: 'production',
    });
    expect(await screen.findByRole('listitem', { name: '[profile production]' })).toBeDefined();
  });
});

describe('sectionNameOf', () => {
  it.each([
    ['prod-readonly', 'prod-readonly'],
    ['Customer A (prod)', 'Customer-A-prod'],
    ['운영', 'keycutter'],
  ])('makes of %j %j, which every tool reads', (name, expected) => {
    expect(sectionNameOf(name)).toBe(expected);
    expect(isSectionName(expected)).toBe(true);
  });
});

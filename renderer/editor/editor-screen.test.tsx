// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import { openNew } from '../testing/editor-steps.ts';
import { type RenderedWindow, renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot } from '../testing/sample-snapshot.ts';

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string) => screen.getByRole('button', { name });
const roleArn = 'arn:aws:iam::000011112222:role/deployer';

async function openOwnerNeeds({ user }: RenderedWindow) {
  await user.click(screen.getByText('What the account owner needs'));
}

describe('a new profile', () => {
  it('is saved with the defaults of Settings, and its row is where one lands', async () => {
    const { fake, user } = await openNew();
    await user.type(field('Name'), 'new-one');
    await user.type(field('Role ARN'), roleArn);
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toEqual({
      draft: {
        name: 'new-one',
        recipe: {
          kind: 'assume-role',
          source: { kind: 'access-key', keyId: 'k1' },
          roleArn,
          region: 'eu-central-1',
          durationSeconds: 3_600,
          policyArns: [],
          tags: [],
          transitiveTagKeys: [],
        },
      },
    });
    await waitFor(() => expect(document.activeElement).toBe(button('Assume new-one')));
  });

  it('is assumed right after saving where that was asked', async () => {
    const { fake, user } = await openNew();
    await user.type(field('Name'), 'new-one');
    await user.type(field('Role ARN'), roleArn);
    await user.click(button('Save and assume'));
    await waitFor(() => expect(fake.callsTo('sessions.assume')).toHaveLength(1));
    expect(await screen.findByRole('button', { name: 'Cancel new-one' })).toBeDefined();
  });

  it('is not sent while a field is wrong; each says why', async () => {
    const { fake, user } = await openNew();
    await user.type(field('Role ARN'), 'nonsense');
    await user.type(field('Session name'), 'my laptop');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')).toHaveLength(0);
    expect(screen.getByText('A name is needed.')).toBeDefined();
    expect(screen.getByText('Looks like arn:aws:iam::123456789012:role/NAME')).toBeDefined();
    expect(screen.getByText('3 fields need correcting.')).toBeDefined();
    expect(field('Role ARN').getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(document.activeElement).toBe(field('Name')));
  });

  it('corrects nobody in the middle of a word, but soon after', async () => {
    const { user, pass } = await openNew();
    await user.type(field('Session name'), 'a b');
    expect(screen.queryByText(/no spaces/)).toBeNull();
    pass(1_000);
    expect(screen.getByText(/no spaces/)).toBeDefined();
    await user.type(field('Session name'), '{Backspace}{Backspace}-b');
    expect(screen.queryByText(/no spaces/)).toBeNull();
  });

  it('shows what main refused', async () => {
    const { fake, user } = await openNew();
    fake.answer('profiles', 'save', () => fail(appError('storage-write-failed', { what: 'The profiles' })));
    await user.type(field('Name'), 'new-one');
    await user.type(field('Role ARN'), roleArn);
    await user.click(button('Save'));
    expect(await screen.findByText(/The profiles could not be saved/)).toBeDefined();
    expect(field('Name').value).toBe('new-one');
  });
});

describe('the duration', () => {
  it('takes presets, free text and the slider for one value', async () => {
    const { user } = await openNew();
    await user.click(screen.getByRole('radio', { name: '4 h' }));
    expect(field('Duration').value).toBe('4 h');
    await user.clear(field('Duration'));
    await user.type(field('Duration'), '90m');
    expect(screen.getByRole<HTMLInputElement>('slider').value).toBe('5400');
    await user.tab();
    expect(field('Duration').value).toBe('1 h 30');
    expect(screen.getByText(/MaxSessionDuration/)).toBeDefined();
  });

  it('says what AWS does not give', async () => {
    const { user, pass } = await openNew();
    await user.clear(field('Duration'));
    await user.type(field('Duration'), '13h');
    pass(1_000);
    expect(screen.getByText('AWS gives no session longer than 12 hours.')).toBeDefined();
  });
});

describe('a draft', () => {
  it('survives closing the panel, and holds it open while something is unsaved', async () => {
    const view = await openNew();
    await view.user.type(field('Name'), 'half');
    expect(view.fake.callsTo('panel.holdOpen').at(-1)?.input).toEqual({ held: true });
    view.reopen();
    expect(field('Name').value).toBe('half');
    await view.user.clear(field('Name'));
    expect(view.fake.callsTo('panel.holdOpen').at(-1)?.input).toEqual({ held: false });
  });

  it('is asked about before it is dropped', async () => {
    const { user } = await openNew();
    await user.type(field('Name'), 'half');
    await user.keyboard('{Escape}');
    const dialog = await screen.findByRole('alertdialog', { name: 'Discard changes?' });
    await user.click(within(dialog).getByRole('button', { name: 'Keep editing' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(field('Name').value).toBe('half');
    await user.click(button('Cancel'));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Discard' }));
    await user.click(await screen.findByRole('button', { name: 'New profile' }));
    expect(field('Name').value).toBe('');
  });

  it('comes back after a visit to the access keys, and says so', async () => {
    const { app, user } = await openNew();
    await user.type(field('Name'), 'half');
    act(() => app.navigation.set({ kind: 'keys', adding: false }));
    await user.click(await screen.findByRole('button', { name: 'Back' }));
    expect(field('Name').value).toBe('half');
    await user.click(button('Start afresh'));
    expect(field('Name').value).toBe('');
  });
});

describe('editing', () => {
  it('replaces the profile it was opened for', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('More for billing'));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
    expect(await screen.findByRole('heading', { name: 'Edit billing' })).toBeDefined();
    await user.type(field('External id'), 'abc-1');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      id: 'p6',
      draft: { name: 'billing', recipe: { externalId: 'abc-1' } },
    });
  });

  it('duplicates under a new name', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('More for billing'));
    await user.click(await screen.findByRole('menuitem', { name: 'Duplicate' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({ draft: { name: 'billing copy' } });
    expect(fake.callsTo('profiles.save')[0]?.input).not.toHaveProperty('id');
  });

  it('leaves at once when nothing changed', async () => {
    const { user } = await openNew();
    await user.keyboard('{Escape}');
    expect(screen.getByRole('searchbox')).toBeDefined();
  });
});

describe('advanced fields', () => {
  it('save tags, transitive keys and policy ARNs', async () => {
    const { fake, user } = await openNew();
    await user.type(field('Name'), 'new-one');
    await user.type(field('Role ARN'), roleArn);
    await user.click(screen.getByText('Advanced'));
    await user.click(button('Add a tag'));
    await user.type(field('Key of tag 1'), 'Project');
    await user.type(field('Value of tag 1'), 'Apollo');
    await user.click(screen.getByRole('checkbox', { name: 'Tag 1 is transitive' }));
    await user.click(button('Add a policy ARN'));
    await user.type(field('Policy ARN 1'), 'arn:aws:iam::aws:policy/ReadOnlyAccess');
    await user.click(button('Save'));
    expect(fake.callsTo('profiles.save')[0]?.input).toMatchObject({
      draft: {
        recipe: {
          tags: [{ key: 'Project', value: 'Apollo' }],
          transitiveTagKeys: ['Project'],
          policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        },
      },
    });
  });
});

describe('what the account owner needs', () => {
  it('copies both policies, filled in, with a generated external id', async () => {
    const view = await openNew();
    const { fake, user } = view;
    await openOwnerNeeds(view);
    expect(screen.getByText(/Enter the role ARN first/)).toBeDefined();
    await user.type(field('Role ARN'), roleArn);
    await user.click(button('Add an external id'));
    const externalId = field('External id').value;
    expect(externalId).toMatch(/^[0-9a-f-]{36}$/);
    await user.click(button('Copy trust policy'));
    await user.click(button('Copy caller policy'));
    const [trust, caller] = fake.callsTo('clipboard.copyText').map((call) => JSON.stringify(call.input));
    expect(trust).toContain(externalId);
    expect(trust).toContain('arn:aws:iam::421012345678:user/dev');
    expect(caller).toContain(roleArn);
  });
});

describe('without an access key', () => {
  it('leads to adding one', async () => {
    const { app, user } = await renderWindow(emptySnapshot);
    act(() => app.navigation.set({ kind: 'editor', target: { kind: 'new' } }));
    await user.click(await screen.findByRole('button', { name: 'Add an access key' }));
    expect(await screen.findByRole('form', { name: 'Add an access key' })).toBeDefined();
  });
});

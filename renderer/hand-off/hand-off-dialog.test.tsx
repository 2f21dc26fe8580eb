// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleProfile } from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });
const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });

async function openHandOff(change: (snapshot: Snapshot) => Snapshot = (snapshot) => snapshot) {
  const view = await renderWindow((now) => change(busySnapshot(now)));
  await view.user.click(button('More for prod-readonly'));
  await view.user.click(await screen.findByRole('menuitem', { name: 'Hand off…' }));
  await screen.findByRole('dialog', { name: 'Hand off prod-readonly' });
  const choose = async (label: string, option: string) => {
    await view.user.click(screen.getByRole('combobox', { name: label }));
    await view.user.click(await screen.findByRole('option', { name: option }));
  };
  const sent = () => view.fake.callsTo('sessions.handOff').at(-1)?.input as { policy?: string };
  return { ...view, choose, sent };
}

describe('handing off', () => {
  it('makes a session narrowed to one bucket, and says all that matters about it', async () => {
    const { fake, user, choose, sent } = await openHandOff();
    await user.type(box('Who gets it'), 'jo@example.com');
    await user.type(box('Bucket'), 'reports');
    await choose('For how long', '4 h');
    await choose('Their shell or file', 'PowerShell');
    await user.click(button('Make and copy'));
    expect(sent()).toMatchObject({
      profileId: 'p1',
      recipient: 'jo@example.com',
      durationSeconds: 14_400,
      policyArns: [],
      format: 'powershell',
    });
    expect(JSON.parse(sent().policy ?? '').Statement[0].Resource).toBe('arn:aws:s3:::reports');
    const done = within(await screen.findByRole('dialog', { name: 'Ready for jo@example.com' }));
    expect(done.getByText(/on the clipboard, for PowerShell/)).toBeDefined();
    expect(done.getByText(/^It ends on .*\d{4} at \d\d:\d\d, in 4 h, and does not renew\./)).toBeDefined();
    expect(done.getByText('Stop does not take it back.')).toBeDefined();
    await user.click(button('Copy revoking policy'));
    expect(fake.callsTo('clipboard.copyText')[0]?.input).toMatchObject({
      text: expect.stringContaining('2012-10-17'),
    });
  });

  it('sends nothing that is wrong, and goes to it', async () => {
    const { fake, user } = await openHandOff();
    await user.type(box('Who gets it'), 'two words');
    await user.click(button('Make and copy'));
    expect(fake.callsTo('sessions.handOff')).toHaveLength(0);
    expect(screen.getByText('2 fields need correcting.')).toBeDefined();
    expect(screen.getByText(/2 to 32 of letters/)).toBeDefined();
  });

  it('shows the policy before it is sent', async () => {
    const { user } = await openHandOff();
    expect(screen.queryByText('The session policy')).toBeNull();
    await user.type(box('Bucket'), 'reports');
    await user.click(screen.getByText('The session policy'));
    expect(screen.getByText(/arn:aws:s3:::reports\/\*/)).toBeDefined();
  });

  it('warns where nothing is narrowed', async () => {
    const { user, choose, sent } = await openHandOff();
    await choose('What they may do', 'All that this profile may do');
    expect(screen.getByText(/Nothing is narrowed/)).toBeDefined();
    await user.type(box('Who gets it'), 'jo');
    await user.click(button('Make and copy'));
    expect(sent()).toMatchObject({ policyArns: [] });
    expect('policy' in sent()).toBe(false);
  });

  it('checks a policy of one’s own for grammar and size', async () => {
    const { user, choose } = await openHandOff();
    await choose('What they may do', 'A policy of your own');
    const policy = screen.getByRole('textbox', { name: 'Policy' });
    await user.click(policy);
    await user.paste('{ "Statement": [');
    await user.tab();
    expect(screen.getByText(/^Not valid JSON/)).toBeDefined();
    await user.clear(policy);
    await user.click(policy);
    await user.paste(JSON.stringify({ Statement: ['x'.repeat(2_100)] }));
    expect(screen.getByText(/AWS documents at most 2,048/)).toBeDefined();
  });

  it('offers an hour at most where another session asks, and says why', async () => {
    const { user } = await openHandOff((snapshot) => ({
      ...snapshot,
      profiles: snapshot.profiles.map((profile) =>
        profile.id === 'p1'
          ? sampleProfile('p1', 'prod-readonly', { source: { kind: 'profile', profileId: 'p3' } })
          : profile,
      ),
    }));
    expect(screen.getByText(/AWS ends it after an hour/)).toBeDefined();
    await user.click(screen.getByRole('combobox', { name: 'For how long' }));
    const options = (await screen.findAllByRole('option')).map((option) => option.textContent);
    expect(options).toEqual(['15 min', '30 min', '1 h']);
  });

  it('leaves a profile’s own session policy as it is', async () => {
    const { user, sent } = await openHandOff((snapshot) => ({
      ...snapshot,
      profiles: [sampleProfile('p1', 'prod-readonly', { policy: '{"Statement":[]}' })],
    }));
    expect(screen.getByText(/has a session policy of its own/)).toBeDefined();
    expect(screen.queryByRole('combobox', { name: 'What they may do' })).toBeNull();
    await user.type(box('Who gets it'), 'jo');
    await user.click(button('Make and copy'));
    expect('policy' in sent()).toBe(false);
  });

  it('can be cancelled, and keeps what was typed when it fails', async () => {
    const { fake, user } = await openHandOff();
    await user.type(box('Who gets it'), 'jo');
    await user.type(box('Bucket'), 'reports');
    fake.answer('sessions', 'handOff', () => fail(appError('sts-access-denied')));
    await user.click(button('Make and copy'));
    const dialog = within(screen.getByRole('dialog', { name: 'Hand off prod-readonly' }));
    expect(await dialog.findByText('AWS denied this.')).toBeDefined();
    expect(box('Bucket').value).toBe('reports');
    fake.answer('sessions', 'handOff', () => new Promise(() => undefined));
    await user.click(button('Make and copy'));
    await user.click(button('Cancel'));
    expect(fake.callsTo('calls.cancel')).toHaveLength(1);
  });
});

describe('the console', () => {
  it('opens at a service, and in another browser', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await user.click(button('More for prod-readonly'));
    await user.click(await screen.findByRole('menuitem', { name: 'Console at' }));
    await user.click(await screen.findByRole('menuitem', { name: 'S3' }));
    expect(fake.callsTo('sessions.openConsole')[0]?.input).toEqual({ profileId: 'p1', service: 's3' });
    await act(async () => {});
    await user.click(button('More for prod-readonly'));
    await user.click(await screen.findByRole('menuitem', { name: 'Console at' }));
    await user.click(await screen.findByRole('menuitem', { name: 'In another browser' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Work' }));
    expect(fake.callsTo('sessions.openConsole')[1]?.input).toEqual({
      profileId: 'p1',
      browser: 'firefox#work',
    });
  });

  it('says so where AWS signs no such session in, and that no browser was found', async () => {
    const recipe = {
      kind: 'session-token',
      source: { kind: 'access-key', keyId: 'k1' },
      region: 'eu-central-1',
      durationSeconds: 3_600,
    } as const;
    const { fake, user } = await renderWindow((now) => {
      const busy = busySnapshot(now);
      return { ...busy, profiles: [{ ...sampleProfile('t1', 'work-session'), recipe }, ...busy.profiles] };
    });
    fake.answer('browsers', 'list', () => succeed([]));
    await user.click(button('More for work-session'));
    const item = await screen.findByRole('menuitem', { name: 'Open console' });
    expect(item.getAttribute('aria-disabled')).toBe('true');
    expect(within(item).getByText(/AWS signs no session of this kind in/)).toBeDefined();
    expect(screen.queryByRole('menuitem', { name: 'Hand off…' })).toBeNull();
    await user.keyboard('{Escape}');
    await user.click(button('More for prod-readonly'));
    await user.click(await screen.findByRole('menuitem', { name: 'Console at' }));
    await user.click(await screen.findByRole('menuitem', { name: 'In another browser' }));
    expect(await screen.findByRole('menuitem', { name: 'No other browser was found' })).toBeDefined();
  });
});

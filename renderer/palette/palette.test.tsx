// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, emptySnapshot, sampleProfile } from '../testing/sample-snapshot.ts';

const box = () => screen.getByRole('combobox', { name: 'Command palette' });
const closed = () => expect(screen.queryByRole('combobox', { name: 'Command palette' })).toBeNull();
const options = () => screen.queryAllByRole('option').map((option) => option.getAttribute('aria-label'));
const chosen = () => screen.getByRole('option', { selected: true }).getAttribute('aria-label');
const row = (name: string) => screen.getByRole('listitem', { name });
const open = '{Control>}k{/Control}';
/** The first time its code is fetched. */
const opened = () => screen.findByRole('combobox', { name: 'Command palette' });
const ask = async (user: UserEvent, keys: string) => {
  await user.keyboard(open);
  await opened();
  await user.keyboard(keys);
};

describe('opening and closing', () => {
  it('is by Ctrl+K and by its button; Escape gives the focus back', async () => {
    const { user } = await renderWindow(busySnapshot);
    const before = screen.getByRole('searchbox');
    before.focus();
    await user.keyboard(open);
    const field = await opened();
    expect(document.activeElement).toBe(field);
    await user.keyboard('{Escape}');
    closed();
    expect(document.activeElement).toBe(before);

    await user.click(screen.getByRole('button', { name: 'Command palette' }));
    expect(document.activeElement).toBe(box());
    await user.keyboard(open);
    closed();
  });

  it('leaves Control+K to the text on a Mac, where it is Command+K', async () => {
    const { user } = await renderWindow((now) => {
      const busy = busySnapshot(now);
      return { ...busy, status: { ...busy.status, platform: 'darwin' } };
    });
    await user.keyboard(open);
    closed();
    await user.keyboard('{Meta>}k{/Meta}');
    await opened();
  });

  it('knows the key under a Hangul layout', async () => {
    await renderWindow(busySnapshot);
    fireEvent.keyDown(document.body, { key: 'ㅏ', code: 'KeyK', ctrlKey: true });
    await opened();
  });

  it('leaves the search box its slash', async () => {
    const { user } = await renderWindow(busySnapshot);
    act(() => (document.activeElement as HTMLElement).blur());
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    closed();
  });

  it('makes way for a question, and does not come up over one', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    const prompt = {
      id: 'q1',
      profileId: 'p2',
      serial: 'arn:aws:iam::421012345678:mfa/phone',
      keyName: 'work',
      profileName: 'partner-b-deploy',
      waiting: 0,
      error: null,
    };
    await ask(user, 'prod');
    await act(async () => fake.publish({ prompt }));
    closed();
    expect(screen.getByRole('dialog').classList).not.toContain('beside');
    await user.keyboard(open);
    closed();
  });
});

describe('choosing', () => {
  it('types a part of a name and of a verb, and Enter does it in the row', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'staging');
    expect(chosen()).toBe('Assume: staging-deploy');
    await user.keyboard(' conso');
    expect(chosen()).toBe('Open console: staging-deploy');
    await user.keyboard('{Enter}');
    closed();
    expect(fake.callsTo('sessions.openConsole')[0]?.input).toEqual({ profileId: 'p3' });
    expect(fake.callsTo('sessions.assume')).toEqual([]);
  });

  it('shows progress and failure in the row, which has the focus', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'staging{Enter}');
    const cancel = await screen.findByRole('button', { name: 'Cancel staging-deploy' });
    expect(row('staging-deploy').contains(cancel)).toBe(true);
    await act(async () => fake.finish(appError('network-timed-out', { host: 'sts.example' })));
    expect(within(row('staging-deploy')).getByText('sts.example did not answer in time.')).toBeDefined();
  });

  it('moves by arrows, pages and ends, and keeps the focus in the box', async () => {
    const { user } = await renderWindow(busySnapshot);
    await user.keyboard(open);
    const all = options();
    expect(all.length).toBeGreaterThan(12);
    expect(chosen()).toBe(all[0]);
    await user.keyboard('{ArrowDown}');
    expect(chosen()).toBe(all[1]);
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(chosen()).toBe(all.at(-1));
    await user.keyboard('{ArrowDown}');
    expect(chosen()).toBe(all[0]);
    await user.keyboard('{PageDown}');
    expect(chosen()).toBe(all[8]);
    await user.keyboard('{PageUp}{End}');
    expect(chosen()).toBe(all.at(-1));
    await user.keyboard('{Home}');
    expect(chosen()).toBe(all[0]);
    expect(document.activeElement).toBe(box());
    expect(box().getAttribute('aria-activedescendant')).toBe(
      screen.getByRole('option', { selected: true }).id,
    );
  });

  it('is also by mouse', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'audit');
    await user.click(screen.getByRole('option', { name: 'Open terminal: audit' }));
    closed();
    expect(fake.callsTo('sessions.openTerminal')[0]?.input).toEqual({ profileId: 'p5' });
  });

  it('waits for a syllable that is still being put together', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'staging');
    fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
    expect(fake.callsTo('sessions.assume')).toEqual([]);
    box();
  });

  it('keeps what is chosen when something else comes alive meanwhile', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'de{ArrowDown}');
    const before = chosen();
    const sessions = fake
      .snapshot()
      .sessions.map((session) => ({ ...session, state: 'expired' as const, expiresAt: null }));
    await act(async () => fake.publish({ sessions }));
    expect(chosen()).toBe(before);
    expect(options()).toContain('Assume: partner-b-deploy');
  });

  it('has nothing to do where nothing is found, and says so', async () => {
    const { pass, user } = await renderWindow(busySnapshot);
    await ask(user, 'zzz{Enter}{ArrowDown}');
    box();
    expect(options()).toEqual([]);
    pass(1_000);
    expect(screen.getAllByText('Nothing matches “zzz”').length).toBe(2);
  });

  it('tells a screen reader how much there is, once the typing pauses', async () => {
    const { pass, user } = await renderWindow(busySnapshot);
    await ask(user, 'billing');
    const status = within(screen.getByRole('dialog')).getByRole('status');
    expect(status.textContent).toBe('');
    pass(1_000);
    expect(status.textContent).toBe('5 results');
  });
});

describe('the app’s own', () => {
  it('goes to screens and counts it', async () => {
    const { fake, user } = await renderWindow(emptySnapshot);
    await ask(user, 'sett{Enter}');
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeDefined();
    expect(fake.callsTo('palette.used')[0]?.input).toEqual({ profileId: null, verb: 'settings' });
  });

  it('stops all, and quits', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'stop all{Enter}');
    expect(fake.callsTo('sessions.stopAll')).toHaveLength(1);
    await ask(user, 'quit{Enter}');
    expect(fake.callsTo('app.quit')).toHaveLength(1);
  });

  it('counts what main does not count itself, and nothing twice', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    await ask(user, 'audit show{Enter}');
    await ask(user, 'audit edit{Enter}');
    await screen.findByRole('textbox', { name: 'Name' });
    await ask(user, 'billing{Enter}');
    expect(fake.callsTo('palette.used').map(({ input }) => input)).toEqual([
      { profileId: 'p5', verb: 'show' },
      { profileId: 'p5', verb: 'edit' },
    ]);
    expect(fake.callsTo('sessions.assume')[0]?.input).toEqual({ profileId: 'p6' });
  });
});

describe('over a form', () => {
  it('keeps what is typed in the profile editor, before and after', async () => {
    const { user } = await renderWindow(busySnapshot);
    await ask(user, 'audit edit{Enter}');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'half a na');
    await ask(user, 'bill{Escape}');
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'half a na');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));

    await ask(user, 'bill{Enter}');
    expect(await screen.findByRole('listitem', { name: 'billing' })).toBeDefined();
    await ask(user, 'audit edit{Enter}');
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'half a na');
  });

  it('asks before it leaves one whose words are not kept', async () => {
    const { fake, user } = await renderWindow(emptySnapshot);
    await ask(user, 'access keys{Enter}');
    await user.click((await screen.findAllByRole('button', { name: 'Add an access key' }))[0] as HTMLElement);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'work');
    await ask(user, 'settings{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'work');
    expect(fake.callsTo('palette.used')).toHaveLength(1);

    await ask(user, 'settings{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeDefined();
  });
});

describe('with thousands of profiles', () => {
  it('draws no more than it shows, and tells of the rest', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      sampleProfile(`m${index}`, `service-${index + 1}`),
    );
    const { user } = await renderWindow((now) => ({ ...busySnapshot(now), profiles: many, sessions: [] }));
    await ask(user, 'serv');
    expect(options()).toHaveLength(50);
    expect(screen.getByText('24,950 more. Type further to narrow them down.')).toBeDefined();
    await user.keyboard('ice 4711');
    expect(chosen()).toBe('Assume: service-4711');
    expect(options()).toHaveLength(5);
  });
});

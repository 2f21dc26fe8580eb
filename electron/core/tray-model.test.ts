import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { exportFormats } from '../../shared/export-formats.ts';
import type { Recipe } from '../../shared/profile.ts';
import type { ReminderNotice, SessionView, Slices } from '../../shared/views.ts';
import { en } from '../../shared/words/en/index.ts';
import { ko } from '../../shared/words/ko/index.ts';
import { testRecipe } from './testing/fake-ports.ts';
import { testProfile, testSession, testSnapshot, testStatus } from './testing/test-snapshot.ts';
import { type TrayAction, type TrayItem, trayModel } from './tray-model.ts';

const now = Date.UTC(2026, 4, 4, 9, 0);
const minute = 60_000;
const formatTime = (at: number) => new Date(at).toISOString().slice(11, 16);

const model = (slices: Partial<Slices>) => trayModel(testSnapshot(slices), now, formatTime);
const live = (id: string, minutes: number, overrides = {}) =>
  testSession(id, { state: 'active', expiresAt: now + minutes * minute, issuedAt: now, ...overrides });

/** As one reads it: an indented line an item. */
function lines(items: readonly TrayItem[], indent = ''): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind === 'separator') return [`${indent}---`];
    if (item.kind === 'text') return [`${indent}(${item.label})`];
    if (item.kind === 'action') return [`${indent}${item.label}`];
    return [`${indent}${item.label} >`, ...lines(item.items, `${indent}  `)];
  });
}

function choose(items: readonly TrayItem[], ...labels: readonly string[]): TrayAction | undefined {
  const [label, ...rest] = labels;
  for (const item of items) {
    if (item.kind === 'action' && item.label === label && rest.length === 0) return item.action;
    if (item.kind === 'submenu' && item.label === label) return choose(item.items, ...rest);
  }
  return undefined;
}

describe('the icon and its tooltip', () => {
  it('says that nothing is live', () => {
    expect(model({})).toMatchObject({ icon: 'idle', tooltip: 'Keycutter: no live session' });
  });

  it('names the next expiry, not the first profile', () => {
    const slices = {
      profiles: [testProfile('a'), testProfile('b')],
      sessions: [live('a', 60), live('b', 42)],
    };
    expect(model(slices)).toMatchObject({ icon: 'live', tooltip: 'Keycutter: b until 09:42 (2 live)' });
  });

  it('never counts what is past its end', () => {
    const slices = { profiles: [testProfile('a')], sessions: [live('a', 0)] };
    expect(model(slices)).toMatchObject({ icon: 'idle', tooltip: 'Keycutter: no live session' });
    expect(lines(model(slices).menu)).toEqual(['Open Keycutter', 'Quit']);
  });

  it.each<[string, Partial<Slices>, string]>([
    [
      'a code',
      {
        prompt: {
          id: 'm',
          profileId: 'prod',
          serial: 's',
          keyName: 'k',
          profileName: 'prod',
          waiting: 0,
          error: null,
        },
        sessions: [live('prod', 5, { state: 'needs-action' })],
      },
      'Enter MFA code for prod…',
    ],
    [
      'a sign-in',
      {
        signInPrompt: {
          id: 's',
          signInId: 'i',
          signInName: 'Example',
          kind: 'identity-center',
          profileNames: ['prod'],
          stage: 'asked',
          host: null,
          userCode: null,
          error: null,
          waiting: 0,
        },
        sessions: [live('prod', 5, { state: 'needs-action' })],
      },
      'Sign in: Example…',
    ],
    ['a failed session', { sessions: [testSession('prod', { state: 'failed' })] }, 'prod: failed…'],
    ['a session that waits', { sessions: [live('prod', 5, { state: 'needs-action' })] }, 'prod: needs you…'],
    ['a locked keychain', { status: { ...testStatus, keychain: 'locked' } }, 'Unlock the keychain…'],
    ['another keychain', { status: { ...testStatus, keychain: 'changed' } }, 'The keychain changed…'],
    [
      'a notice',
      { status: { ...testStatus, notices: [{ id: 'n', error: appError('storage-corrupt') }] } },
      'Keycutter has something to tell you…',
    ],
  ])('wants attention for %s, first in the menu', (_what, slices, label) => {
    const shown = model({ profiles: [testProfile('prod')], ...slices });
    expect(shown.icon).toBe('attention');
    expect(lines(shown.menu)[0]).toBe(label);
    expect(shown.tooltip).toContain(label.replace('…', ''));
    expect(choose(shown.menu, label)).toMatchObject({ kind: 'open' });
  });

  it('a machine without a keychain is a state, not an alarm', () => {
    expect(model({ status: { ...testStatus, keychain: 'unavailable' } }).icon).toBe('idle');
  });
});

describe('the menu', () => {
  const slices: Partial<Slices> = {
    profiles: [
      testProfile('prod-readonly'),
      testProfile('billing', { favourite: true }),
      testProfile('audit', { favourite: true }),
      testProfile('older'),
      testProfile('newer'),
      testProfile('never'),
      testProfile('being-assumed', { favourite: true }),
    ],
    sessions: [
      live('prod-readonly', 42),
      testSession('older', { lastUsedAt: now - 2 * minute }),
      testSession('newer', { lastUsedAt: now - minute }),
      testSession('being-assumed', { state: 'acquiring' }),
    ],
  };

  it('has live sessions, then favourites, then recent ones', () => {
    expect(lines(model(slices).menu)).toEqual([
      'prod-readonly — until 09:42 >',
      '  Copy for bash',
      '  Copy as >',
      '    Command for bash',
      '    Renewing for bash',
      '    By value >',
      ...exportFormats.map(({ id }) => `      ${en.formats[id]}`),
      '  Open terminal',
      '  Open console',
      '  ---',
      '  Refresh',
      '  Stop',
      '---',
      '(Assume)',
      'audit',
      '(being-assumed — assuming…)',
      'billing',
      'newer',
      'older',
      '---',
      'Stop all',
      '---',
      'Open Keycutter',
      'Quit',
    ]);
  });

  it('does what it says', () => {
    const { menu } = model(slices);
    const session = 'prod-readonly — until 09:42';
    const profileId = 'prod-readonly';
    expect(choose(menu, session, 'Copy for bash')).toEqual({ kind: 'copy', profileId, format: 'bash' });
    expect(choose(menu, session, 'Copy as', 'Renewing for bash')).toEqual({
      kind: 'copy',
      profileId,
      format: 'bash',
      way: 'renewing',
    });
    expect(choose(menu, session, 'Copy as', 'By value', '.env file')).toEqual({
      kind: 'copy',
      profileId,
      format: 'dotenv',
      way: 'value',
    });
    expect(choose(menu, session, 'Open terminal')).toEqual({ kind: 'open-terminal', profileId });
    expect(choose(menu, session, 'Open console')).toEqual({ kind: 'open-console', profileId });
    expect(choose(menu, session, 'Refresh')).toEqual({ kind: 'refresh', profileId });
    expect(choose(menu, session, 'Stop')).toEqual({ kind: 'stop', profileId });
    expect(choose(menu, 'audit')).toEqual({ kind: 'assume', profileId: 'audit' });
    expect(choose(menu, 'Stop all')).toEqual({ kind: 'stop-all' });
    expect(choose(menu, 'Open Keycutter')).toEqual({ kind: 'open', profileId: null });
    expect(choose(menu, 'Quit')).toEqual({ kind: 'quit' });
  });

  it.each<[Recipe['kind'], boolean]>([
    ['assume-role', true],
    ['assume-role-with-saml', true],
    ['assume-role-with-web-identity', true],
    ['federation-token', true],
    ['identity-center', true],
    ['credential-process', true],
    ['session-token', false],
    ['assume-root', false],
  ])('opens the console with a session of %s: %s', (kind, opens) => {
    const recipe = { ...testRecipe('key'), kind } as Recipe;
    const shown = model({ profiles: [testProfile('prod', { recipe })], sessions: [live('prod', 42)] });
    expect(choose(shown.menu, 'prod — until 09:42', 'Open console')).toEqual(
      opens ? { kind: 'open-console', profileId: 'prod' } : undefined,
    );
  });

  it('is in the language of the person, names as they are', () => {
    const korean = model({ ...slices, status: { ...testStatus, language: 'ko' } });
    const shown = lines(korean.menu);
    expect(shown).toContain('prod-readonly — 09:42까지 >');
    expect(shown).toContain('      자격 증명 파일');
    expect(shown.at(-1)).toBe('종료');
    const names = [
      ...exportFormats.map(({ id }) => ko.formats[id]),
      ...(slices.profiles ?? []).map((one) => one.name),
    ];
    for (const line of shown.map((one) => one.replace(/^[ (]+|[ >)]+$/g, ''))) {
      expect(line === '---' || names.includes(line) || /[가-힣]/.test(line), line).toBe(true);
    }
    expect(korean.tooltip).toBe('Keycutter: prod-readonly 09:42까지');
  });

  it('counts a profile just saved as recent', () => {
    const activity = [
      { id: '1', at: now, kind: 'profile-saved' as const, subject: 'new', detail: '', error: null },
    ];
    expect(lines(model({ profiles: [testProfile('new')], activity }).menu)).toContain('new');
  });

  it('stays short, and says what it left out', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `profile-${index}`);
    const shown = model({
      profiles: ids.map((id) => testProfile(id)),
      sessions: ids.map((id) => live(id, 5)),
    });
    expect(shown.menu.filter((item) => item.kind === 'submenu')).toHaveLength(15);
    expect(choose(shown.menu, '25 more live…')).toEqual({ kind: 'open', profileId: null });
  });

  it('shows hostile names as plain text on one short line', () => {
    const hostile = '&Quit\n<b>R&D</b>\u202Etxt\u0007';
    const shown = model({
      profiles: [testProfile('a', { name: hostile }), testProfile('b', { name: hostile, favourite: true })],
      sessions: [live('a', 42)],
    });
    expect(lines(shown.menu)).toContain('&&Quit <b>R&&D</b>txt — until 09:42 >');
    expect(choose(shown.menu, '&&Quit <b>R&&D</b>txt')).toEqual({ kind: 'assume', profileId: 'b' });
    expect(shown.tooltip).toBe('Keycutter: &Quit <b>R&D</b>txt until 09:42');
  });

  it('has no label that breaks a line, grows long or marks a key, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.boolean(), (name, isLive) => {
        const shown = model({
          profiles: [testProfile('a', { name, favourite: true })],
          sessions: isLive ? [live('a', 42)] : [],
        });
        for (const line of lines(shown.menu)) {
          expect(line.length).toBeLessThan(200);
          expect(/[\p{Cc}\u2028\u2029]/u.test(line)).toBe(false);
          expect(line.replaceAll('&&', '')).not.toContain('&');
        }
      }),
    );
  });

  it('asks for attention for what ended and takes the person, as long as it is wanted', () => {
    const over = (renewal: SessionView['renewal']) =>
      model({
        profiles: [testProfile('prod')],
        sessions: [testSession('prod', { state: 'expired', renewal })],
      });
    const wanted = over({ kind: 'needs-mfa-code' });
    expect(wanted.icon).toBe('attention');
    expect(choose(wanted.menu, 'prod: session has ended…')).toEqual({ kind: 'open', profileId: 'prod' });
    expect(over(null).icon).toBe('idle');
  });

  it('shows what the desktop could not, once for each row', () => {
    const reminder = { id: 'r', title: 'Copied keys of prod end at 15:42', body: '', profileId: 'prod' };
    const shown = (...reminders: readonly ReminderNotice[]) =>
      model({ profiles: [testProfile('prod')], status: { ...testStatus, reminders } });
    expect(shown().icon).toBe('idle');
    const told = shown(reminder, { ...reminder, id: 's' });
    expect(told.icon).toBe('attention');
    expect(lines(told.menu).filter((line) => line.startsWith('Copied keys'))).toHaveLength(1);
    expect(choose(told.menu, 'Copied keys of prod end at 15:42…')).toEqual({
      kind: 'open',
      profileId: 'prod',
    });
  });
});

import { consoleWay } from '../../shared/console-way.ts';
import { type ExportFormat, type ExportWay, exportFormats, waysOf } from '../../shared/export-formats.ts';
import { menuLabel, plainText } from '../../shared/plain-text.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SessionView, Snapshot } from '../../shared/views.ts';
import { timeOfDay } from '../../shared/words/intl.ts';
import type { Words } from '../../shared/words/words.ts';
import { wordsOf } from '../../shared/words/words-of.ts';

export type TrayIcon = 'idle' | 'live' | 'attention';

export type TrayAction =
  | { readonly kind: 'assume'; readonly profileId: string }
  | {
      readonly kind: 'copy';
      readonly profileId: string;
      readonly format: ExportFormat;
      /** Absent: as Settings say. */
      readonly way?: ExportWay;
    }
  | { readonly kind: 'open-terminal' | 'open-console'; readonly profileId: string }
  | { readonly kind: 'refresh'; readonly profileId: string }
  | { readonly kind: 'stop'; readonly profileId: string }
  | { readonly kind: 'stop-all' }
  /** Null: just the panel; else it shows this row. */
  | { readonly kind: 'open'; readonly profileId: string | null }
  | { readonly kind: 'quit' };

/** Labels are ready for a menu: one line, cut, mnemonics escaped. */
export type TrayItem =
  | { readonly kind: 'separator' }
  /** Can't be chosen. */
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

export interface TrayModel {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** Menus that are longer than a screen can't be used: the panel has everything. */
const longest = { live: 15, favourites: 15, recent: 5, name: 40, reminder: 60 } as const;

interface Row {
  readonly profile: Profile;
  readonly session: SessionView | undefined;
  readonly name: string;
}

type Named = Pick<Row, 'profile' | 'name'>;

/** How it is said in the person's language. */
interface Said {
  readonly words: Words;
  readonly tray: Words['tray'];
  readonly formatTime: (at: number) => string;
}

interface LiveRow extends Row {
  readonly session: SessionView & { readonly expiresAt: number };
}

const separator: TrayItem = { kind: 'separator' };

/**
 * What the tray shows, from what is known now. A menu can stand open or be kept by the desktop for hours, so it
 * names the time at which a session ends, never how long is left.
 *
 * @param formatTime the time of day of an epoch in ms, in the person's zone: `15:42`.
 */
export function trayModel(
  snapshot: Snapshot,
  now: number,
  formatTime: (at: number) => string = (at) => timeOfDay(snapshot.status.language, at),
): TrayModel {
  const words = wordsOf(snapshot.status.language);
  const said: Said = { words, tray: words.tray, formatTime };
  const sessions = new Map(snapshot.sessions.map((session) => [session.profileId, session]));
  const rows: readonly Row[] = namedInOrder(snapshot.profiles).map(({ profile, name }) => ({
    profile,
    name: name || words.tray.unnamed,
    session: sessions.get(profile.id),
  }));
  const live = rows.filter((row): row is LiveRow => isLive(row.session, now));
  const others = rows.filter((row) => !isLive(row.session, now) && row.profile.recipe.kind !== 'access-key');
  const wanted = whatIsWanted(snapshot, rows, words.tray);

  return {
    icon: wanted.length > 0 ? 'attention' : live.length > 0 ? 'live' : 'idle',
    tooltip: tooltip(live, wanted, said),
    menu: joinSections([
      wanted.map(({ label, profileId }) => ({
        kind: 'action',
        label: menuLabel(label),
        action: { kind: 'open', profileId },
      })),
      capped(live, longest.live).map((row) => liveItem(row, snapshot, said)),
      moreItem(live.length - longest.live, words.tray),
      assumeItems(others, snapshot, words.tray),
      live.length > 0 ? [{ kind: 'action', label: words.tray.stopAll, action: { kind: 'stop-all' } }] : [],
      [
        { kind: 'action', label: words.tray.open, action: { kind: 'open', profileId: null } },
        { kind: 'action', label: words.tray.quit, action: { kind: 'quit' } },
      ],
    ]),
  };
}

const named = new WeakMap<Profile, Named>();
const inOrder = new WeakMap<readonly Profile[], readonly Named[]>();

function namedOf(profile: Profile): Named {
  let known = named.get(profile);
  if (known === undefined) {
    known = { profile, name: plainText(profile.name, longest.name) };
    named.set(profile, known);
  }
  return known;
}

/** The menu is made anew at each change of anything; the order of thousands is not. */
function namedInOrder(profiles: readonly Profile[]): readonly Named[] {
  let known = inOrder.get(profiles);
  if (known === undefined) {
    known = profiles
      .map(namedOf)
      .sort((one, other) => byText(one.name, other.name) || byText(one.profile.id, other.profile.id));
    inOrder.set(profiles, known);
  }
  return known;
}

function isLive(session: SessionView | undefined, now: number): boolean {
  return session !== undefined && session.expiresAt !== null && session.expiresAt > now;
}

interface Wanted {
  readonly label: string;
  readonly profileId: string | null;
}

/** What only the person can settle, most urgent first. */
function whatIsWanted(snapshot: Snapshot, rows: readonly Row[], tray: Words['tray']): readonly Wanted[] {
  const wanted: Wanted[] = [];
  if (snapshot.prompt !== null) {
    wanted.push({
      label: tray.enterCode(plainText(snapshot.prompt.profileName, longest.name)),
      profileId: null,
    });
  }
  const { signInPrompt } = snapshot;
  if (signInPrompt !== null && signInPrompt.stage !== 'working') {
    wanted.push({
      label: tray.signIn(plainText(signInPrompt.signInName, longest.name)),
      profileId: null,
    });
  }
  if (snapshot.approval !== null) {
    wanted.push({
      label: tray.programWants(plainText(snapshot.approval.profileName, longest.name)),
      profileId: null,
    });
  }
  if (snapshot.status.keychain === 'locked') wanted.push({ label: tray.unlockKeychain, profileId: null });
  if (snapshot.status.keychain === 'changed') wanted.push({ label: tray.keychainChanged, profileId: null });
  for (const { profile, session, name } of rows) {
    if (session?.state === 'failed') wanted.push({ label: tray.failed(name), profileId: profile.id });
    if (session?.state === 'needs-action' && snapshot.prompt === null && signInPrompt === null) {
      wanted.push({ label: tray.needsYou(name), profileId: profile.id });
    }
    // Over, used lately, and not to be had again without the person.
    if (
      session?.state === 'expired' &&
      session.renewal !== null &&
      session.renewal.kind !== 'renews-itself'
    ) {
      wanted.push({ label: tray.ended(name), profileId: profile.id });
    }
  }
  // What the desktop could not show as notifications, once for each row.
  for (const { title, profileId } of snapshot.status.reminders) {
    const isWanted = profileId !== null && wanted.some((other) => other.profileId === profileId);
    if (!isWanted) wanted.push({ label: `${plainText(title, longest.reminder)}…`, profileId });
  }
  if (wanted.length === 0 && snapshot.status.notices.length > 0) {
    wanted.push({ label: tray.notice, profileId: null });
  }
  return capped(wanted, longest.recent);
}

function tooltip(live: readonly LiveRow[], wanted: readonly Wanted[], { tray, formatTime }: Said): string {
  const next = live.toSorted((one, other) => one.session.expiresAt - other.session.expiresAt)[0];
  const parts = [
    next === undefined
      ? tray.noLive
      : `${tray.nextUntil(next.name, formatTime(next.session.expiresAt))}${live.length > 1 ? ` (${tray.liveCount(live.length)})` : ''}`,
    ...wanted.slice(0, 1).map(({ label }) => label.replace(/…$/, '')),
  ];
  return `Keycutter: ${parts.join(' · ')}`;
}

function liveItem(row: LiveRow, snapshot: Snapshot, { words, tray, formatTime }: Said): TrayItem {
  const { profile, session, name } = row;
  const profileId = profile.id;
  const shell = snapshot.settings.defaultShell;
  const copy = (format: ExportFormat, way: ExportWay): TrayAction => ({
    kind: 'copy',
    profileId,
    format,
    way,
  });
  const shellName = words.formats[shell];
  const ways = waysOf(shell);
  return {
    kind: 'submenu',
    label: menuLabel(tray.until(name, formatTime(session.expiresAt))),
    items: [
      {
        kind: 'action',
        label: tray.copyFor(shellName),
        action: { kind: 'copy', profileId, format: shell },
      },
      {
        kind: 'submenu',
        label: tray.copyAs,
        items: [
          ...ways
            .filter((way) => way !== 'value')
            .map(
              (way): TrayItem => ({
                kind: 'action',
                label: way === 'command' ? tray.commandFor(shellName) : tray.renewingFor(shellName),
                action: copy(shell, way),
              }),
            ),
          {
            kind: 'submenu',
            label: tray.byValue,
            items: exportFormats.map(({ id }) => ({
              kind: 'action',
              label: words.formats[id],
              action: copy(id, 'value'),
            })),
          },
        ],
      },
      { kind: 'action', label: tray.openTerminal, action: { kind: 'open-terminal', profileId } },
      ...(consoleWay(profile.recipe) === 'yes'
        ? [{ kind: 'action', label: tray.openConsole, action: { kind: 'open-console', profileId } } as const]
        : []),
      separator,
      session.state === 'refreshing'
        ? { kind: 'text', label: tray.refreshing }
        : { kind: 'action', label: tray.refresh, action: { kind: 'refresh', profileId } },
      { kind: 'action', label: tray.stop, action: { kind: 'stop', profileId } },
    ],
  };
}

function assumeItems(rows: readonly Row[], snapshot: Snapshot, tray: Words['tray']): readonly TrayItem[] {
  const favourites = capped(
    rows.filter(({ profile }) => profile.favourite),
    longest.favourites,
  );
  const mentioned = lastMentions(snapshot);
  const recent = capped(
    rows
      .filter(({ profile }) => !profile.favourite)
      .map((row) => ({ row, usedAt: lastUsed(row, mentioned) }))
      .filter(({ usedAt }) => usedAt > 0)
      .toSorted((one, other) => other.usedAt - one.usedAt),
    longest.recent,
  ).map(({ row }) => row);
  const items = [...favourites, ...recent].map((row) => assumeItem(row, tray));
  return items.length === 0 ? [] : [{ kind: 'text', label: tray.assume }, ...items];
}

function assumeItem({ profile, session, name }: Row, tray: Words['tray']): TrayItem {
  return session?.state === 'acquiring'
    ? { kind: 'text', label: menuLabel(tray.assuming(name)) }
    : { kind: 'action', label: menuLabel(name), action: { kind: 'assume', profileId: profile.id } };
}

/** Epoch ms; 0: not that anybody remembers. */
function lastUsed({ profile, session }: Row, mentioned: ReadonlyMap<string, number>): number {
  return Math.max(0, session?.lastUsedAt ?? 0, mentioned.get(profile.name) ?? 0);
}

/** By a profile's name, when it was last assumed or saved: a profile just saved is what one wants to try. */
function lastMentions({ activity }: Snapshot): ReadonlyMap<string, number> {
  const mentions = new Map<string, number>();
  for (const { kind, subject, at } of activity) {
    if (kind !== 'assumed' && kind !== 'profile-saved') continue;
    mentions.set(subject, Math.max(at, mentions.get(subject) ?? 0));
  }
  return mentions;
}

function moreItem(count: number, tray: Words['tray']): readonly TrayItem[] {
  return count > 0
    ? [{ kind: 'action', label: tray.moreLive(count), action: { kind: 'open', profileId: null } }]
    : [];
}

function joinSections(sections: readonly (readonly TrayItem[])[]): readonly TrayItem[] {
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : [separator, ...section]));
}

function capped<Item>(items: readonly Item[], maximum: number): readonly Item[] {
  return items.slice(0, maximum);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

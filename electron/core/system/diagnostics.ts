import { commandNames } from '../../../shared/channels.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Slices } from '../../../shared/views.ts';
import { Anonymizer } from './anonymous.ts';
import type { MachineFacts } from './system-ports.ts';

export interface DiagnosticsSource {
  /** Epoch ms. */
  readonly now: number;
  readonly facts: MachineFacts;
  readonly slices: Slices;
  /** One JSON object each, as the log has them. */
  readonly logLines: readonly string[];
  readonly withAccounts: boolean;
}

export const mostLogLines = 200;
const mostErrors = 20;

/** Whether one is set is told, what it is is not: it names a company’s machines or a person’s folders. */
const placesOnly: readonly (keyof Settings)[] = [
  'stsEndpointUrl',
  'httpsProxy',
  'caBundlePath',
  'consoleBrowser',
];

/**
 * What a person may send with a report, as plain text to read first. It holds no secret, and who is meant only by
 * placeholders; account ids, access key ids and ARNs where the person has ticked that.
 */
export function diagnosticsText(source: DiagnosticsSource): string {
  const { now, facts, slices, logLines, withAccounts } = source;
  const { homeFolder, userName, hostName } = facts;
  const anonymizer = new Anonymizer({
    homeFolder,
    userName,
    hostName,
    withAccounts,
    names: [...slices.profiles, ...slices.accessKeys, ...slices.signIns]
      .map(({ name }) => name)
      .filter((name) => !ordinary.has(name)),
  });
  const { status, settings } = slices;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      'Versions',
      [
        `Keycutter ${status.appVersion}${facts.packaged ? '' : ' (development)'}`,
        `Electron ${facts.electron}, Chromium ${facts.chromium}, Node.js ${facts.node}`,
        facts.system,
      ],
    ],
    [
      'Desktop',
      [
        `Desktop: ${facts.desktop || 'not told'}; session: ${facts.sessionType || 'not told'}`,
        `Tray: ${told(status.desktop.tray)}; notifications: ${told(status.desktop.notifications)}`,
        `Keychain: ${status.keychain}${codeOf(status.keychainProblem)}`,
        `Starts at login: ${settings.startAtLogin}${codeOf(status.desktop.startAtLoginProblem)}`,
        `Shortcut: ${settings.globalShortcut === '' ? 'none' : 'set'}${codeOf(status.desktop.shortcutProblem)}`,
        `Language: ${status.language}; clock beside AWS’s: ${status.clockOffset === null ? 'fine' : `${status.clockOffset} ms`}`,
        `Updates: ${slices.update.state}`,
      ],
    ],
    ['Settings', settingsLines(settings)],
    ['Counts', countLines(slices)],
    ['Recent errors', errorLines(slices)],
    [
      `Log, the last ${Math.min(logLines.length, mostLogLines)} lines`,
      logLines.slice(-mostLogLines).map((line) => logLine(line, anonymizer)),
    ],
  ];
  const body = sections.map(([title, lines]) => `== ${title} ==\n${lines.join('\n') || 'none'}`).join('\n\n');
  const head = `Keycutter diagnostics, ${new Date(now).toISOString()}\n${
    withAccounts
      ? 'With account ids, access key ids and ARNs.'
      : 'Without account ids, access key ids and ARNs.'
  } No secrets. Read it before you send it.`;
  // What is above is of fixed words and numbers, or is cleaned again here.
  return `${head}\n\n${body
    .split('\n')
    .map((line) => anonymizer.clean(line))
    .join('\n')}\n`;
}

/** Words of our own that a profile may be named as well: they tell nothing, and a report without them is none. */
const ordinary: ReadonlySet<string> = new Set([
  'default',
  'demo',
  'log',
  'true',
  'false',
  'null',
  'none',
  'info',
  'warn',
  'error',
  ...Object.keys(commandNames),
]);

function settingsLines(settings: Settings): readonly string[] {
  const names = Object.keys(settings) as (keyof Settings)[];
  return names.map((name) => {
    const value = settings[name];
    const shown = placesOnly.includes(name) ? (value === '' ? 'empty' : 'set') : JSON.stringify(value);
    return `${name}: ${shown}`;
  });
}

function countLines(slices: Slices): readonly string[] {
  const { profiles, sessions, accessKeys, signIns, grants, awsFiles, mfaDevices, copies } = slices;
  return [
    `Profiles: ${profiles.length}${tally(profiles.map(({ recipe }) => recipe.kind))}`,
    `Their sources:${tally(profiles.map(({ recipe }) => recipe.source.kind))}`,
    `Sessions: ${sessions.length}${tally(sessions.map(({ state }) => state))}`,
    `Access keys: ${accessKeys.length}${tally(accessKeys.map(({ kept }) => kept))}`,
    `Sign-ins: ${signIns.length}${tally(signIns.map(({ method, state }) => `${method.kind} ${state}`))}`,
    `Devices with codes of their own: ${mfaDevices.length}${tally(mfaDevices.map(({ codes }) => codes))}`,
    `Renewing exports: ${grants.length}; copies: ${copies.length}`,
    `Managed sections: ${awsFiles.managed.length}${tally(awsFiles.managed.map(({ section }) => section.kind))}`,
  ];
}

/** ` (assume-role 3, access-key 1)` */
function tally(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts.size === 0 ? '' : ` (${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')})`;
}

function errorLines({ activity, status, sessions, awsFiles, endpoint }: Slices): readonly string[] {
  const happened = activity
    .filter(({ error }) => error !== null)
    .toSorted((one, other) => other.at - one.at)
    .slice(0, mostErrors)
    .map(({ at, kind, error }) => `${new Date(at).toISOString()} ${kind}${codeOf(error)}`);
  const standing = [
    ...status.notices.map(({ error }) => `notice${codeOf(error)}`),
    ...sessions.filter(({ error }) => error !== null).map(({ error }) => `session${codeOf(error)}`),
    ...[awsFiles.problem, endpoint.problem]
      .filter((error) => error !== null)
      .map((error) => `programs${codeOf(error)}`),
  ];
  return [...standing, ...happened];
}

/** Only the code: parameters hold names and places. */
function codeOf(error: AppError | null): string {
  return error === null ? '' : ` (${error.code})`;
}

function told(value: boolean | null): string {
  return value === null ? 'not told' : value ? 'yes' : 'no';
}

/** Each value by itself, so that nothing which spans two of them, or an escape, hides what is in one. */
function logLine(line: string, anonymizer: Anonymizer): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return anonymizer.clean(line);
  }
  if (typeof parsed !== 'object' || parsed === null) return anonymizer.clean(line);
  const { at, level, event, ...fields } = parsed as Readonly<Record<string, unknown>>;
  const cleaned = cleanedValue(fields, anonymizer);
  const rest = JSON.stringify(cleaned);
  const head = [at, level, event].filter((part) => typeof part === 'string').join(' ');
  return `${anonymizer.clean(head)}${rest === '{}' ? '' : ` ${rest}`}`;
}

function cleanedValue(value: unknown, anonymizer: Anonymizer): unknown {
  if (typeof value === 'string') return anonymizer.clean(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && String(value).length === 12
      ? anonymizer.clean(String(value))
      : value;
  if (Array.isArray(value)) return value.map((entry) => cleanedValue(entry, anonymizer));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [anonymizer.clean(name), cleanedValue(entry, anonymizer)]),
  );
}

import { type AppError, appError, type ReasonCode } from '../../../shared/errors.ts';
import { settingsSchema } from '../../../shared/ipc-contract.ts';
import { parseInput } from '../../../shared/parse-input.ts';
import { plainText } from '../../../shared/plain-text.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import {
  type FileAccessKey,
  type FileProfile,
  type FileSignIn,
  fileAccessKeySchema,
  fileHeaderSchema,
  fileProfileSchema,
  fileSignInSchema,
  mostFileEntries,
  settingsFileFormat,
  settingsFileVersion,
} from '../../../shared/settings-file.ts';
import type { Registry } from '../profiles/registry.ts';

/** What a file brings, as far as it could be read. */
export interface FileContent {
  /** The present ones, with what the file says in their place. */
  readonly settings: Settings;
  readonly profiles: readonly FileProfile[];
  readonly signIns: readonly FileSignIn[];
  readonly accessKeys: readonly FileAccessKey[];
  readonly problems: readonly AppError[];
}

/** More of them help nobody. */
const mostProblems = 20;

/** Everything but secrets, and but what belongs to the demo account. `now`: epoch ms. */
export function writeSettingsFile(settings: Settings, registry: Registry, now: number): string {
  const accessKeys = registry.accessKeys
    .filter(({ kept }) => kept !== 'demo')
    .map(({ id, name, accessKeyId }): FileAccessKey => ({ id, name, accessKeyId }));
  const signIns = registry.signIns.map(
    ({ id, name, method }): FileSignIn => ({ id, draft: { name, method } }),
  );
  const profiles = registry.profiles
    .filter(({ demo }) => !demo)
    .map(({ id, favourite, demo: _, origin: __, ...draft }): FileProfile => ({ id, favourite, draft }));
  const file = {
    format: settingsFileFormat,
    version: settingsFileVersion,
    exportedAt: new Date(now).toISOString(),
    settings,
    profiles,
    signIns,
    accessKeys,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Takes what is valid and names what is not. `present`: the settings of now. Errors: settings-file-unreadable,
 * settings-file-newer.
 */
export function readSettingsFile(path: string, text: string, present: Settings): Result<FileContent> {
  const unreadable = (reason: ReasonCode) => fail(appError('settings-file-unreadable', { path, reason }));
  let raw: unknown;
  try {
    // A byte order mark is no JSON, and some editors write one.
    raw = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return unreadable('not-json');
  }
  const header = fileHeaderSchema.safeParse(raw);
  if (!header.success) return unreadable('not-exported');
  if (header.data.version > settingsFileVersion) return fail(appError('settings-file-newer', { path }));

  const problems: AppError[] = [];
  const listOf = (field: string): readonly unknown[] | null => {
    const value = header.data[field];
    if (value === undefined) return [];
    return Array.isArray(value) && value.length <= mostFileEntries ? value : null;
  };
  const lists = {
    profiles: listOf('profiles'),
    signIns: listOf('signIns'),
    accessKeys: listOf('accessKeys'),
  };
  const { profiles, signIns, accessKeys } = lists;
  if (profiles === null || signIns === null || accessKeys === null) {
    return unreadable('too-many-entries');
  }
  const read = <Entry>(schema: Parameters<typeof parseInput<Entry>>[0], list: readonly unknown[]) =>
    list.flatMap((entry): readonly Entry[] => {
      const parsed = parseInput(schema, entry);
      if (parsed.ok) return [parsed.value];
      problems.push(named(nameIn(entry), parsed.error));
      return [];
    });
  const content = {
    settings: readSettings(header.data.settings, present, problems),
    profiles: distinct(read(fileProfileSchema, profiles), ({ draft }) => draft.name, problems),
    signIns: distinct(read(fileSignInSchema, signIns), ({ draft }) => draft.name, problems),
    accessKeys: distinct(read(fileAccessKeySchema, accessKeys), ({ name }) => name, problems),
  };
  return succeed({ ...content, problems: problems.slice(0, mostProblems) });
}

/** Each by itself, so that one which is not valid takes none along. What this version does not know stays out. */
function readSettings(value: unknown, present: Settings, problems: AppError[]): Settings {
  if (typeof value !== 'object' || value === null) return present;
  let settings = present;
  for (const name of Object.keys(present)) {
    if (!Object.hasOwn(value, name)) continue;
    const parsed = parseInput(settingsSchema, { ...settings, [name]: Reflect.get(value, name) });
    if (parsed.ok) settings = parsed.value;
    else problems.push(named(name, parsed.error));
  }
  return settings;
}

/** One of each id and of each name. */
function distinct<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  problems: AppError[],
): readonly Entry[] {
  const taken = new Set<string>();
  return entries.filter((entry) => {
    const marks = [`id ${entry.id}`, `name ${nameOf(entry)}`];
    const free = marks.every((mark) => !taken.has(mark));
    for (const mark of marks) taken.add(mark);
    if (!free)
      problems.push(
        appError('input-refused', { field: nameOf(entry), reason: 'there-twice' satisfies ReasonCode }),
      );
    return free;
  });
}

function named(name: string, { code, params }: AppError): AppError {
  return appError(code, { ...params, field: name });
}

/** Hostile text. */
function nameIn(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return '?';
  const draft: unknown = Reflect.get(entry, 'draft');
  const holder = typeof draft === 'object' && draft !== null ? draft : entry;
  const name: unknown = Reflect.get(holder, 'name');
  return typeof name === 'string' ? plainText(name, 80) : '?';
}

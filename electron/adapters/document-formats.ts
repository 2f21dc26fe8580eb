import { explain } from '../../shared/error-text.ts';
import type { AppError, ErrorCode } from '../../shared/errors.ts';
import { profileDraftSchema, settingsSchema } from '../../shared/ipc-contract.ts';
import type { AssumeRoleRecipe, Profile } from '../../shared/profile.ts';
import type { ActivityEntry, ActivityKind, CopyView, Settings } from '../../shared/views.ts';
import type { AccessKey, JournalDocument, ProfilesDocument } from '../core/ports.ts';
import type { DocumentFormat, Raw } from './document-store.ts';

type Fields<Shape> = Readonly<Record<keyof Required<Shape>, true>>;

const recipeFields: Fields<AssumeRoleRecipe> = {
  kind: true,
  source: true,
  roleArn: true,
  region: true,
  durationSeconds: true,
  externalId: true,
  roleSessionName: true,
  policy: true,
  policyArns: true,
  tags: true,
  transitiveTagKeys: true,
  sourceIdentity: true,
  mfaSerial: true,
};

const profileFields: Fields<Profile> = { id: true, name: true, favourite: true, demo: true, recipe: true };

/** What a file has beside the fields this version knows. */
function unknownFields(raw: Raw, known: Readonly<Record<string, true>>): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !Object.hasOwn(known, name)));
}

function knownFields(raw: Raw, known: Readonly<Record<string, true>>): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => Object.hasOwn(known, name)));
}

function asRaw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asList(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.map(asRaw) : [];
}

function idOf(raw: Raw): string | null {
  return typeof raw.id === 'string' ? raw.id : null;
}

function readProfile(raw: Raw): Profile | null {
  const id = idOf(raw);
  const draft = profileDraftSchema.safeParse({
    name: raw.name,
    recipe: knownFields(asRaw(raw.recipe), recipeFields),
  });
  return id !== null && draft.success
    ? { ...draft.data, id, favourite: raw.favourite === true, demo: false }
    : null;
}

function writeProfile(profile: Profile, before: Raw): Raw {
  const { demo: _, ...known } = profile;
  const recipe = { ...unknownFields(asRaw(before.recipe), recipeFields), ...profile.recipe };
  return { ...unknownFields(before, profileFields), ...known, recipe };
}

function readAccessKey(raw: Raw): AccessKey | null {
  const { id, name, accessKeyId, kept, addedAt } = raw;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof accessKeyId !== 'string') return null;
  if ((kept !== 'keychain' && kept !== 'memory') || typeof addedAt !== 'number') return null;
  const { account, arn, userId } = asRaw(raw.identity);
  const identity =
    typeof account === 'string' && typeof arn === 'string' && typeof userId === 'string'
      ? { account, arn, userId }
      : null;
  return { id, name, accessKeyId, kept, addedAt, identity };
}

/** `before` with each entry replaced by its new self; entries this version could not read stay. */
function writeList<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  before: readonly Raw[],
  read: (raw: Raw) => Entry | null,
  write: (entry: Entry, before: Raw) => Raw,
): readonly Raw[] {
  const unreadable = before.filter((raw) => read(raw) === null);
  const written = entries.map((entry) => write(entry, before.find((raw) => idOf(raw) === entry.id) ?? {}));
  return [...written, ...unreadable];
}

export const profilesFormat: DocumentFormat<ProfilesDocument> = {
  name: 'profiles',
  what: 'Profiles',
  version: 1,
  migrations: {},
  rejectedStay: true,
  read: (raw) => {
    const rawProfiles = asList(raw.profiles);
    const rawKeys = asList(raw.accessKeys);
    const profiles = rawProfiles.map(readProfile).filter((profile) => profile !== null);
    const accessKeys = rawKeys.map(readAccessKey).filter((key) => key !== null);
    const rejected = rawProfiles.length - profiles.length + rawKeys.length - accessKeys.length;
    return { document: { profiles, accessKeys }, rejected };
  },
  write: ({ profiles, accessKeys }, before) => ({
    ...before,
    profiles: writeList(profiles, asList(before.profiles), readProfile, writeProfile),
    accessKeys: writeList(accessKeys, asList(before.accessKeys), readAccessKey, (key, raw) => ({
      ...raw,
      ...key,
    })),
  }),
};

/** `defaults` for what is missing or no longer valid. */
export function settingsFormat(defaults: Settings): DocumentFormat<Settings> {
  return {
    name: 'settings',
    what: 'Settings',
    version: 1,
    migrations: {},
    rejectedStay: false,
    read: (raw) => {
      let rejected = 0;
      let document = defaults;
      for (const name of Object.keys(defaults)) {
        if (!Object.hasOwn(raw, name)) continue;
        const parsed = settingsSchema.safeParse({ ...document, [name]: raw[name] });
        if (parsed.success) document = parsed.data;
        else rejected += 1;
      }
      return { document, rejected };
    },
    write: (settings, before) => ({ ...before, ...settings }),
  };
}

/** What happened is nice to have: entries that can't be read are left out without a word. */
export const journalFormat: DocumentFormat<JournalDocument> = {
  name: 'journal',
  what: 'Activity',
  version: 1,
  migrations: {},
  rejectedStay: false,
  read: (raw) => ({
    document: {
      activity: asList(raw.activity).filter(isActivity),
      copies: asList(raw.copies).filter(isCopy),
      told: Array.isArray(raw.told) ? raw.told.filter((key) => typeof key === 'string') : [],
    },
    rejected: 0,
  }),
  write: (document, before) => ({ ...before, ...document }),
};

function hasText(raw: Raw, ...names: readonly string[]): boolean {
  return names.every((name) => typeof raw[name] === 'string');
}

function hasNumber(raw: Raw, ...names: readonly string[]): boolean {
  return names.every((name) => typeof raw[name] === 'number');
}

const activityKinds: Fields<Record<ActivityKind, unknown>> = {
  assumed: true,
  refreshed: true,
  stopped: true,
  expired: true,
  failed: true,
  copied: true,
  checked: true,
  restored: true,
  'key-added': true,
  'key-tested': true,
  'key-renamed': true,
  'key-removed': true,
  'profile-saved': true,
  'profile-removed': true,
};

/** The window has words for what this version knows, and for nothing else. */
function isActivity(raw: Raw): raw is Raw & ActivityEntry {
  const error = raw.error === null || isExplained(asRaw(raw.error));
  const kind = typeof raw.kind === 'string' && Object.hasOwn(activityKinds, raw.kind);
  return hasText(raw, 'id', 'subject', 'detail') && hasNumber(raw, 'at') && kind && error;
}

function isExplained({ code, params }: Raw): boolean {
  try {
    return explain({ code: code as ErrorCode, params: asRaw(params) as AppError['params'] }).what !== '';
  } catch {
    return false;
  }
}

function isCopy(raw: Raw): raw is Raw & CopyView {
  return hasText(raw, 'id', 'profileId', 'profileName', 'format') && hasNumber(raw, 'copiedAt', 'expiresAt');
}

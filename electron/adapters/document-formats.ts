import { explain } from '../../shared/error-text.ts';
import type { AppError, ErrorCode } from '../../shared/errors.ts';
import { profileDraftSchema, settingsSchema } from '../../shared/ipc-contract.ts';
import type {
  AccessKeyRecipe,
  AssumeRoleRecipe,
  Profile,
  ProfileOrigin,
  Recipe,
  SessionTokenRecipe,
} from '../../shared/profile.ts';
import type { ActivityEntry, ActivityKind, CopyView, ManagedSection, Settings } from '../../shared/views.ts';
import type {
  AccessKey,
  Grant,
  GrantsDocument,
  JournalDocument,
  ProfilesDocument,
  RotationRecord,
} from '../core/ports.ts';
import type { DocumentFormat, Raw } from './document-store.ts';

type Fields<Shape> = Readonly<Record<keyof Required<Shape>, true>>;

const assumeRoleFields: Fields<AssumeRoleRecipe> = {
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

const sessionTokenFields: Fields<SessionTokenRecipe> = {
  kind: true,
  source: true,
  region: true,
  durationSeconds: true,
  mfaSerial: true,
};

const accessKeyFields: Fields<AccessKeyRecipe> = { kind: true, source: true, region: true };

const recipeFields: Readonly<Record<Recipe['kind'], Readonly<Record<string, true>>>> = {
  'assume-role': assumeRoleFields,
  'session-token': sessionTokenFields,
  'access-key': accessKeyFields,
};

function fieldsOf(kind: unknown): Readonly<Record<string, true>> {
  return typeof kind === 'string' && Object.hasOwn(recipeFields, kind)
    ? recipeFields[kind as Recipe['kind']]
    : assumeRoleFields;
}

const profileFields: Fields<Profile> = {
  id: true,
  name: true,
  favourite: true,
  demo: true,
  recipe: true,
  askBeforeServing: true,
  origin: true,
};

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
  const recipe = asRaw(raw.recipe);
  const draft = profileDraftSchema.safeParse({
    name: raw.name,
    recipe: knownFields(recipe, fieldsOf(recipe.kind)),
    ...(raw.askBeforeServing === true ? { askBeforeServing: true } : {}),
  });
  return id !== null && draft.success
    ? { ...draft.data, id, favourite: raw.favourite === true, demo: false, origin: readOrigin(raw.origin) }
    : null;
}

function readOrigin(value: unknown): ProfileOrigin | undefined {
  const { section, digest } = asRaw(value);
  return typeof section === 'string' && typeof digest === 'string' ? { section, digest } : undefined;
}

function writeProfile(profile: Profile, before: Raw): Raw {
  const { demo: _, ...known } = profile;
  // What a newer version kept for this kind stays; another kind's fields go with it.
  const previous = asRaw(before.recipe);
  const kept = previous.kind === profile.recipe.kind ? unknownFields(previous, fieldsOf(previous.kind)) : {};
  const recipe = { ...kept, ...profile.recipe };
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
  const { secretSlot } = raw;
  // Where the secret is must be known for certain.
  if (secretSlot !== undefined && secretSlot !== 1 && secretSlot !== 2) return null;
  const rotation = readRotation(asRaw(raw.rotation));
  return { id, name, accessKeyId, kept, addedAt, identity, secretSlot, rotation };
}

const accessKeyEntryFields: Fields<AccessKey> = {
  id: true,
  name: true,
  accessKeyId: true,
  kept: true,
  addedAt: true,
  identity: true,
  secretSlot: true,
  rotation: true,
};

const rotationStages: Fields<Record<RotationRecord['stage'], unknown>> = {
  creating: true,
  verifying: true,
  switching: true,
  deactivating: true,
  'old-key-inactive': true,
};

function readRotation({ stage, oldAccessKeyId, newAccessKeyId, startedAt }: Raw): RotationRecord | undefined {
  if (typeof stage !== 'string' || !Object.hasOwn(rotationStages, stage)) return undefined;
  if (typeof oldAccessKeyId !== 'string' || typeof startedAt !== 'number') return undefined;
  if (newAccessKeyId !== null && typeof newAccessKeyId !== 'string') return undefined;
  return { stage: stage as RotationRecord['stage'], oldAccessKeyId, newAccessKeyId, startedAt };
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
    const managedSections = asList(raw.managedSections)
      .map(readManagedSection)
      .filter((section) => section !== null);
    const seenAwsFiles = typeof raw.seenAwsFiles === 'string' ? raw.seenAwsFiles : null;
    const rejected = rawProfiles.length - profiles.length + rawKeys.length - accessKeys.length;
    return { document: { profiles, accessKeys, managedSections, seenAwsFiles }, rejected };
  },
  write: ({ profiles, accessKeys, managedSections, seenAwsFiles }, before) => ({
    ...before,
    managedSections,
    seenAwsFiles,
    profiles: writeList(profiles, asList(before.profiles), readProfile, writeProfile),
    accessKeys: writeList(accessKeys, asList(before.accessKeys), readAccessKey, (key, raw) => ({
      ...unknownFields(raw, accessKeyEntryFields),
      ...key,
    })),
  }),
};

function readManagedSection({ kind, name, profileId, region }: Raw): ManagedSection | null {
  if (typeof name !== 'string') return null;
  if (kind === 'region') return typeof region === 'string' ? { kind, name, region } : null;
  if (kind !== 'process' && kind !== 'static') return null;
  return typeof profileId === 'string' ? { kind, name, profileId } : null;
}

/** A grant that can't be read is one revoked. */
export const grantsFormat: DocumentFormat<GrantsDocument> = {
  name: 'grants',
  what: 'Renewing exports',
  version: 1,
  migrations: {},
  rejectedStay: false,
  read: (raw) => ({
    document: {
      port: typeof raw.port === 'number' ? raw.port : null,
      grants: asList(raw.grants).filter(isGrant),
    },
    rejected: 0,
  }),
  write: (document, before) => ({ ...before, ...document }),
};

function isGrant(raw: Raw): raw is Raw & Grant {
  const used = raw.lastUsedAt === null || typeof raw.lastUsedAt === 'number';
  return hasText(raw, 'id', 'profileId', 'tokenHash') && hasNumber(raw, 'createdAt', 'expiresAt') && used;
}

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
  served: true,
  'serving-allowed': true,
  'serving-denied': true,
  'export-made': true,
  'export-revoked': true,
  imported: true,
  'key-moved': true,
  'key-rotated': true,
  'section-written': true,
  'section-removed': true,
  'console-opened': true,
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

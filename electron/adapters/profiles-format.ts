import type { ManagedSection } from '../../shared/aws-files-views.ts';
import { checkMfaSerial } from '../../shared/aws-limits.ts';
import { profileDraftSchema } from '../../shared/ipc-contract.ts';
import type {
  AccessKeyRecipe,
  AssumeRoleRecipe,
  AssumeRoleWithSamlRecipe,
  AssumeRoleWithWebIdentityRecipe,
  AssumeRootRecipe,
  CredentialProcessRecipe,
  FederationTokenRecipe,
  IdentityCenterRecipe,
  Profile,
  ProfileOrigin,
  Recipe,
  SessionTokenRecipe,
} from '../../shared/profile.ts';
import type { SignIn } from '../../shared/sign-in.ts';
import { signInDraftSchema } from '../../shared/sign-in-schema.ts';
import type { RoleMaximumView } from '../../shared/sign-in-views.ts';
import type { AccessKey, MfaDevice, ProfilesDocument, RotationRecord } from '../core/store-ports.ts';
import { asList, asRaw, type Fields, idOf, knownFields, unknownFields } from './document-fields.ts';
import type { DocumentFormat, Raw } from './document-store.ts';

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
  mfaShared: true,
};

const sessionTokenFields: Fields<SessionTokenRecipe> = {
  kind: true,
  source: true,
  region: true,
  durationSeconds: true,
  mfaSerial: true,
};

const accessKeyFields: Fields<AccessKeyRecipe | CredentialProcessRecipe> = {
  kind: true,
  source: true,
  region: true,
};

const federationTokenFields: Fields<FederationTokenRecipe> = {
  kind: true,
  source: true,
  region: true,
  durationSeconds: true,
  federatedName: true,
  policy: true,
  policyArns: true,
  tags: true,
};

const samlFields: Fields<AssumeRoleWithSamlRecipe> = {
  kind: true,
  source: true,
  roleArn: true,
  principalArn: true,
  region: true,
  durationSeconds: true,
  policy: true,
  policyArns: true,
};

const webIdentityFields: Fields<AssumeRoleWithWebIdentityRecipe> = {
  kind: true,
  source: true,
  roleArn: true,
  region: true,
  durationSeconds: true,
  roleSessionName: true,
  policy: true,
  policyArns: true,
};

const identityCenterFields: Fields<IdentityCenterRecipe> = {
  kind: true,
  source: true,
  accountId: true,
  roleName: true,
  region: true,
};

const assumeRootFields: Fields<AssumeRootRecipe> = {
  kind: true,
  source: true,
  targetAccount: true,
  task: true,
  region: true,
  durationSeconds: true,
};

const recipeFields: Readonly<Record<Recipe['kind'], Readonly<Record<string, true>>>> = {
  'assume-role': assumeRoleFields,
  'session-token': sessionTokenFields,
  'federation-token': federationTokenFields,
  'assume-role-with-saml': samlFields,
  'assume-role-with-web-identity': webIdentityFields,
  'identity-center': identityCenterFields,
  'assume-root': assumeRootFields,
  'credential-process': accessKeyFields,
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
  consoleBrowser: true,
  origin: true,
};

function readProfile(raw: Raw): Profile | null {
  const id = idOf(raw);
  const recipe = asRaw(raw.recipe);
  const draft = profileDraftSchema.safeParse({
    name: raw.name,
    recipe: knownFields(recipe, fieldsOf(recipe.kind)),
    ...(raw.askBeforeServing === true ? { askBeforeServing: true } : {}),
    ...(typeof raw.consoleBrowser === 'string' ? { consoleBrowser: raw.consoleBrowser } : {}),
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
  const createdAt = typeof raw.createdAt === 'number' ? raw.createdAt : undefined;
  return { id, name, accessKeyId, kept, addedAt, identity, secretSlot, rotation, createdAt };
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
  createdAt: true,
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

/** What was read or written here before: to parse thousands again at each save would take longer than a click may. */
const readable = new WeakSet<Raw>();

function readList<Entry>(raws: readonly Raw[], read: (raw: Raw) => Entry | null): readonly Entry[] {
  return raws.flatMap((raw) => {
    const entry = read(raw);
    if (entry === null) return [];
    readable.add(raw);
    return [entry];
  });
}

/** `before` with each entry replaced by its new self; entries this version could not read stay. */
function writeList<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  before: readonly Raw[],
  read: (raw: Raw) => Entry | null,
  write: (entry: Entry, before: Raw) => Raw,
): readonly Raw[] {
  const unreadable = before.filter((raw) => !readable.has(raw) && read(raw) === null);
  // Of two with one id, the first.
  const byId = new Map(before.toReversed().map((raw) => [idOf(raw), raw]));
  const written = entries.map((entry) => {
    const raw = write(entry, byId.get(entry.id) ?? {});
    readable.add(raw);
    return raw;
  });
  return [...written, ...unreadable];
}

export const profilesFormat: DocumentFormat<ProfilesDocument> = {
  name: 'profiles',
  what: 'profiles',
  version: 1,
  migrations: {},
  rejectedStay: true,
  read: (raw) => {
    const rawProfiles = asList(raw.profiles);
    const rawKeys = asList(raw.accessKeys);
    const profiles = readList(rawProfiles, readProfile);
    const accessKeys = readList(rawKeys, readAccessKey);
    const managedSections = asList(raw.managedSections)
      .map(readManagedSection)
      .filter((section) => section !== null);
    const seenAwsFiles = typeof raw.seenAwsFiles === 'string' ? raw.seenAwsFiles : null;
    const rawSignIns = asList(raw.signIns);
    const signIns = readList(rawSignIns, readSignIn);
    const mfaDevices = asList(raw.mfaDevices)
      .map(readMfaDevice)
      .filter((device) => device !== null);
    const roleMaximums = asList(raw.roleMaximums)
      .map(readRoleMaximum)
      .filter((maximum) => maximum !== null);
    const lists = [
      [rawProfiles, profiles],
      [rawKeys, accessKeys],
      [rawSignIns, signIns],
    ] as const;
    const rejected = lists.reduce((sum, [before, after]) => sum + before.length - after.length, 0);
    return {
      document: {
        profiles,
        accessKeys,
        managedSections,
        seenAwsFiles,
        signIns,
        mfaDevices,
        roleMaximums,
      },
      rejected,
    };
  },
  write: ({ profiles, accessKeys, signIns, ...rest }, before) => ({
    ...before,
    ...rest,
    profiles: writeList(profiles, asList(before.profiles), readProfile, writeProfile),
    accessKeys: writeList(accessKeys, asList(before.accessKeys), readAccessKey, (key, raw) => ({
      ...unknownFields(raw, accessKeyEntryFields),
      ...key,
    })),
    signIns: writeList(signIns, asList(before.signIns), readSignIn, (signIn) => ({ ...signIn })),
  }),
};

function readSignIn(raw: Raw): SignIn | null {
  const { id, name, method } = raw;
  const draft = signInDraftSchema.safeParse({ name, method });
  return typeof id === 'string' && draft.success
    ? { ...draft.data, id, hasClientSecret: raw.hasClientSecret === true }
    : null;
}

function readMfaDevice({ serial, codes, command }: Raw): MfaDevice | null {
  if (typeof serial !== 'string' || checkMfaSerial(serial) !== null) return null;
  if (codes === 'seed') return { serial, codes };
  return codes === 'command' && typeof command === 'string' ? { serial, codes, command } : null;
}

/** What was learned can be learned again. */
function readRoleMaximum(raw: Raw): RoleMaximumView | null {
  const { roleArn, seconds, refusedSeconds, learnedAt } = raw;
  const known = [seconds, refusedSeconds].every((value) => value === null || typeof value === 'number');
  if (typeof roleArn !== 'string' || typeof learnedAt !== 'number' || !known) return null;
  return { roleArn, seconds, refusedSeconds, learnedAt } as RoleMaximumView;
}

function readManagedSection({ kind, name, profileId, region }: Raw): ManagedSection | null {
  if (typeof name !== 'string') return null;
  if (kind === 'region') return typeof region === 'string' ? { kind, name, region } : null;
  if (kind !== 'process' && kind !== 'static') return null;
  return typeof profileId === 'string' ? { kind, name, profileId } : null;
}

import { checkName } from '../../../shared/aws-limits.ts';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { ImportEntry } from '../../../shared/views.ts';
import { digestOfFiles, digestOfKey, digestOfRole } from './import-digest.ts';
import { note, notesOn } from './import-notes.ts';
import { type ImportDefaults, regionOf, roleOf } from './import-role.ts';
import {
  assumesRole,
  type HeldKey,
  type Known,
  personsPart,
  sourceOf,
  staticKeyOf,
} from './import-source.ts';
import type { ReadAwsFiles, ReadProfile } from './read-aws-files.ts';

export interface ProposedKey {
  /** The section it stands in. */
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** All that is needed to import one section. */
export interface Proposal {
  /** Null: the key is no longer in the files; Keycutter keeps it under `keyId`. */
  readonly key: ProposedKey | null;
  readonly keyId: string | null;
  /** Null: the section is just an access key. The name may be taken. */
  readonly profile: { readonly name: string; readonly recipe: Omit<AssumeRoleRecipe, 'source'> } | null;
  /** For the profile's origin. */
  readonly digest: string;
  /** The section's own Region, or the default. */
  readonly region: string;
}

export interface ImportPlan {
  /** In the order of the files. */
  readonly entries: readonly ImportEntry[];
  /** By section: whatever can be imported, again too. */
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly digest: string;
}

interface Planned {
  readonly entry: ImportEntry;
  readonly proposal: Proposal | null;
}

/** What each section of ~/.aws would become here, and why it would not. */
export function planImport(read: ReadAwsFiles, known: Known, defaults: ImportDefaults): ImportPlan {
  const planned = [...read.profiles.values()].map((profile) => planSection(profile, read, known, defaults));
  return {
    entries: planned.map(({ entry }) => entry),
    proposals: new Map(
      planned.flatMap(({ entry, proposal }) => (proposal === null ? [] : [[entry.name, proposal] as const])),
    ),
    digest: digestOfFiles(read),
  };
}

function planSection(
  profile: ReadProfile,
  read: ReadAwsFiles,
  known: Known,
  defaults: ImportDefaults,
): Planned {
  const { name } = profile;
  const entry: ImportEntry = {
    name,
    outcome: 'unusable',
    becomes: null,
    roleArn: null,
    region: null,
    accessKeyId: null,
    source: null,
    notes: [],
  };
  const part = personsPart(profile);
  if (part === null) return { entry: { ...entry, outcome: 'managed' }, proposal: null };
  const badName = checkName(name);
  if (badName !== null) {
    const notes = [note('value-refused', { key: 'name', reason: badName })];
    return { entry: { ...entry, notes }, proposal: null };
  }
  return assumesRole(part.keys)
    ? planRole(part, entry, read, known, defaults)
    : planKey(part, entry, known, defaults);
}

function planKey(profile: ReadProfile, entry: ImportEntry, known: Known, defaults: ImportDefaults): Planned {
  const key = staticKeyOf(profile);
  if (!key.ok) return { entry: { ...entry, notes: [key.error] }, proposal: null };
  const { accessKeyId } = key.value;
  const region = regionOf(profile.keys, defaults.region);
  const isKept = known.accessKeys.some((other) => other.accessKeyId === accessKeyId && other.kept !== 'demo');
  return {
    entry: {
      ...entry,
      outcome: isKept ? 'same' : 'new',
      becomes: 'access-key',
      region: region.value,
      accessKeyId,
      notes: [...notesOn(profile), ...region.notes],
    },
    proposal: {
      ...proposedKey(key.value),
      profile: null,
      digest: digestOfKey(accessKeyId),
      region: region.value,
    },
  };
}

function planRole(
  profile: ReadProfile,
  entry: ImportEntry,
  read: ReadAwsFiles,
  known: Known,
  defaults: ImportDefaults,
): Planned {
  const { name, keys } = profile;
  const imported = known.profiles.find(({ origin, demo }) => origin?.section === name && !demo) ?? null;
  const role = roleOf(keys, imported, defaults);
  const key = sourceOf(profile, read, known);
  const isTaken = imported === null && known.profiles.some((other) => other.name === name);
  const described: ImportEntry = {
    ...entry,
    roleArn: keys.get('role_arn')?.value || null,
    region: role.region,
    source: keys.get('source_profile')?.value ?? null,
    notes: [
      ...(key.ok ? [] : [key.error]),
      ...role.notes,
      ...(isTaken ? [note('name-taken', { value: freeName(name, known) })] : []),
      ...notesOn(profile),
    ],
  };
  if (!key.ok || role.value === null) return { entry: described, proposal: null };
  const { accessKeyId } = key.value;
  const digest = digestOfRole(keys, accessKeyId);
  const before = imported?.origin?.digest;
  const outcome = before === undefined ? 'new' : before === digest ? 'same' : 'changed';
  return {
    entry: { ...described, outcome, becomes: 'assume-role', accessKeyId },
    proposal: {
      ...proposedKey(key.value),
      profile: { name, recipe: role.value },
      digest,
      region: role.region,
    },
  };
}

function proposedKey({
  section,
  accessKeyId,
  secretAccessKey,
  keyId,
}: HeldKey): Pick<Proposal, 'key' | 'keyId'> {
  return { key: secretAccessKey && { name: section, accessKeyId, secretAccessKey }, keyId };
}

function freeName(wanted: string, { profiles }: Known): string {
  const names = new Set(profiles.map(({ name }) => name));
  let count = 2;
  while (names.has(`${wanted} (${count})`)) count += 1;
  return `${wanted} (${count})`;
}

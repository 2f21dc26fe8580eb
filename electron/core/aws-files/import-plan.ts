import type { ImportEntry, ImportNote } from '../../../shared/aws-files-views.ts';
import { checkMfaSerial, checkName } from '../../../shared/aws-limits.ts';
import type { Profile, RecipeKind } from '../../../shared/profile.ts';
import { FreeNames } from '../profiles/free-names.ts';
import { type Caller, callerOf } from './import-caller.ts';
import { digestOfFiles, digestOfKey, digestOfRole, digestOfShape } from './import-digest.ts';
import { checkCommandLine, recipeOf } from './import-kinds.ts';
import { note, notesOn, valueRefused } from './import-notes.ts';
import { commandsOf, type Proposal, type ProposedCaller, type ProposedDevice } from './import-proposal.ts';
import { type CallerFacts, type ImportDefaults, refusal, regionOf, roleOf } from './import-role.ts';
import {
  assumesRole,
  type HeldKey,
  type Known,
  type Provider,
  personsPart,
  providerOf,
} from './import-source.ts';
import type { ReadAwsFiles, ReadKeys, ReadProfile } from './read-aws-files.ts';

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
  const planner = new Planner(read, known, defaults);
  const planned = [...read.profiles.values()].map((profile) => planner.plan(profile));
  return {
    entries: planned.map(({ entry }) => entry),
    proposals: new Map(
      planned.flatMap(({ entry, proposal }) => (proposal === null ? [] : [[entry.name, proposal] as const])),
    ),
    digest: digestOfFiles(read),
  };
}

/** Plans each section once, a source before what calls with it. */
class Planner {
  readonly #read: ReadAwsFiles;
  readonly #known: Known;
  readonly #defaults: ImportDefaults;
  readonly #planned = new Map<string, Planned>();

  constructor(read: ReadAwsFiles, known: Known, defaults: ImportDefaults) {
    this.#read = read;
    this.#known = known;
    this.#defaults = defaults;
  }

  plan(profile: ReadProfile): Planned {
    const planned = this.#planned.get(profile.name) ?? this.#planSection(profile);
    this.#planned.set(profile.name, planned);
    return planned;
  }

  #planSection(profile: ReadProfile): Planned {
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
      const notes = [valueRefused('name', badName)];
      return { entry: { ...entry, notes }, proposal: null };
    }
    if (assumesRole(part.keys)) return this.#planRole(part, entry);
    const provider = providerOf(part);
    if (!provider.ok) return { entry: { ...entry, notes: [provider.error] }, proposal: null };
    return provider.value.kind === 'access-key'
      ? this.#planKey(part, entry, provider.value.key)
      : this.#planRecipe(part, entry, provider.value.kind);
  }

  #planKey(profile: ReadProfile, entry: ImportEntry, key: HeldKey): Planned {
    const { accessKeyId } = key;
    const region = regionOf(profile.keys, this.#defaults.region);
    const device = deviceOf(profile.keys);
    const { accessKeys } = this.#known;
    const isKept = accessKeys.some((other) => other.accessKeyId === accessKeyId && other.kept !== 'demo');
    const proposal: Proposal = {
      ...proposedKey(key),
      profile: null,
      device: device.value,
      digest: digestOfKey(accessKeyId),
      region: region.value,
    };
    return {
      entry: {
        ...entry,
        outcome: isKept ? 'same' : 'new',
        becomes: 'access-key',
        region: region.value,
        accessKeyId,
        notes: [...notesOn(profile), ...region.notes, ...device.notes],
        ...shownCommands(proposal),
      },
      proposal,
    };
  }

  #planRole(profile: ReadProfile, entry: ImportEntry): Planned {
    const { name, keys } = profile;
    const imported = this.#importedFrom(name);
    const caller = callerOf(
      profile,
      this.#read,
      this.#known,
      (section) => this.#proposalOf(section) !== null,
    );
    const facts = caller.ok ? this.#factsOf(caller.value) : { isAccessKey: true, isChained: false };
    const role = roleOf(keys, imported, this.#defaults, facts);
    const device = deviceOf(keys);
    const described: ImportEntry = {
      ...entry,
      roleArn: keys.get('role_arn')?.value || null,
      region: role.region,
      source: keys.get('source_profile')?.value ?? keys.get('credential_source')?.value ?? null,
      notes: [
        ...(caller.ok ? [] : [caller.error]),
        ...role.notes,
        ...this.#takenName(name, imported),
        ...device.notes,
        ...notesOn(profile),
      ],
    };
    if (!caller.ok || role.value === null) return { entry: described, proposal: null };
    const key = caller.value.kind === 'access-key' ? caller.value.key : null;
    return this.#proposed({ ...described, accessKeyId: key?.accessKeyId ?? null }, imported, {
      ...(key === null ? { key: null, keyId: null } : proposedKey(key)),
      profile: { name, recipe: { ...role.value, source: proposedCaller(caller.value) } },
      device: device.value,
      digest: digestOfRole(keys, markOfCaller(caller.value)),
      region: role.region,
    });
  }

  #planRecipe(
    profile: ReadProfile,
    entry: ImportEntry,
    kind: Exclude<Provider['kind'], 'access-key'>,
  ): Planned {
    const { name, keys } = profile;
    const imported = this.#importedFrom(name);
    const planned = recipeOf(kind, profile, { read: this.#read, imported, defaults: this.#defaults });
    const described: ImportEntry = {
      ...entry,
      roleArn: kind === 'web-identity' ? keys.get('role_arn')?.value || null : null,
      region: planned.region,
      notes: [...planned.notes, ...this.#takenName(name, imported), ...notesOn(profile)],
      ...(planned.about === '' ? {} : { about: planned.about }),
    };
    if (planned.recipe === null) return { entry: described, proposal: null };
    return this.#proposed(described, imported, {
      key: null,
      keyId: null,
      profile: { name, recipe: planned.recipe },
      device: null,
      digest: digestOfShape(keys, planned.shape),
      region: planned.region,
    });
  }

  #proposed(entry: ImportEntry, imported: Profile | null, proposal: Proposal): Planned {
    const before = imported?.origin?.digest;
    const outcome = before === undefined ? 'new' : before === proposal.digest ? 'same' : 'changed';
    const becomes = proposal.profile?.recipe.kind ?? null;
    return { entry: { ...entry, outcome, becomes, ...shownCommands(proposal) }, proposal };
  }

  /** AWS counts sessions of roles and of GetSessionToken as chaining; of a program's it is not known up front. */
  #factsOf(caller: Caller): CallerFacts {
    const kind: RecipeKind | null =
      caller.kind === 'section'
        ? (this.#proposalOf(caller.name)?.profile?.recipe.kind ?? null)
        : caller.kind === 'profile'
          ? (this.#known.profiles.find(({ id }) => id === caller.profileId)?.recipe.kind ?? null)
          : null;
    return {
      isAccessKey: caller.kind === 'access-key',
      isChained: kind !== null && kind !== 'credential-process',
    };
  }

  #proposalOf(section: string): Proposal | null {
    const profile = this.#read.profiles.get(section);
    return profile === undefined ? null : this.plan(profile).proposal;
  }

  #importedFrom(section: string): Profile | null {
    return this.#known.profiles.find(({ origin, demo }) => origin?.section === section && !demo) ?? null;
  }

  #takenName(name: string, imported: Profile | null): readonly ImportNote[] {
    const isTaken = imported === null && this.#known.profiles.some((other) => other.name === name);
    return isTaken ? [note('name-taken', { value: new FreeNames(this.#known.profiles).take(name) })] : [];
  }
}

function proposedKey({
  section,
  accessKeyId,
  secretAccessKey,
  keyId,
}: HeldKey): Pick<Proposal, 'key' | 'keyId'> {
  return { key: secretAccessKey && { name: section, accessKeyId, secretAccessKey }, keyId };
}

function proposedCaller(caller: Caller): ProposedCaller {
  switch (caller.kind) {
    case 'access-key':
      return { kind: 'access-key' };
    case 'profile':
      return { kind: 'profile', profileId: caller.profileId };
    case 'section':
    case 'machine':
      return caller;
  }
}

/** The same for a section and for the managed one that took its place. */
function markOfCaller(caller: Caller): string {
  switch (caller.kind) {
    case 'access-key':
      return caller.key.accessKeyId;
    case 'section':
    case 'profile':
      return `profile ${caller.name}`;
    case 'machine':
      return `machine ${caller.from}`;
  }
}

/** aws-vault's: https://github.com/99designs/aws-vault/blob/master/USAGE.md#mfa */
function deviceOf(keys: ReadKeys): {
  readonly value: ProposedDevice | null;
  readonly notes: readonly ImportNote[];
} {
  const serial = keys.get('mfa_serial');
  const command = keys.get('mfa_process');
  if (command === undefined) return { value: null, notes: [] };
  const refused = refusal('mfa_process', command, checkCommandLine);
  if (refused !== null) return { value: null, notes: [refused] };
  if (serial === undefined)
    return { value: null, notes: [note('key-not-supported', { key: 'mfa_process' })] };
  // A bad serial is said elsewhere.
  if (refusal('mfa_serial', serial, checkMfaSerial) !== null) return { value: null, notes: [] };
  return { value: { serial: serial.value, command: command.value }, notes: [] };
}

function shownCommands(proposal: Proposal): Pick<ImportEntry, 'commands'> {
  const commands = commandsOf(proposal);
  return commands.length === 0 ? {} : { commands };
}

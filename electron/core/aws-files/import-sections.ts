import type { ImportOutcome } from '../../../shared/aws-files-views.ts';
import { appError, type FailedEntry } from '../../../shared/errors.ts';
import type { AssumeRoleRecipe, Profile, ProfileDraft, Recipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SignInDraft, SignInMethod } from '../../../shared/sign-in.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import { FreeNames } from '../profiles/free-names.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { TrustedDialog } from '../way-in-ports.ts';
import type { ImportPlan } from './import-plan.ts';
import {
  commandsOf,
  type Proposal,
  type ProposedCaller,
  type ProposedDevice,
  type ProposedKey,
  type ProposedRecipe,
} from './import-proposal.ts';

/** Sign-ins that profiles share. */
export interface SharedSignIns {
  /** Id of one that signs in so; null: there is none. */
  find(method: SignInMethod): string | null;
  /** Answers with its id. Errors: sign-in-name-taken, storage-write-failed. */
  save(draft: SignInDraft): Result<string>;
}

export interface DeviceCommands {
  keepCommand(serial: string, command: string): Result<undefined> | Promise<Result<undefined>>;
}

export interface SectionImportDependencies {
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly signIns: SharedSignIns;
  readonly mfaDevices: DeviceCommands;
  /** For commands in files that are not the person's own ~/.aws. */
  readonly dialog: TrustedDialog;
  readonly journal: Journal;
  readonly settings: () => Settings;
}

/** One import under way. */
interface Run {
  readonly plan: ImportPlan;
  readonly isOwn: boolean;
  /** What became of each section, by name: the id of its profile, or null for an access key alone. */
  readonly done: Map<string, Result<string | null>>;
}

/** Brings planned sections into the registry: each after the one it calls with, and that one even if not chosen. */
export class SectionImport {
  readonly #deps: SectionImportDependencies;

  constructor(dependencies: SectionImportDependencies) {
    this.#deps = dependencies;
  }

  /** `isOwn`: the files are the person's own ~/.aws, whose commands are theirs already. */
  async import(plan: ImportPlan, sections: readonly string[], isOwn: boolean): Promise<ImportOutcome> {
    const { registry } = this.#deps;
    const keysBefore = registry.accessKeys.length;
    const run: Run = { plan, isOwn, done: new Map() };
    const failed: FailedEntry[] = [];
    for (const name of new Set(sections)) {
      const proposal = plan.proposals.get(name);
      if (proposal === undefined) continue;
      const imported = await this.#importOnce(name, proposal, run);
      if (!imported.ok) failed.push({ name, error: imported.error });
    }
    const profiles = [...run.done.values()].filter((result) => result.ok && result.value !== null).length;
    return { profiles, accessKeys: registry.accessKeys.length - keysBefore, failed };
  }

  /** The kept key with this id, its secret entered again where the keychain lost it; or a new one. */
  async keepKey({ name, accessKeyId, secretAccessKey }: ProposedKey): Promise<Result<string>> {
    const { registry, accessKeys, settings } = this.#deps;
    const known = registry.accessKeys.find((key) => key.accessKeyId === accessKeyId);
    if (known === undefined) {
      const free = new FreeNames(registry.accessKeys).take(name);
      const added = await accessKeys.add({ name: free, accessKeyId, secretAccessKey, keep: 'keychain' });
      return added.ok ? succeed(added.value.id) : added;
    }
    const caller = await accessKeys.caller(known.id, settings().defaultRegion);
    const same = caller.ok && caller.value.credentials.secretAccessKey.reveal() === secretAccessKey.reveal();
    if (same && known.kept === 'keychain') return succeed(known.id);
    const entered = await accessKeys.enterSecret(known.id, secretAccessKey, 'keychain');
    return entered.ok ? succeed(known.id) : entered;
  }

  async #importOnce(name: string, proposal: Proposal, run: Run): Promise<Result<string | null>> {
    const done = run.done.get(name) ?? (await this.#importOne(name, proposal, run));
    run.done.set(name, done);
    return done;
  }

  async #importOne(name: string, proposal: Proposal, run: Run): Promise<Result<string | null>> {
    const { journal } = this.#deps;
    if (!run.isOwn) {
      for (const command of commandsOf(proposal)) {
        if (!(await this.#deps.dialog.confirmCommand(command)))
          return fail(appError('command-not-confirmed'));
      }
    }
    const key = proposal.key === null ? null : await this.keepKey(proposal.key);
    if (key?.ok === false) return key;
    const { profile, device } = proposal;
    if (device !== null) {
      const used = await this.#takeCodesFrom(device);
      if (!used.ok) return used;
    }
    if (profile === null) {
      journal.record('imported', name);
      return succeed(null);
    }
    const recipe = await this.#completed(profile.recipe, key?.value ?? proposal.keyId, run);
    if (!recipe.ok) return recipe;
    const saved = this.#saveProfile(name, proposal.digest, recipe.value);
    if (!saved.ok) return saved;
    journal.record('imported', saved.value.name, name);
    return succeed(saved.value.id);
  }

  async #takeCodesFrom({ serial, command }: ProposedDevice): Promise<Result<undefined>> {
    return this.#deps.mfaDevices.keepCommand(serial, command);
  }

  #saveProfile(section: string, digest: string, recipe: Recipe): Result<Profile> {
    const { registry } = this.#deps;
    const existing = this.#profileFrom(section);
    const draft: ProfileDraft = {
      ...existing,
      name: existing?.name ?? new FreeNames(registry.profiles).take(section),
      recipe,
    };
    return registry.saveProfile(existing?.id, draft, { section, digest });
  }

  async #completed(recipe: ProposedRecipe, keyId: string | null, run: Run): Promise<Result<Recipe>> {
    switch (recipe.kind) {
      case 'assume-role': {
        const source = await this.#caller(recipe.source, keyId, run);
        return source.ok ? succeed({ ...recipe, source: source.value }) : source;
      }
      case 'identity-center': {
        const signInId = sharedSignIn(this.#deps.signIns, recipe.source.draft);
        return signInId.ok
          ? succeed({ ...recipe, source: { kind: 'sign-in', signInId: signInId.value } })
          : signInId;
      }
      case 'assume-role-with-web-identity':
      case 'credential-process':
        return succeed(recipe);
    }
  }

  async #caller(
    source: ProposedCaller,
    keyId: string | null,
    run: Run,
  ): Promise<Result<AssumeRoleRecipe['source']>> {
    if (source.kind === 'access-key') {
      return keyId === null
        ? fail(appError('profile-source-missing'))
        : succeed({ kind: 'access-key', keyId });
    }
    if (source.kind !== 'section') return succeed(source);
    const profileId = await this.#sourceProfile(source.name, run);
    return profileId.ok ? succeed({ kind: 'profile', profileId: profileId.value }) : profileId;
  }

  /** What was imported from it earlier will do, unless it is to be imported now. */
  async #sourceProfile(section: string, run: Run): Promise<Result<string>> {
    const earlier = run.done.has(section) ? null : this.#profileFrom(section);
    const proposal = run.plan.proposals.get(section);
    if (earlier !== null) return succeed(earlier.id);
    if (proposal === undefined) return fail(appError('profile-source-missing'));
    const imported = await this.#importOnce(section, proposal, run);
    if (!imported.ok) return imported;
    return imported.value === null ? fail(appError('profile-source-missing')) : succeed(imported.value);
  }

  #profileFrom(section: string): Profile | null {
    const { profiles } = this.#deps.registry;
    return profiles.find(({ origin, demo }) => origin?.section === section && !demo) ?? null;
  }
}

const longestNameCount = 1_000;

/** The one that signs in so already, or a new one under a name that is free. */
export function sharedSignIn(signIns: SharedSignIns, draft: SignInDraft): Result<string> {
  const known = signIns.find(draft.method);
  if (known !== null) return succeed(known);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? draft.name : `${draft.name} (${count})`;
    const saved = signIns.save({ ...draft, name });
    const isTaken = !saved.ok && saved.error.code === 'sign-in-name-taken';
    if (!isTaken || count === longestNameCount) return saved;
  }
}

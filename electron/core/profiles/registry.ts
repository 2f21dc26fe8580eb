import { randomUUID } from 'node:crypto';
import type { ManagedSection } from '../../../shared/aws-files-views.ts';
import { appError, type FailedEntry } from '../../../shared/errors.ts';
import type { Profile, ProfileDraft, ProfileOrigin, Recipe, RecipeKind } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import type { RoleMaximumView } from '../../../shared/sign-in-views.ts';
import type { AccessKey, MfaDevice, ProfileStore, ProfilesDocument } from '../store-ports.ts';
import { checkedChain, rootSourceOf } from './chain.ts';

interface AddedProfiles {
  readonly added: readonly Profile[];
  readonly failed: readonly FailedEntry[];
}

/**
 * Profiles and the public half of access keys: one document, so that a key and the profiles that use it are never
 * on disk in two minds. What belongs to the demo account stays in memory.
 */
export class Registry {
  readonly #store: ProfileStore;
  readonly #onChanged: () => void;
  #document: ProfilesDocument;

  constructor(store: ProfileStore, document: ProfilesDocument, onChanged: () => void) {
    this.#store = store;
    this.#document = document;
    this.#onChanged = onChanged;
  }

  get profiles(): readonly Profile[] {
    return this.#document.profiles;
  }

  get accessKeys(): readonly AccessKey[] {
    return this.#document.accessKeys;
  }

  profile(id: string): Profile | null {
    return byId(this.profiles).get(id) ?? null;
  }

  accessKey(id: string): AccessKey | null {
    return this.accessKeys.find((key) => key.id === id) ?? null;
  }

  get managedSections(): readonly ManagedSection[] {
    return this.#document.managedSections;
  }

  get seenAwsFiles(): string | null {
    return this.#document.seenAwsFiles;
  }

  get signIns(): readonly SignIn[] {
    return this.#document.signIns;
  }

  get mfaDevices(): readonly MfaDevice[] {
    return this.#document.mfaDevices;
  }

  get roleMaximums(): readonly RoleMaximumView[] {
    return this.#document.roleMaximums;
  }

  signIn(id: string): SignIn | null {
    return this.signIns.find((signIn) => signIn.id === id) ?? null;
  }

  /** The access key that the first call of all is made with, however long the chain; null: none, or it is gone. */
  rootKey(recipe: Recipe): AccessKey | null {
    const source = rootSourceOf(recipe, (id) => this.profile(id) ?? undefined);
    return source?.kind === 'access-key' ? this.accessKey(source.keyId) : null;
  }

  /** Whether what its first credentials come from is still there. */
  hasSource(recipe: Recipe): boolean {
    const source = rootSourceOf(recipe, (id) => this.profile(id) ?? undefined);
    switch (source?.kind) {
      case undefined:
      case 'profile':
        return false;
      case 'access-key':
        return this.accessKey(source.keyId) !== null;
      case 'sign-in':
        return this.signIn(source.signInId) !== null;
      case 'machine':
      case 'command':
      case 'token-file':
        return true;
    }
  }

  /** Errors: storage-write-failed. */
  saveSignIn(signIn: SignIn): Result<undefined> {
    return this.#save({ signIns: replaced(this.signIns, signIn) });
  }

  /** Errors: storage-write-failed. */
  removeSignIn(id: string): Result<undefined> {
    return this.#save({ signIns: this.signIns.filter((other) => other.id !== id) });
  }

  /** Errors: storage-write-failed. */
  saveMfaDevices(mfaDevices: readonly MfaDevice[]): Result<undefined> {
    return this.#save({ mfaDevices });
  }

  /** Errors: storage-write-failed. */
  saveRoleMaximum(maximum: RoleMaximumView): Result<undefined> {
    const others = this.roleMaximums.filter(({ roleArn }) => roleArn !== maximum.roleArn);
    return this.#save({ roleMaximums: [...others, maximum] });
  }

  /** Errors: storage-write-failed. */
  saveManagedSections(managedSections: readonly ManagedSection[]): Result<undefined> {
    return this.#save({ managedSections });
  }

  /** Errors: storage-write-failed. */
  saveSeenAwsFiles(seenAwsFiles: string): Result<undefined> {
    return seenAwsFiles === this.seenAwsFiles ? succeed() : this.#save({ seenAwsFiles });
  }

  /**
   * Errors: profile-name-taken, profile-not-found, profile-source-missing, sign-in-wrong-kind, chain-cycle,
   * chain-source-cannot-assume, storage-write-failed.
   */
  saveProfile(id: string | undefined, draft: ProfileDraft, origin?: ProfileOrigin): Result<Profile> {
    const existing = id === undefined ? null : this.profile(id);
    if (id !== undefined && existing === null) return fail(appError('profile-not-found'));
    if (this.profiles.some((profile) => profile.name === draft.name && profile.id !== id)) {
      return fail(appError('profile-name-taken', { name: draft.name }));
    }
    const sound = this.#checkSource(draft, existing);
    if (!sound.ok) return sound;
    const profile = this.#profileFrom(draft, existing, origin);
    const saved = this.#save({ profiles: replaced(this.profiles, profile) });
    return saved.ok ? succeed(profile) : saved;
  }

  /** Many new ones in one write; each that saveProfile would refuse is left out. Errors: storage-write-failed. */
  addProfiles(drafts: readonly ProfileDraft[]): Result<AddedProfiles> {
    const taken = new Set(this.profiles.map(({ name }) => name));
    const added: Profile[] = [];
    const failed: FailedEntry[] = [];
    for (const draft of drafts) {
      const { name } = draft;
      const sound = taken.has(name)
        ? fail(appError('profile-name-taken', { name }))
        : this.#checkSource(draft, null);
      if (sound.ok) added.push(this.#profileFrom(draft, null, undefined));
      else failed.push({ name, error: sound.error });
      taken.add(name);
    }
    const saved = this.#save({ profiles: [...this.profiles, ...added] });
    return saved.ok ? succeed({ added, failed }) : saved;
  }

  #profileFrom(draft: ProfileDraft, existing: Profile | null, origin: ProfileOrigin | undefined): Profile {
    return {
      ...draft,
      id: existing?.id ?? randomUUID(),
      favourite: existing?.favourite ?? false,
      demo: this.rootKey(draft.recipe)?.kept === 'demo',
      origin: origin ?? existing?.origin,
    };
  }

  #checkSource({ name, recipe }: ProfileDraft, existing: Profile | null): Result<unknown> {
    const { source, kind } = recipe;
    switch (source.kind) {
      case 'access-key':
        return this.accessKey(source.keyId) === null ? fail(appError('profile-source-missing')) : succeed();
      case 'profile': {
        const self = existing === null ? null : { id: existing.id, name, recipe };
        return checkedChain(recipe, (id) => this.profile(id) ?? undefined, self);
      }
      case 'sign-in': {
        const signIn = this.signIn(source.signInId);
        if (signIn === null) return fail(appError('sign-in-not-found'));
        return opens(signIn, kind) ? succeed() : fail(appError('sign-in-wrong-kind', { name: signIn.name }));
      }
      case 'machine':
      case 'command':
      case 'token-file':
        return succeed();
    }
  }

  setFavourite(id: string, favourite: boolean): Result<undefined> {
    if (this.profile(id) === null) return fail(appError('profile-not-found'));
    return this.#save({
      profiles: this.profiles.map((profile) => (profile.id === id ? { ...profile, favourite } : profile)),
    });
  }

  removeProfile(id: string): Result<Profile> {
    const profile = this.profile(id);
    if (profile === null) return fail(appError('profile-not-found'));
    const saved = this.#save({ profiles: this.profiles.filter((other) => other.id !== id) });
    return saved.ok ? succeed(profile) : saved;
  }

  saveAccessKey(key: AccessKey): Result<undefined> {
    return this.#save({ accessKeys: replaced(this.accessKeys, key) });
  }

  removeAccessKey(id: string): Result<undefined> {
    return this.#save({ accessKeys: this.accessKeys.filter((other) => other.id !== id) });
  }

  /** Everything the demo account brought, and what was made of it. */
  removeDemo(): void {
    this.#document = withoutDemo(this.#document);
    this.#onChanged();
  }

  #save(change: Partial<ProfilesDocument>): Result<undefined> {
    const next = { ...this.#document, ...change };
    const saved = this.#store.save(withoutDemo(next));
    if (!saved.ok) return saved;
    this.#document = next;
    this.#onChanged();
    return saved;
  }
}

const indexed = new WeakMap<readonly Profile[], ReadonlyMap<string, Profile>>();

/** Each view of each session asks for several profiles, and there may be thousands. */
function byId(profiles: readonly Profile[]): ReadonlyMap<string, Profile> {
  let index = indexed.get(profiles);
  if (index === undefined) {
    index = new Map(profiles.map((profile) => [profile.id, profile]));
    indexed.set(profiles, index);
  }
  return index;
}

function replaced<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  entry: Entry,
): readonly Entry[] {
  const known = entries.some(({ id }) => id === entry.id);
  return known ? entries.map((other) => (other.id === entry.id ? entry : other)) : [...entries, entry];
}

function opens({ method }: SignIn, kind: RecipeKind): boolean {
  switch (method.kind) {
    case 'saml':
      return kind === 'assume-role-with-saml';
    case 'oidc':
      return kind === 'assume-role-with-web-identity';
    case 'identity-center':
      return kind === 'identity-center';
  }
}

function withoutDemo(document: ProfilesDocument): ProfilesDocument {
  const isDemo = (id: string) => document.profiles.some((profile) => profile.id === id && profile.demo);
  return {
    ...document,
    managedSections: document.managedSections.filter(
      (section) => section.kind === 'region' || !isDemo(section.profileId),
    ),
    profiles: document.profiles.filter((profile) => !profile.demo),
    accessKeys: document.accessKeys.filter((key) => key.kept !== 'demo'),
  };
}

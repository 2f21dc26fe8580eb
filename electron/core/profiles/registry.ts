import { randomUUID } from 'node:crypto';
import { appError } from '../../../shared/errors.ts';
import type { Profile, ProfileDraft, ProfileOrigin } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { ManagedSection } from '../../../shared/views.ts';
import type { AccessKey, ProfileStore, ProfilesDocument } from '../ports.ts';

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
    return this.profiles.find((profile) => profile.id === id) ?? null;
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

  /** Errors: storage-write-failed. */
  saveManagedSections(managedSections: readonly ManagedSection[]): Result<undefined> {
    return this.#save({ managedSections });
  }

  /** Errors: storage-write-failed. */
  saveSeenAwsFiles(seenAwsFiles: string): Result<undefined> {
    return seenAwsFiles === this.seenAwsFiles ? succeed() : this.#save({ seenAwsFiles });
  }

  /** Errors: profile-name-taken, profile-not-found, profile-source-missing, storage-write-failed. */
  saveProfile(id: string | undefined, draft: ProfileDraft, origin?: ProfileOrigin): Result<Profile> {
    const existing = id === undefined ? null : this.profile(id);
    if (id !== undefined && existing === null) return fail(appError('profile-not-found'));
    if (this.profiles.some((profile) => profile.name === draft.name && profile.id !== id)) {
      return fail(appError('profile-name-taken', { name: draft.name }));
    }
    const key = this.accessKey(draft.recipe.source.keyId);
    if (key === null) return fail(appError('profile-source-missing'));

    const profile: Profile = {
      ...draft,
      id: existing?.id ?? randomUUID(),
      favourite: existing?.favourite ?? false,
      demo: key.kept === 'demo',
      origin: origin ?? existing?.origin,
    };
    const profiles = existing
      ? this.profiles.map((other) => (other.id === id ? profile : other))
      : [...this.profiles, profile];
    const saved = this.#save({ profiles });
    return saved.ok ? succeed(profile) : saved;
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
    const known = this.accessKey(key.id) !== null;
    return this.#save({
      accessKeys: known
        ? this.accessKeys.map((other) => (other.id === key.id ? key : other))
        : [...this.accessKeys, key],
    });
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

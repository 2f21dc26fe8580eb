import { type AppError, appError, type ReasonCode } from '../../../shared/errors.ts';
import type { Profile, ProfileDraft, Recipe } from '../../../shared/profile.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { FileAccessKey, FileProfile, FileSignIn } from '../../../shared/settings-file.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import type { Registry } from '../profiles/registry.ts';
import type { FileContent } from './settings-file.ts';

export interface Planned<Entry, Existing> {
  readonly entry: Entry;
  /** The one of its name that is there; null: it is new. */
  readonly existing: Existing | null;
  readonly changes: boolean;
}

/** What a file comes to here and now. */
export interface SettingsPlan {
  readonly settings: Settings;
  readonly changedSettings: readonly (keyof Settings)[];
  /** Those that are not kept here yet. */
  readonly newKeys: readonly FileAccessKey[];
  readonly signIns: readonly Planned<FileSignIn, SignIn>[];
  /** Each after those whose sessions it is got with. */
  readonly profiles: readonly Planned<FileProfile, Profile>[];
  /** From ids in the file to those here; what is new is not in it. */
  readonly ids: Ids;
  readonly problems: readonly AppError[];
}

export interface Ids {
  readonly keys: ReadonlyMap<string, string>;
  readonly signIns: ReadonlyMap<string, string>;
  readonly profiles: ReadonlyMap<string, string>;
}

export function planSettings(content: FileContent, registry: Registry, present: Settings): SettingsPlan {
  const problems = [...content.problems];
  const keptKeys = registry.accessKeys.filter(({ kept }) => kept !== 'demo');
  const keys = new Map(
    content.accessKeys.flatMap(({ id, accessKeyId }) => {
      const twin = keptKeys.find((key) => key.accessKeyId === accessKeyId);
      return twin === undefined ? [] : [[id, twin.id] as const];
    }),
  );
  const signIns = content.signIns.map((entry): Planned<FileSignIn, SignIn> => {
    const existing = registry.signIns.find(({ name }) => name === entry.draft.name) ?? null;
    const changes = existing === null || markOf(existing.method) !== markOf(entry.draft.method);
    return { entry, existing, changes };
  });
  const sound = usable(content, registry, problems);
  const byName = new Map(registry.profiles.map((profile) => [profile.name, profile]));
  const existingOf = ({ draft }: FileProfile) => byName.get(draft.name) ?? null;
  const ids: Ids = {
    keys,
    signIns: mapped(signIns.map(({ entry, existing }) => [entry.id, existing?.id])),
    profiles: mapped(sound.map((entry) => [entry.id, existingOf(entry)?.id])),
  };
  const profiles = sound.map((entry): Planned<FileProfile, Profile> => {
    const existing = existingOf(entry);
    const here = withIds(entry.draft, ids);
    const same =
      existing !== null && here !== null && markOf(draftOf(existing)) === markOf(kept(here, existing));
    return { entry, existing, changes: !same };
  });
  const names = Object.keys(present) as (keyof Settings)[];
  return {
    settings: content.settings,
    changedSettings: names.filter((name) => present[name] !== content.settings[name]),
    newKeys: content.accessKeys.filter(({ id }) => !keys.has(id)),
    signIns,
    profiles,
    ids,
    problems,
  };
}

/** Here, "ask before serving" is switched off by nobody but the person. */
export function kept(draft: ProfileDraft, existing: Profile | null): ProfileDraft {
  return existing?.askBeforeServing === true ? { ...draft, askBeforeServing: true } : draft;
}

/** The draft with ids of here; null: what it is called with is not here yet. */
export function withIds(draft: ProfileDraft, ids: Ids): ProfileDraft | null {
  const recipe = recipeWithIds(draft.recipe, ids);
  return recipe === null ? null : { ...draft, recipe };
}

function recipeWithIds(recipe: Recipe, ids: Ids): Recipe | null {
  const { source } = recipe;
  switch (source.kind) {
    case 'access-key': {
      const keyId = ids.keys.get(source.keyId);
      return keyId === undefined ? null : ({ ...recipe, source: { ...source, keyId } } as Recipe);
    }
    case 'sign-in': {
      const signInId = ids.signIns.get(source.signInId);
      return signInId === undefined ? null : ({ ...recipe, source: { ...source, signInId } } as Recipe);
    }
    case 'profile': {
      const profileId = ids.profiles.get(source.profileId);
      return profileId === undefined ? null : ({ ...recipe, source: { ...source, profileId } } as Recipe);
    }
    case 'machine':
    case 'command':
    case 'token-file':
      return recipe;
  }
}

/** Those whose sources are all in the file, each after its source; the others become problems. */
function usable({ profiles, signIns, accessKeys }: FileContent, registry: Registry, problems: AppError[]) {
  const keyIds = new Set(accessKeys.map(({ id }) => id));
  const signInIds = new Set(signIns.map(({ id }) => id));
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  const demoNames = new Set(registry.profiles.filter(({ demo }) => demo).map(({ name }) => name));
  const judged = new Map<string, 'sound' | 'unsound' | 'looking'>();
  const ordered: FileProfile[] = [];

  /** Along its chain of sources, without recursion: a hostile file may have one of any length. */
  const judge = (first: FileProfile): void => {
    const chain: FileProfile[] = [];
    let next: FileProfile | undefined = first;
    let sound = true;
    while (next !== undefined && sound) {
      const known = judged.get(next.id);
      if (known !== undefined) {
        // `looking`: it leads back to itself.
        sound = known === 'sound';
        break;
      }
      judged.set(next.id, 'looking');
      chain.push(next);
      const { source } = next.draft.recipe;
      if (demoNames.has(next.draft.name)) sound = false;
      else if (source.kind === 'access-key') sound = keyIds.has(source.keyId);
      else if (source.kind === 'sign-in') sound = signInIds.has(source.signInId);
      else if (source.kind === 'profile') {
        next = byId.get(source.profileId);
        sound = next !== undefined;
        continue;
      }
      next = undefined;
    }
    for (const profile of chain.reverse()) {
      judged.set(profile.id, sound ? 'sound' : 'unsound');
      if (sound) ordered.push(profile);
      else problems.push(unsound(profile, demoNames.has(profile.draft.name)));
    }
  };
  for (const profile of profiles) if (!judged.has(profile.id)) judge(profile);
  return ordered;
}

function unsound({ draft }: FileProfile, isDemo: boolean): AppError {
  const reason: ReasonCode = isDemo ? 'name-of-demo' : 'caller-not-in-file';
  return appError('input-refused', { field: draft.name, reason });
}

function draftOf({ id: _, favourite: __, demo: ___, origin: ____, ...draft }: Profile): ProfileDraft {
  return draft;
}

function mapped(entries: readonly (readonly [string, string | undefined])[]): ReadonlyMap<string, string> {
  return new Map(entries.flatMap(([from, to]) => (to === undefined ? [] : [[from, to] as const])));
}

/** The same for the same, in whatever order it was written down; what is absent may be `undefined`. */
function markOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}

import { createHash, randomUUID } from 'node:crypto';
import { appError, type FailedEntry, type ReasonCode } from '../../../shared/errors.ts';
import type { Profile, ProfileDraft, Recipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings, SettingsImportOutcome, SettingsImportPreview } from '../../../shared/settings.ts';
import type { FileProfile, FileSignIn } from '../../../shared/settings-file.ts';
import type { SignIn, SignInMethod } from '../../../shared/sign-in.ts';
import type { Clock } from '../ports.ts';
import { FreeNames } from '../profiles/free-names.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SignIns } from '../sign-ins/sign-ins.ts';
import type { AccessKey } from '../store-ports.ts';
import type { TrustedDialog } from '../way-in-ports.ts';
import { readSettingsFile, writeSettingsFile } from './settings-file.ts';
import { kept, type Planned, planSettings, type SettingsPlan, withIds } from './settings-plan.ts';
import type { ChosenFile } from './system-ports.ts';

type Drafts = ReadonlyMap<Planned<FileProfile, Profile>, ProfileDraft>;
type SavedProfiles = Pick<SettingsImportOutcome, 'profiles' | 'failed'>;

interface Previewed {
  readonly digest: string;
  readonly file: ChosenFile;
}

interface Dependencies {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly signIns: Pick<SignIns, 'add' | 'save'>;
  readonly dialog: TrustedDialog;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly saveSettings: (settings: Settings) => Result<undefined>;
  /** A profile that was there is another one now. */
  readonly onProfileChanged: (profileId: string) => void;
  /** Profiles came or changed. */
  readonly onImported: () => void;
}

/** Settings, profiles, sign-ins and the names of keys, out into a file and in again. */
export class SettingsTransfer {
  readonly #deps: Dependencies;
  /** What the person looked at: what is taken over is that, whatever became of the file. */
  #previewed: Previewed | null = null;
  /** One at a time; the same asked for twice is one. */
  #applying: { readonly digest: string; readonly outcome: Promise<Result<SettingsImportOutcome>> } | null =
    null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  export(): { readonly name: string; readonly text: string } {
    const { clock, registry, settings } = this.#deps;
    const now = clock.now();
    const day = new Date(now).toISOString().slice(0, 10);
    return {
      name: `keycutter-settings-${day}.json`,
      text: writeSettingsFile(settings(), registry, now),
    };
  }

  /** Changes nothing. Errors: settings-file-unreadable, settings-file-newer. */
  preview(file: ChosenFile): Result<SettingsImportPreview> {
    const plan = this.#plan(file);
    if (!plan.ok) return plan;
    const digest = createHash('sha256').update(file.text).digest('hex');
    this.#previewed = { digest, file };
    const { changedSettings, newKeys, signIns, profiles, problems } = plan.value;
    return succeed({
      path: file.path,
      digest,
      settings: changedSettings,
      profiles: counted(profiles),
      signIns: counted(signIns),
      accessKeys: newKeys.map(({ name }) => name),
      problems,
    });
  }

  /** Errors: import-changed, command-not-confirmed, keychain-*, storage-write-failed. */
  async apply(digest: string, signal: AbortSignal): Promise<Result<SettingsImportOutcome>> {
    const under = this.#applying;
    if (under !== null) {
      const outcome = await under.outcome;
      return under.digest === digest ? outcome : this.apply(digest, signal);
    }
    const previewed = this.#previewed;
    if (previewed === null || previewed.digest !== digest) return fail(appError('import-changed'));
    const outcome = this.#apply(previewed, signal).finally(() => {
      this.#applying = null;
    });
    this.#applying = { digest, outcome };
    return outcome;
  }

  async #apply(previewed: Previewed, signal: AbortSignal): Promise<Result<SettingsImportOutcome>> {
    const plan = this.#plan(previewed.file);
    if (!plan.ok) return plan;
    // Before anything is changed: a refused command refuses the file it came in.
    if (!(await this.#commandsAllowed(plan.value))) return fail(appError('command-not-confirmed'));

    const { settings, changedSettings } = plan.value;
    if (changedSettings.length > 0) {
      const saved = this.#deps.saveSettings(settings);
      if (!saved.ok) return saved;
    }
    const keys = this.#addKeys(plan.value);
    if (!keys.ok) return keys;
    const signIns = await this.#saveSignIns(plan.value, signal);
    if (!signIns.ok) return signIns;
    const profiles = this.#saveProfiles({
      ...plan.value,
      ids: { ...plan.value.ids, keys: keys.value.ids, signIns: signIns.value.ids },
    });
    this.#deps.onImported();
    if (!profiles.ok) return profiles;
    if (this.#previewed === previewed) this.#previewed = null;
    this.#deps.journal.record('imported', previewed.file.path);
    return succeed({ accessKeys: keys.value.count, signIns: signIns.value.count, ...profiles.value });
  }

  #plan({ path, text }: ChosenFile): Result<SettingsPlan> {
    const { registry, settings } = this.#deps;
    const content = readSettingsFile(path, text, settings());
    return content.ok ? succeed(planSettings(content.value, registry, settings())) : content;
  }

  /** A file may come from anybody: what would run a program is asked about, each command once. */
  async #commandsAllowed({ profiles, signIns }: SettingsPlan): Promise<boolean> {
    const wanted = new Set<string>();
    for (const { entry, existing, changes } of profiles) {
      const command = commandOfRecipe(entry.draft.recipe);
      const known = existing !== null && commandOfRecipe(existing.recipe) === command;
      if (changes && command !== null && !known) wanted.add(command);
    }
    for (const { entry, existing, changes } of signIns) {
      const command = commandOfMethod(entry.draft.method);
      const known = existing !== null && commandOfMethod(existing.method) === command;
      if (changes && command !== null && !known) wanted.add(command);
    }
    for (const command of wanted) if (!(await this.#deps.dialog.confirmCommand(command))) return false;
    return true;
  }

  /** Without a secret, which the person enters where the window shows that it is missing. */
  #addKeys({ newKeys, ids }: SettingsPlan) {
    const { registry, clock, journal } = this.#deps;
    const names = new FreeNames(registry.accessKeys);
    const keys = new Map(ids.keys);
    for (const { id, name, accessKeyId } of newKeys) {
      // Two entries of one key are one.
      const twin = registry.accessKeys.find((key) => key.kept !== 'demo' && key.accessKeyId === accessKeyId);
      const added: AccessKey = twin ?? {
        id: randomUUID(),
        name: names.take(name),
        accessKeyId,
        // What is kept in memory only, and is not there, is asked for again.
        kept: 'memory',
        addedAt: clock.now(),
        identity: null,
      };
      keys.set(id, added.id);
      if (twin !== undefined) continue;
      const saved = registry.saveAccessKey(added);
      if (!saved.ok) return saved;
      journal.record('key-added', added.name, accessKeyId);
    }
    return succeed({ ids: keys, count: newKeys.length });
  }

  async #saveSignIns({ signIns, ids }: SettingsPlan, signal: AbortSignal) {
    const saved = new Map(ids.signIns);
    let count = 0;
    for (const planned of signIns) {
      if (!planned.changes) continue;
      const id = await this.#saveSignIn(planned, signal);
      if (!id.ok) return id;
      saved.set(planned.entry.id, id.value);
      count += 1;
    }
    return succeed({ ids: saved, count });
  }

  #saveSignIn({ entry, existing }: Planned<FileSignIn, SignIn>, signal: AbortSignal) {
    const { signIns } = this.#deps;
    if (existing === null) return Promise.resolve(signIns.add(entry.draft));
    // A secret that was entered for one provider must not be shown to another that a file has put in its place.
    return signIns.save(existing.id, entry.draft, existing.hasClientSecret ? null : undefined, signal);
  }

  /** New ones generation by generation: those that are called with a new one come after it, in one write each. */
  #saveProfiles({ profiles, ids }: SettingsPlan): Result<SavedProfiles> {
    const here = new Map(ids.profiles);
    const failed: FailedEntry[] = [];
    let count = 0;
    let waiting = profiles.filter(({ changes }) => changes);
    while (waiting.length > 0) {
      const drafts = new Map(
        waiting.flatMap((planned) => {
          const draft = withIds(planned.entry.draft, { ...ids, profiles: here });
          return draft === null ? [] : [[planned, draft] as const];
        }),
      );
      if (drafts.size === 0) break;
      waiting = waiting.filter((planned) => !drafts.has(planned));
      const added = this.#addProfiles(drafts, here);
      if (!added.ok) return added;
      const changed = this.#changeProfiles(drafts);
      if (!changed.ok) return changed;
      count += added.value.profiles + changed.value.profiles;
      failed.push(...added.value.failed, ...changed.value.failed);
    }
    for (const { entry } of waiting) {
      const { name } = entry.draft;
      const reason: ReasonCode = 'caller-not-imported';
      failed.push({ name, error: appError('input-refused', { field: name, reason }) });
    }
    return succeed({ profiles: count, failed });
  }

  /** @param here takes the ids of those that were added. */
  #addProfiles(drafts: Drafts, here: Map<string, string>): Result<SavedProfiles> {
    const { registry } = this.#deps;
    const fresh = [...drafts].filter(([{ existing }]) => existing === null);
    const saved = registry.addProfiles(fresh.map(([, draft]) => draft));
    if (!saved.ok) return saved;
    const { added, failed } = saved.value;
    const idOf = new Map(added.map(({ name, id }) => [name, id]));
    for (const [{ entry }] of fresh) {
      const id = idOf.get(entry.draft.name);
      if (id === undefined) continue;
      here.set(entry.id, id);
      if (entry.favourite) registry.setFavourite(id, true);
    }
    return succeed({ profiles: added.length, failed });
  }

  #changeProfiles(drafts: Drafts): Result<SavedProfiles> {
    const { registry, onProfileChanged } = this.#deps;
    const failed: FailedEntry[] = [];
    let profiles = 0;
    for (const [{ existing }, draft] of drafts) {
      if (existing === null) continue;
      const saved = registry.saveProfile(existing.id, kept(draft, existing));
      if (saved.ok) {
        onProfileChanged(existing.id);
        profiles += 1;
      } else if (saved.error.code === 'storage-write-failed') return saved;
      else failed.push({ name: existing.name, error: saved.error });
    }
    return succeed({ profiles, failed });
  }
}

interface Counted {
  readonly entry: { readonly draft: { readonly name: string } };
  readonly existing: unknown;
  readonly changes: boolean;
}

function counted(planned: readonly Counted[]) {
  const names = (wanted: (one: Counted) => boolean) =>
    planned.filter((one) => one.changes && wanted(one)).map(({ entry }) => entry.draft.name);
  return {
    new: names(({ existing }) => existing === null),
    changed: names(({ existing }) => existing !== null),
  };
}

function commandOfRecipe({ source }: Recipe): string | null {
  return source.kind === 'command' ? source.command : null;
}

function commandOfMethod(method: SignInMethod): string | null {
  return method.kind === 'saml' && method.by === 'command' ? method.command : null;
}

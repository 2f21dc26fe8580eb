import { createHash, randomUUID } from 'node:crypto';
import { appError } from '../../../shared/errors.ts';
import type { ProfileDraft, Recipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { FileSignIn } from '../../../shared/settings-file.ts';
import type { SignIn, SignInMethod } from '../../../shared/sign-in.ts';
import type { Settings, SettingsImportOutcome, SettingsImportPreview } from '../../../shared/views.ts';
import type { AccessKey, Clock } from '../ports.ts';
import { FreeNames } from '../profiles/free-names.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SignIns } from '../sign-ins/sign-ins.ts';
import type { TrustedDialog } from '../way-in-ports.ts';
import { readSettingsFile, writeSettingsFile } from './settings-file.ts';
import { kept, type Planned, planSettings, type SettingsPlan, withIds } from './settings-plan.ts';
import type { ChosenFile } from './system-ports.ts';

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
  #previewed: { readonly digest: string; readonly file: ChosenFile } | null = null;

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
    const previewed = this.#previewed;
    if (previewed === null || previewed.digest !== digest) return fail(appError('import-changed'));
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
    this.#previewed = null;
    const outcome = {
      accessKeys: keys.value.count,
      signIns: signIns.value.count,
      profiles: profiles.value,
    };
    this.#deps.journal.record('imported', previewed.file.path);
    return succeed(outcome);
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
  #saveProfiles({ profiles, ids }: SettingsPlan): Result<number> {
    const { registry, onProfileChanged } = this.#deps;
    const here = new Map(ids.profiles);
    let count = 0;
    let waiting = profiles.filter(({ changes }) => changes);
    while (waiting.length > 0) {
      const ready = waiting.filter(({ entry }) => withIds(entry.draft, { ...ids, profiles: here }) !== null);
      if (ready.length === 0) break;
      waiting = waiting.filter((planned) => !ready.includes(planned));
      const drafts = new Map(
        ready.map((planned) => [planned, withIds(planned.entry.draft, { ...ids, profiles: here })] as const),
      );
      const fresh = ready.filter(({ existing }) => existing === null);
      const added = registry.addProfiles(fresh.map((planned) => drafts.get(planned)).filter(isThere));
      if (!added.ok) return added;
      const idOf = new Map(added.value.map(({ name, id }) => [name, id]));
      for (const { entry } of fresh) {
        const id = idOf.get(entry.draft.name);
        if (id === undefined) continue;
        here.set(entry.id, id);
        count += 1;
        if (entry.favourite) registry.setFavourite(id, true);
      }
      for (const planned of ready) {
        const draft = drafts.get(planned);
        if (planned.existing === null || !isThere(draft)) continue;
        const saved = registry.saveProfile(planned.existing.id, kept(draft, planned.existing));
        if (!saved.ok && saved.error.code === 'storage-write-failed') return saved;
        if (!saved.ok) continue;
        onProfileChanged(planned.existing.id);
        count += 1;
      }
    }
    return succeed(count);
  }
}

function isThere(draft: ProfileDraft | null | undefined): draft is ProfileDraft {
  return draft !== null && draft !== undefined;
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

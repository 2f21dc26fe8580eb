import type { ImportOutcome } from '../../../shared/aws-files-views.ts';
import {
  chainedSeconds,
  checkAccessKeyId,
  checkName,
  checkSecretAccessKey,
  type LimitCode,
} from '../../../shared/aws-limits.ts';
import { type AppError, appError, type FailedEntry, type ReasonCode } from '../../../shared/errors.ts';
import type { Recipe } from '../../../shared/profile.ts';
import { recipeSchema } from '../../../shared/recipe-schema.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SignInDraft } from '../../../shared/sign-in.ts';
import { signInDraftSchema } from '../../../shared/sign-in-schema.ts';
import type { OtherTool, OtherToolPreview } from '../../../shared/sign-in-views.ts';
import { type SharedSignIns, sharedSignIn } from '../aws-files/import-sections.ts';
import type { LongTermCredentials } from '../credentials.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import { FreeNames } from '../profiles/free-names.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { OtherToolItem, OtherTools, OtherToolTake } from '../way-in-ports.ts';

interface Dependencies {
  readonly otherTools: OtherTools;
  readonly accessKeys: AccessKeys;
  readonly registry: Registry;
  readonly signIns: SharedSignIns;
  readonly journal: Journal;
  readonly settings: () => Settings;
}

/** What a taken item became: the id of an access key or of a profile. */
interface Taken {
  readonly kind: 'access-key' | 'profile';
  readonly id: string;
}

interface Run {
  readonly tool: OtherTool;
  readonly items: ReadonlyMap<string, OtherToolItem>;
  readonly done: Map<string, Result<Taken>>;
  /** Items on the way to their sources, to find a circle. */
  readonly open: Set<string>;
  profiles: number;
}

/** AWS's own default for GetSessionToken. */
const sessionTokenSeconds = 12 * 3_600;

/** Takes over what aws-vault or Leapp keep, each item after the one it calls with. Nothing of theirs is changed. */
export class OtherToolImport {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: other-tool-unreadable, keychain-*. */
  async preview(tool: OtherTool): Promise<Result<OtherToolPreview>> {
    const read = await this.#deps.otherTools.read(tool);
    if (!read.ok) return read;
    const entries = read.value.items.map(({ take: _, ...entry }) => entry);
    return succeed({ tool, place: read.value.place, entries });
  }

  /** Errors: those of `preview`; what stops a single item is in the outcome, by its name. */
  async import(input: {
    readonly tool: OtherTool;
    readonly ids: readonly string[];
  }): Promise<Result<ImportOutcome>> {
    const read = await this.#deps.otherTools.read(input.tool);
    if (!read.ok) return read;
    const items = new Map(read.value.items.map((item) => [item.id, item]));
    const run: Run = { tool: input.tool, items, done: new Map(), open: new Set(), profiles: 0 };
    const keysBefore = this.#deps.registry.accessKeys.length;
    const failed: FailedEntry[] = [];
    for (const id of new Set(input.ids)) {
      const item = items.get(id);
      if (item === undefined) continue;
      const taken = await this.#takeOnce(item, run);
      if (!taken.ok) failed.push({ name: item.name, error: taken.error });
    }
    const accessKeys = this.#deps.registry.accessKeys.length - keysBefore;
    return succeed({ profiles: run.profiles, accessKeys, failed });
  }

  async #takeOnce(item: OtherToolItem, run: Run): Promise<Result<Taken>> {
    const done = run.done.get(item.id);
    if (done !== undefined) return done;
    if (run.open.has(item.id)) return fail(appError('chain-cycle', { names: item.name }));
    run.open.add(item.id);
    const taken =
      item.take === null
        ? fail(item.problem ?? unreadable(run.tool))
        : await this.#take(item, item.take, run);
    run.open.delete(item.id);
    run.done.set(item.id, taken);
    return taken;
  }

  async #take(item: OtherToolItem, take: OtherToolTake, run: Run): Promise<Result<Taken>> {
    const badName = checkName(item.name);
    if (badName !== null) return fail(unreadable(run.tool, badName.code, badName.params));
    if (take.kind === 'access-key') {
      const key = await take.read();
      return key.ok ? this.#keepKey(item.name, key.value, run) : key;
    }
    const recipe = await this.#recipe(take, run);
    return recipe.ok ? this.#saveProfile(item.name, recipe.value, run) : recipe;
  }

  async #keepKey(
    name: string,
    { accessKeyId, secretAccessKey }: LongTermCredentials,
    run: Run,
  ): Promise<Result<Taken>> {
    const { accessKeys, registry } = this.#deps;
    const refused = checkAccessKeyId(accessKeyId) ?? checkSecretAccessKey(secretAccessKey.reveal());
    if (refused !== null) return fail(unreadable(run.tool, refused.code, refused.params));
    const known = registry.accessKeys.find((key) => key.accessKeyId === accessKeyId && key.kept !== 'demo');
    if (known !== undefined) return succeed({ kind: 'access-key', id: known.id });
    const free = new FreeNames(registry.accessKeys).take(name);
    const added = await accessKeys.add({ name: free, accessKeyId, secretAccessKey, keep: 'keychain' });
    if (!added.ok) return added;
    this.#deps.journal.record('imported', free, run.tool);
    return succeed({ kind: 'access-key', id: added.value.id });
  }

  async #recipe(take: Exclude<OtherToolTake, { kind: 'access-key' }>, run: Run): Promise<Result<Recipe>> {
    const { region } = take;
    const wanted = this.#deps.settings().defaultDurationSeconds;
    switch (take.kind) {
      case 'session-token': {
        const source = await this.#source(take.sourceId, run);
        if (!source.ok) return source;
        if (source.value.kind !== 'access-key') return fail(appError('profile-source-missing'));
        return this.#checked(run.tool, {
          kind: take.kind,
          source: { kind: 'access-key', keyId: source.value.id },
          region,
          durationSeconds: sessionTokenSeconds,
          mfaSerial: take.mfaSerial ?? undefined,
        });
      }
      case 'assume-role': {
        const source = await this.#source(take.sourceId, run);
        if (!source.ok) return source;
        const isKey = source.value.kind === 'access-key';
        const mfaSerial = isKey ? (take.mfaSerial ?? undefined) : undefined;
        const isCapped = !isKey || mfaSerial !== undefined;
        return this.#checked(run.tool, {
          kind: take.kind,
          source: isKey
            ? { kind: 'access-key', keyId: source.value.id }
            : { kind: 'profile', profileId: source.value.id },
          roleArn: take.roleArn,
          region,
          durationSeconds: isCapped ? Math.min(wanted, chainedSeconds) : wanted,
          roleSessionName: take.roleSessionName ?? undefined,
          policyArns: [],
          tags: [],
          transitiveTagKeys: [],
          mfaSerial,
          mfaShared: mfaSerial === undefined ? undefined : true,
        });
      }
      case 'assume-role-with-saml': {
        const { startUrl, roleArn, principalArn } = take;
        const method = { kind: 'saml', by: 'window', startUrl, command: '', remember: false } as const;
        const signInId = this.#signIn(run.tool, { name: hostOf(startUrl), method });
        if (!signInId.ok) return signInId;
        return this.#checked(run.tool, {
          kind: take.kind,
          source: { kind: 'sign-in', signInId: signInId.value },
          roleArn,
          principalArn,
          region,
          durationSeconds: wanted,
          policyArns: [],
        });
      }
      case 'identity-center': {
        const { startUrl, ssoRegion, accountId, roleName } = take;
        const signInId = this.#signIn(run.tool, {
          name: hostOf(startUrl),
          method: { kind: take.kind, startUrl, region: ssoRegion, flow: 'browser', cliSession: '' },
        });
        if (!signInId.ok) return signInId;
        const source = { kind: 'sign-in', signInId: signInId.value } as const;
        return this.#checked(run.tool, { kind: take.kind, source, accountId, roleName, region });
      }
    }
  }

  async #source(sourceId: string, run: Run): Promise<Result<Taken>> {
    const item = run.items.get(sourceId);
    return item === undefined ? fail(appError('profile-source-missing')) : this.#takeOnce(item, run);
  }

  #signIn(tool: OtherTool, draft: SignInDraft): Result<string> {
    return signInDraftSchema.safeParse(draft).success
      ? sharedSignIn(this.#deps.signIns, draft)
      : fail(unreadable(tool, 'start-page-not-https'));
  }

  /** Their data may say anything; it comes in by no other door than what a person types. */
  #checked(tool: OtherTool, recipe: Recipe): Result<Recipe> {
    const parsed = recipeSchema.safeParse(recipe);
    if (parsed.success) return succeed(recipe);
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail(unreadable(tool, 'aws-would-refuse', field === '' ? {} : { refusedField: field }));
  }

  #saveProfile(name: string, recipe: Recipe, run: Run): Result<Taken> {
    const { registry, journal } = this.#deps;
    const same = registry.profiles.find((profile) => !profile.demo && isSameRecipe(profile.recipe, recipe));
    if (same !== undefined) return succeed({ kind: 'profile', id: same.id });
    const saved = registry.saveProfile(undefined, {
      name: new FreeNames(registry.profiles).take(name),
      recipe,
    });
    if (!saved.ok) return saved;
    run.profiles += 1;
    journal.record('imported', saved.value.name, run.tool);
    return succeed({ kind: 'profile', id: saved.value.id });
  }
}

/** Made here before, whose duration the person may have changed since. Absent or undefined is the same. */
function isSameRecipe(one: Recipe, other: Recipe): boolean {
  const sorted = (recipe: Recipe) =>
    JSON.stringify(
      Object.entries(recipe)
        .filter(([name, value]) => value !== undefined && name !== 'durationSeconds')
        .sort(),
    );
  return sorted(one) === sorted(other);
}

function hostOf(address: string): string {
  return (URL.canParse(address) ? new URL(address).hostname.slice(0, 60) : '') || 'Sign-in';
}

function unreadable(
  tool: OtherTool,
  reason: ReasonCode | LimitCode = 'other-form',
  params: Readonly<Record<string, string>> = {},
): AppError {
  return appError('other-tool-unreadable', { ...params, tool: tool === 'leapp' ? 'Leapp' : tool, reason });
}

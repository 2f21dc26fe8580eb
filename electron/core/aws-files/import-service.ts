import { type AppError, appError } from '../../../shared/errors.ts';
import type { CommandInput } from '../../../shared/ipc-contract.ts';
import type { ProfileDraft } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type {
  CallerIdentity,
  ImportEntry,
  ImportOutcome,
  ImportPreview,
  PlaintextKeyView,
  Settings,
} from '../../../shared/views.ts';
import type { AwsFiles, ByteText, StsGateway } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { markOfSection } from './import-digest.ts';
import { type ImportPlan, type Proposal, type ProposedKey, planImport } from './import-plan.ts';
import type { ManagedSections } from './managed-sections.ts';
import { redacted, withoutLongTermKey } from './move-key.ts';
import { readAwsFiles } from './read-aws-files.ts';

interface Dependencies {
  readonly awsFiles: AwsFiles;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly managedSections: ManagedSections;
  readonly sts: StsGateway;
  readonly awsTime: AwsTime;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly onChanged: () => void;
}

type Paths = CommandInput<'awsFiles', 'preview'>;

interface Looked {
  readonly plan: ImportPlan;
  readonly preview: ImportPreview;
  readonly credentials: ByteText;
}

const longestNameCount = 1_000;

/** Brings what ~/.aws has into Keycutter. Importing changes nothing on disk; moving a key does, and says so before. */
export class ImportService {
  readonly #deps: Dependencies;
  #offer: { readonly new: number; readonly changed: number } | null = null;
  #plaintextKeys: readonly PlaintextKeyView[] = [];
  #problem: AppError | null = null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  get offer() {
    return this.#offer;
  }

  get plaintextKeys(): readonly PlaintextKeyView[] {
    return this.#plaintextKeys;
  }

  get problem(): AppError | null {
    return this.#problem;
  }

  /** Errors: aws-file-unreadable, aws-file-changing. */
  async preview(paths: Paths): Promise<Result<ImportPreview>> {
    const looked = await this.#look(paths);
    return looked.ok ? succeed(looked.value.preview) : looked;
  }

  /** Looks what is there and offers what the person has not seen yet. */
  async refresh(): Promise<void> {
    const looked = await this.#look({});
    this.#problem = looked.ok ? null : looked.error;
    if (looked.ok) {
      const { plan, preview } = looked.value;
      const seen = new Set(this.#deps.registry.seenAwsFiles?.split(' '));
      const unseen = offeredBy(plan).filter(({ mark }) => !seen.has(mark));
      const count = (wanted: ImportEntry['outcome']) =>
        unseen.filter(({ outcome }) => outcome === wanted).length;
      this.#offer = unseen.length === 0 ? null : { new: count('new'), changed: count('changed') };
      this.#plaintextKeys = preview.entries.flatMap(({ name, accessKeyId, notes }) =>
        accessKeyId !== null && notes.some(({ code }) => code === 'plaintext-key')
          ? [{ section: name, accessKeyId }]
          : [],
      );
    }
    this.#deps.onChanged();
  }

  async dismissOffer(): Promise<Result<undefined>> {
    const looked = await this.#look({});
    if (!looked.ok) return looked;
    const marks = offeredBy(looked.value.plan).map(({ mark }) => mark);
    const saved = this.#deps.registry.saveSeenAwsFiles(marks.join(' '));
    this.#offer = null;
    this.#deps.onChanged();
    return saved;
  }

  /** Errors: import-outdated, aws-file-*; what stops a single section is in the outcome. */
  async import(input: CommandInput<'awsFiles', 'import'>): Promise<Result<ImportOutcome>> {
    const { digest, sections, ...paths } = input;
    const looked = await this.#look(paths);
    if (!looked.ok) return looked;
    const { plan, preview } = looked.value;
    if (preview.digest !== digest) return fail(appError('import-outdated'));

    const keysBefore = this.#deps.registry.accessKeys.length;
    const failed: { readonly name: string; readonly error: AppError }[] = [];
    let profiles = 0;
    for (const name of new Set(sections)) {
      const proposal = plan.proposals.get(name);
      if (proposal === undefined) continue;
      const imported = await this.#importOne(name, proposal);
      if (!imported.ok) failed.push({ name, error: imported.error });
      else if (proposal.profile !== null) profiles += 1;
    }
    const accessKeys = this.#deps.registry.accessKeys.length - keysBefore;
    // What was left out was seen too.
    if (paths.configPath === undefined && paths.credentialsPath === undefined) await this.dismissOffer();
    await this.refresh();
    return succeed({ profiles, accessKeys, failed });
  }

  /**
   * In this order, so that at no moment a working setup is without its key: verified at AWS, kept in the keychain and
   * read back, backed up without the secret, the managed section written, and only then the key taken out.
   *
   * Errors: import-outdated, key-move-unverified, key-move-mismatch, aws-file-*, keychain-*, sts-*, network-* and the like.
   */
  async moveKey(
    { section, serve }: CommandInput<'awsFiles', 'moveKey'>,
    signal: AbortSignal,
  ): Promise<Result<string>> {
    const { accessKeys, awsFiles, managedSections, journal, registry } = this.#deps;
    const looked = await this.#look({});
    if (!looked.ok) return looked;
    const proposal = looked.value.plan.proposals.get(section);
    if (proposal === undefined || proposal.key === null) return fail(appError('import-outdated'));
    if (proposal.profile !== null) {
      const reason = 'its role is assumed with these very keys. Import the role, then take the keys out.';
      return fail(appError('input-refused', { field: section, reason }));
    }
    const { key } = proposal;
    const verified = await this.#verify(section, key, signal);
    if (!verified.ok) return verified;
    const keyId = await this.#keepKey(key);
    if (!keyId.ok) return keyId;
    const back = await accessKeys.caller(keyId.value, this.#deps.settings().defaultRegion);
    if (!back.ok) return back;
    if (back.value.credentials.secretAccessKey.reveal() !== key.secretAccessKey.reveal()) {
      return fail(appError('key-move-mismatch'));
    }
    const kept = registry.accessKey(keyId.value);
    if (kept !== null) registry.saveAccessKey({ ...kept, identity: verified.value });

    const profileId = this.#saveServingProfile(section, keyId.value, serve, proposal.region);
    if (!profileId.ok) return profileId;
    const backup = await awsFiles.keepBackup('credentials', redacted(looked.value.credentials));
    if (!backup.ok) return backup;
    const written = await managedSections.write(
      { profileId: profileId.value, name: section, kind: 'process', takeOver: true },
      true,
    );
    if (!written.ok) return written;
    const removed = await awsFiles.update('credentials', (text) =>
      withoutLongTermKey(text, section, key.accessKeyId, key.secretAccessKey),
    );
    if (!removed.ok) return removed;
    journal.record('key-moved', section, key.accessKeyId);
    await this.refresh();
    return profileId;
  }

  async #importOne(
    section: string,
    { key, keyId: keptId, profile, digest }: Proposal,
  ): Promise<Result<undefined>> {
    const { registry, journal } = this.#deps;
    let keyId = keptId;
    if (key !== null) {
      const kept = await this.#keepKey(key);
      if (!kept.ok) return kept;
      keyId = kept.value;
    }
    if (profile === null || keyId === null) {
      journal.record('imported', section);
      return succeed();
    }
    const existing = registry.profiles.find(({ origin }) => origin?.section === section);
    const source = { kind: 'access-key', keyId } as const;
    const before = existing?.recipe.kind === 'assume-role' ? existing.recipe : {};
    const draft: ProfileDraft = {
      ...existing,
      name: existing?.name ?? this.#freeName(profile.name, registry.profiles),
      recipe: { ...before, ...profile.recipe, source },
    };
    const saved = registry.saveProfile(existing?.id, draft, { section, digest });
    if (!saved.ok) return saved;
    journal.record('imported', saved.value.name, section);
    return succeed();
  }

  async #verify(section: string, key: ProposedKey, signal: AbortSignal): Promise<Result<CallerIdentity>> {
    const caller = { credentials: key, region: this.#deps.settings().defaultRegion, endpointUrl: null };
    const { result, awsTime } = await this.#deps.sts.getCallerIdentity(caller, signal);
    if (awsTime !== null) this.#deps.awsTime.learn(awsTime);
    if (result.ok) return result;
    const { code } = result.error;
    const refused = code === 'sts-invalid-client-token' || code === 'sts-signature-mismatch';
    return refused ? fail(appError('key-move-unverified', { section })) : result;
  }

  /** The kept key with this id, its secret entered again where the keychain lost it; or a new one. */
  async #keepKey({ name, accessKeyId, secretAccessKey }: ProposedKey): Promise<Result<string>> {
    const { registry, accessKeys, settings } = this.#deps;
    const known = registry.accessKeys.find((key) => key.accessKeyId === accessKeyId);
    if (known === undefined) {
      const free = this.#freeName(name, registry.accessKeys);
      const added = await accessKeys.add({ name: free, accessKeyId, secretAccessKey, keep: 'keychain' });
      return added.ok ? succeed(added.value.id) : added;
    }
    const caller = await accessKeys.caller(known.id, settings().defaultRegion);
    const same = caller.ok && caller.value.credentials.secretAccessKey.reveal() === secretAccessKey.reveal();
    if (same && known.kept === 'keychain') return succeed(known.id);
    const entered = await accessKeys.enterSecret(known.id, secretAccessKey, 'keychain');
    return entered.ok ? succeed(known.id) : entered;
  }

  #saveServingProfile(
    section: string,
    keyId: string,
    serve: 'session-token' | 'access-key',
    region: string,
  ): Result<string> {
    const { registry } = this.#deps;
    const source = { kind: 'access-key', keyId } as const;
    const existing = registry.profiles.find(
      ({ recipe }) => recipe.kind === serve && recipe.source.keyId === keyId,
    );
    if (existing !== undefined) return succeed(existing.id);
    const recipe =
      serve === 'access-key'
        ? { kind: serve, source, region }
        : { kind: serve, source, region, durationSeconds: defaultSessionTokenSeconds };
    const saved = registry.saveProfile(undefined, {
      name: this.#freeName(section, registry.profiles),
      recipe,
    });
    return saved.ok ? succeed(saved.value.id) : saved;
  }

  async #look(paths: Paths): Promise<Result<Looked>> {
    const { awsFiles, registry, settings } = this.#deps;
    const config = await awsFiles.read('config', paths.configPath);
    if (!config.ok) return config;
    const credentials = await awsFiles.read('credentials', paths.credentialsPath);
    if (!credentials.ok) return credentials;
    const read = readAwsFiles({ config: config.value, credentials: credentials.value });
    const { defaultRegion, defaultDurationSeconds } = settings();
    const plan = planImport(
      read,
      { profiles: registry.profiles, accessKeys: registry.accessKeys },
      { region: defaultRegion, durationSeconds: defaultDurationSeconds },
    );
    const preview: ImportPreview = {
      configPath: paths.configPath ?? awsFiles.paths.config,
      credentialsPath: paths.credentialsPath ?? awsFiles.paths.credentials,
      entries: plan.entries,
      problems: read.problems,
      digest: plan.digest,
    };
    return succeed({ plan, preview, credentials: credentials.value ?? '' });
  }

  #freeName(wanted: string, taken: readonly { readonly name: string }[]): string {
    for (let count = 1; count < longestNameCount; count += 1) {
      const name = count === 1 ? wanted : `${wanted} (${count})`;
      if (!taken.some((other) => other.name === name)) return name;
    }
    return wanted;
  }
}

/** Sections worth importing, each with what tells a later change of it. */
function offeredBy({ entries, proposals }: ImportPlan) {
  return entries
    .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
    .map(({ name, outcome }) => ({ outcome, mark: markOfSection(name, proposals.get(name)?.digest ?? '') }));
}

/** AWS's own default: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const defaultSessionTokenSeconds = 12 * 3_600;

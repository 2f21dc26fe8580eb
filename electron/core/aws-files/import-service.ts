import type { CallerIdentity } from '../../../shared/access-key-views.ts';
import type {
  ImportEntry,
  ImportOutcome,
  ImportPreview,
  PlaintextKeyView,
} from '../../../shared/aws-files-views.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { CommandInput } from '../../../shared/ipc-contract.ts';
import { refuse } from '../../../shared/parse-input.ts';
import { keyIdOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { StsGateway } from '../aws-ports.ts';
import type { AwsFiles, ByteText } from '../ports.ts';
import { FreeNames } from '../profiles/free-names.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { markOfSection } from './import-digest.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import type { ProposedKey } from './import-proposal.ts';
import { SectionImport, type SectionImportDependencies } from './import-sections.ts';
import type { ManagedSections } from './managed-sections.ts';
import { redacted, withoutLongTermKey } from './move-key.ts';
import { readAwsFiles } from './read-aws-files.ts';

interface Dependencies extends SectionImportDependencies {
  readonly awsFiles: AwsFiles;
  readonly managedSections: ManagedSections;
  readonly sts: StsGateway;
  readonly awsTime: AwsTime;
  readonly onChanged: () => void;
}

type Paths = CommandInput<'awsFiles', 'preview'>;

interface Looked {
  readonly plan: ImportPlan;
  readonly preview: ImportPreview;
  readonly credentials: ByteText;
}

/** Brings what ~/.aws has into Keycutter. Importing changes nothing on disk; moving a key does, and says so before. */
export class ImportService {
  readonly #deps: Dependencies;
  readonly #sections: SectionImport;
  #offer: { readonly new: number; readonly changed: number } | null = null;
  #plaintextKeys: readonly PlaintextKeyView[] = [];
  #problem: AppError | null = null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#sections = new SectionImport(dependencies);
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

    const isOwn = paths.configPath === undefined && paths.credentialsPath === undefined;
    const outcome = await this.#sections.import(plan, sections, isOwn);
    // What was left out was seen too.
    if (isOwn) await this.dismissOffer();
    await this.refresh();
    return succeed(outcome);
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
      return refuse(section, 'role-of-these-keys');
    }
    const { key } = proposal;
    const verified = await this.#verify(section, key, signal);
    if (!verified.ok) return verified;
    const keyId = await this.#sections.keepKey(key);
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

  async #verify(section: string, key: ProposedKey, signal: AbortSignal): Promise<Result<CallerIdentity>> {
    const caller = { credentials: key, region: this.#deps.settings().defaultRegion, endpointUrl: null };
    const { result, awsTime } = await this.#deps.sts.getCallerIdentity(caller, signal);
    if (awsTime !== null) this.#deps.awsTime.learn(awsTime);
    if (result.ok) return result;
    const { code } = result.error;
    const refused = code === 'sts-invalid-client-token' || code === 'sts-signature-mismatch';
    return refused ? fail(appError('key-move-unverified', { section })) : result;
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
      ({ recipe }) => recipe.kind === serve && keyIdOf(recipe) === keyId,
    );
    if (existing !== undefined) return succeed(existing.id);
    const recipe =
      serve === 'access-key'
        ? { kind: serve, source, region }
        : { kind: serve, source, region, durationSeconds: defaultSessionTokenSeconds };
    const saved = registry.saveProfile(undefined, {
      name: new FreeNames(registry.profiles).take(section),
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
}

/** Sections worth importing, each with what tells a later change of it. */
function offeredBy({ entries, proposals }: ImportPlan) {
  return entries
    .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
    .map(({ name, outcome }) => ({ outcome, mark: markOfSection(name, proposals.get(name)?.digest ?? '') }));
}

/** AWS's own default: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const defaultSessionTokenSeconds = 12 * 3_600;

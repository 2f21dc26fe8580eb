import type { AwsFileName, ManagedSection, ManagedSectionView } from '../../../shared/aws-files-views.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { refuse } from '../../../shared/parse-input.ts';
import type { Recipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { AwsFiles, ByteText, Clock, HelperTokens } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SessionManager } from '../sessions/session-manager.ts';
import {
  credentialsIn,
  managedIn,
  removeSection,
  renameSection,
  type SectionContent,
  staticKeysIn,
  writeSection,
} from './managed-section.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly sessions: SessionManager;
  readonly awsFiles: AwsFiles;
  readonly helperTokens: HelperTokens;
  /** What credential_process runs for a profile. */
  readonly helperCommand: (profileId: string) => readonly string[];
  readonly journal: Journal;
  readonly onChanged: () => void;
}

type ProfileSection = Extract<ManagedSection, { readonly profileId: string }>;

export interface SectionRequest {
  readonly profileId: string;
  readonly name: string;
  readonly kind: 'process' | 'static';
  readonly takeOver: boolean;
}

/**
 * The AWS CLI reads, thinks and writes back without a lock: what we wrote in between is lost. A section that is gone
 * this soon after our own write is put back; one that goes later was removed by somebody who meant it.
 */
const lostWithin = 10_000;

/**
 * What Keycutter keeps in ~/.aws: the list is in our own data, the sections are made from it. A section for static
 * keys is there just as long as its session.
 */
export class ManagedSections {
  readonly #deps: Dependencies;
  readonly #problems = new Map<string, AppError>();
  readonly #wroteAt = new Map<AwsFileName, number>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  views(): readonly ManagedSectionView[] {
    return this.#deps.registry.managedSections.map((section) => ({
      section,
      problem: this.#problems.get(keyOf(section)) ?? null,
    }));
  }

  /**
   * Errors: profile-not-found, aws-section-taken (without `takeOver`), aws-section-name-refused, aws-section-shadowed
   * (static keys under that name, which are never thrown away), aws-file-*, storage-write-failed.
   */
  write(request: SectionRequest, keysLeave = false): Promise<Result<undefined>> {
    return this.#inTurn(() => this.#write(request, keysLeave));
  }

  /** The section for renewing shells of a Region, made when it is first wanted; answers with its name. */
  ensureRegion(region: string): Promise<Result<string>> {
    const section: ManagedSection = { kind: 'region', name: `keycutter-${region}`, region };
    return this.#inTurn(async () => {
      const written = await this.#put(section, section, false);
      if (!written.ok) return written;
      const kept = this.#keep(section);
      return kept.ok ? succeed(section.name) : kept;
    });
  }

  /** Errors: aws-section-not-managed, -taken, -name-refused, aws-file-*, storage-write-failed. */
  rename(name: string, kind: 'process' | 'static', to: string): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      const section = this.#find(name, kind);
      if (section === null) return fail(appError('aws-section-not-managed', { name }));
      const free = await this.#isFree(to, kind);
      if (!free.ok) return free;
      const renamed = await this.#update(fileOf(kind), (text) =>
        managedIn(text).some((managed) => managed.name === name)
          ? renameSection(text, name, to)
          : succeed(text),
      );
      if (!renamed.ok) return renamed;
      return this.#save((others) =>
        others.map((other) => (other === section ? { ...section, name: to } : other)),
      );
    });
  }

  /** Errors: aws-section-not-managed, aws-file-*, storage-write-failed. */
  remove(name: string, kind: ManagedSection['kind']): Promise<Result<undefined>> {
    return this.#inTurn(() => this.#remove(name, kind));
  }

  async profileRemoved(profileId: string): Promise<void> {
    for (const section of this.#deps.registry.managedSections) {
      if (section.kind !== 'region' && section.profileId === profileId)
        await this.remove(section.name, section.kind);
    }
  }

  /** Brings what is on disk in line, after a start, an outside change, an edited profile or a new session. */
  reconcile(files: readonly AwsFileName[] = ['config', 'credentials']): Promise<void> {
    return this.#inTurn(async () => {
      for (const section of this.#deps.registry.managedSections) {
        if (files.includes(fileOf(section.kind))) await this.#reconcile(section);
      }
      this.#deps.onChanged();
    });
  }

  /** Nothing of a session stays in clear when nobody is there to remove it at its end. */
  stop(): Promise<void> {
    return this.#inTurn(async () => {
      for (const { kind, name } of this.#deps.registry.managedSections) {
        if (kind === 'static') await this.#update('credentials', (text) => withoutManaged(text, name));
      }
    });
  }

  /**
   * Every section with our mark, also such that our own list has lost: for the end of all. Answers with the paths of
   * files that could not be changed.
   */
  removeAll(): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      const { awsFiles, registry } = this.#deps;
      const left: AwsFileName[] = [];
      for (const file of ['config', 'credentials'] as const) {
        const removed = await this.#update(file, withoutAnyManaged);
        if (!removed.ok) left.push(file);
      }
      this.#problems.clear();
      this.#save(() => registry.managedSections.filter(({ kind }) => left.includes(fileOf(kind))));
      return left.map((file) => awsFiles.paths[file]);
    });
  }

  async #write(
    { profileId, name, kind, takeOver }: SectionRequest,
    keysLeave: boolean,
  ): Promise<Result<undefined>> {
    const { registry, helperTokens, journal } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    if (profile.demo) {
      return refuse(profile.name, 'demo-section');
    }
    if (readsSection(profile.recipe, name)) {
      return refuse(name, 'section-of-command');
    }
    if (!keysLeave) {
      const free = await this.#isFree(name, kind);
      if (!free.ok) return free;
    }
    const taken = this.#find(name, kind);
    if (taken !== null && taken.profileId !== profileId && !takeOver) {
      return fail(appError('aws-section-taken', { name }));
    }
    if (kind === 'process') {
      const token = await helperTokens.ensure(profileId);
      if (!token.ok) return token;
    }
    const section: ProfileSection = { kind, name, profileId };
    const content = this.#content(section);
    if (content !== null) {
      const written = await this.#put(section, content, takeOver);
      if (!written.ok) return written;
    }
    const kept = this.#keep(section);
    if (!kept.ok) return kept;
    journal.record('section-written', profile.name, name);
    return succeed();
  }

  async #remove(name: string, kind: ManagedSection['kind']): Promise<Result<undefined>> {
    const { registry, helperTokens, journal } = this.#deps;
    const section = registry.managedSections.find((other) => other.name === name && other.kind === kind);
    if (section === undefined) return fail(appError('aws-section-not-managed', { name }));
    const removed = await this.#update(fileOf(kind), (text) => withoutManaged(text, name));
    if (!removed.ok) return removed;
    const saved = this.#save((others) => others.filter((other) => other !== section));
    if (!saved.ok) return saved;
    this.#problems.delete(keyOf(section));
    const stillNeeded = (profileId: string) =>
      registry.managedSections.some((other) => other.kind === 'process' && other.profileId === profileId);
    if (section.kind === 'process' && !stillNeeded(section.profileId))
      await helperTokens.remove(section.profileId);
    journal.record('section-removed', name);
    return succeed();
  }

  async #reconcile(section: ManagedSection): Promise<void> {
    const file = fileOf(section.kind);
    const content = section.kind === 'region' ? section : this.#content(section);
    const current = await this.#deps.awsFiles.read(file);
    if (!current.ok) {
      this.#setProblem(section, current.error);
      return;
    }
    const isThere = managedIn(current.value ?? '').some(({ name }) => name === section.name);
    if (content === null) {
      const removed = isThere
        ? await this.#update(file, (text) => withoutManaged(text, section.name))
        : succeed();
      this.#setProblem(section, removed.ok ? null : removed.error);
      return;
    }
    // Somebody may have cleared the folder of tokens.
    if (section.kind === 'process') await this.#deps.helperTokens.ensure(section.profileId);
    const lost =
      this.#deps.clock.uptime() - (this.#wroteAt.get(file) ?? Number.NEGATIVE_INFINITY) < lostWithin;
    if (!isThere && !lost && section.kind !== 'static') {
      this.#setProblem(section, appError('aws-section-gone', { name: section.name }));
      return;
    }
    await this.#put(section, content, false);
  }

  /** What belongs there now; null: nothing, for there is no live session (or no profile). */
  #content({ kind, name, profileId }: ProfileSection): SectionContent | null {
    const { registry, sessions, helperCommand } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return null;
    const { region } = profile.recipe;
    if (kind === 'process') return { kind, name, profileId, region, command: helperCommand(profileId) };
    const held = sessions.live(profileId);
    return held && { kind, name, profileId, region, ...held.credentials };
  }

  async #put(
    section: ManagedSection,
    content: SectionContent,
    takeOver: boolean,
  ): Promise<Result<undefined>> {
    const written = await this.#update(fileOf(section.kind), (text) =>
      writeSection(text, content, { takeOver }),
    );
    this.#setProblem(section, written.ok ? null : written.error);
    return written;
  }

  async #update(file: AwsFileName, change: (text: ByteText) => Result<ByteText>): Promise<Result<undefined>> {
    let changes = false;
    const updated = await this.#deps.awsFiles.update(file, (text) => {
      const next = change(text);
      changes ||= next.ok && next.value !== text;
      return next;
    });
    if (updated.ok && changes) this.#wroteAt.set(file, this.#deps.clock.uptime());
    return updated;
  }

  /** AWS tools prefer what `credentials` has to credential_process, and taking keys over would throw a secret away. */
  async #isFree(name: string, kind: 'process' | 'static'): Promise<Result<undefined>> {
    const { awsFiles } = this.#deps;
    const files: readonly AwsFileName[] = kind === 'process' ? ['config', 'credentials'] : ['credentials'];
    for (const file of files) {
      const text = await awsFiles.read(file);
      if (!text.ok) return text;
      const ours = managedIn(text.value ?? '').some((managed) => managed.name === name);
      const shadows = file === 'credentials' ? credentialsIn : staticKeysIn;
      if (!ours && shadows(text.value ?? '', name, file)) {
        return fail(appError('aws-section-shadowed', { name, path: awsFiles.paths[file] }));
      }
    }
    return succeed();
  }

  #find(name: string, kind: ManagedSection['kind']): ProfileSection | null {
    const found = this.#deps.registry.managedSections.find(
      (other) => other.name === name && other.kind === kind,
    );
    return found === undefined || found.kind === 'region' ? null : found;
  }

  #keep(section: ManagedSection): Result<undefined> {
    return this.#save((others) => [...others.filter((other) => keyOf(other) !== keyOf(section)), section]);
  }

  #save(change: (sections: readonly ManagedSection[]) => readonly ManagedSection[]): Result<undefined> {
    const saved = this.#deps.registry.saveManagedSections(change(this.#deps.registry.managedSections));
    this.#deps.onChanged();
    return saved;
  }

  #setProblem(section: ManagedSection, problem: AppError | null): void {
    if (problem === null) this.#problems.delete(keyOf(section));
    else this.#problems.set(keyOf(section), problem);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

function fileOf(kind: ManagedSection['kind']): AwsFileName {
  return kind === 'static' ? 'credentials' : 'config';
}

function keyOf({ kind, name }: ManagedSection): string {
  return `${fileOf(kind)} ${name}`;
}

function withoutManaged(text: ByteText, name: string): Result<ByteText> {
  return managedIn(text).some((managed) => managed.name === name) ? removeSection(text, name) : succeed(text);
}

function withoutAnyManaged(text: ByteText): Result<ByteText> {
  let left = text;
  for (const { name } of managedIn(text)) {
    const removed = withoutManaged(left, name);
    if (!removed.ok) return removed;
    left = removed.value;
  }
  return succeed(left);
}

/** `aws configure export-credentials --profile NAME`, as sections of `aws login` are imported. */
function readsSection({ source }: Recipe, name: string): boolean {
  if (source.kind !== 'command') return false;
  const words = source.command.split(/[\s='"]+/);
  return words.some((word, index) => word === '--profile' && words[index + 1] === name);
}

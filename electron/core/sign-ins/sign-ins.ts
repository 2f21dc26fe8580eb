import { randomUUID } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { SignIn, SignInDraft, SignInKind, SignInMethod } from '../../../shared/sign-in.ts';
import type { SignInPromptView, SignInView } from '../../../shared/sign-in-views.ts';
import type { SecretStore } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Asking } from '../prompts/asker.ts';
import type { PersonDesk } from '../prompts/person-desk.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { OidcTokens, SamlAssertion, SignInMemory, SsoTokens, StoredSignIn } from '../way-in-ports.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import { SignInLine, type Waiting } from './sign-in-line.ts';
import type { SignInPrompts } from './sign-in-prompts.ts';

export interface SignInFlows {
  readonly saml: SignInFlow<SamlAssertion>;
  readonly oidc: SignInFlow<OidcTokens>;
  readonly identityCenter: SignInFlow<SsoTokens> & {
    /** Ends the access token at AWS, as far as that can be reached. */
    signOut(signIn: SignIn, memory: SignInMemory | null, signal: AbortSignal): Promise<void>;
  };
}

interface Dependencies {
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly secretStore: SecretStore;
  readonly desk: PersonDesk;
  readonly prompts: SignInPrompts;
  readonly flows: SignInFlows;
  readonly journal: Journal;
  readonly onChanged: () => void;
  /** What is remembered has changed, and is to be sealed anew. */
  readonly onMemoryChanged: () => void;
}

/** What is known of a sign-in beside what is remembered. */
interface Standing {
  /** Epoch ms by AWS's clock; null: not known. */
  readonly expiresAt: number | null;
  readonly subject: string | null;
  readonly problem: AppError | null;
}

/** How long AWS takes an assertion, ms: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_expired-token */
const assertionLife = 300_000;

const unknown: Standing = { expiresAt: null, subject: null, problem: null };

/** Sign-ins at identity providers: what they are, what they hold, and one line of askers for each kind. */
export class SignIns {
  readonly #deps: Dependencies;
  readonly #memories = new Map<string, SignInMemory>();
  readonly #standings = new Map<string, Standing>();
  readonly #listings = new Map<string, SignInView['listing']>();
  /** What each gave last. */
  readonly #given = new Map<string, unknown>();
  readonly #saml: SignInLine<SamlAssertion>;
  readonly #oidc: SignInLine<OidcTokens>;
  readonly #identityCenter: SignInLine<SsoTokens>;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    const { flows } = dependencies;
    this.#saml = this.#line(flows.saml, ({ issuedAt, notOnOrAfter, roleSessionName }) => ({
      expiresAt: Math.min(issuedAt + assertionLife, notOnOrAfter ?? Infinity),
      subject: roleSessionName,
    }));
    this.#oidc = this.#line(flows.oidc, ({ expiresAt, subject }) => ({ expiresAt, subject }));
    this.#identityCenter = this.#line(flows.identityCenter, ({ expiresAt }) => ({
      expiresAt,
      subject: null,
    }));
  }

  /** Errors: sign-in-*, saml-*, command-*, network-* and the like, cancelled. */
  async assertion(id: string, waiting: Waiting | null, asking: Asking): Promise<Result<SamlAssertion>> {
    const signIn = this.#of(id, 'saml');
    return signIn.ok ? this.#saml.ask(signIn.value, waiting, asking) : signIn;
  }

  /** Errors: sign-in-*, oidc-*, redirect-port-taken, network-* and the like, cancelled. */
  async webIdentity(id: string, waiting: Waiting | null, asking: Asking): Promise<Result<OidcTokens>> {
    const signIn = this.#of(id, 'oidc');
    return signIn.ok ? this.#oidc.ask(signIn.value, waiting, asking) : signIn;
  }

  /** Errors: sign-in-*, identity-center-*, redirect-port-taken, network-* and the like, cancelled. */
  async ssoTokens(id: string, waiting: Waiting | null, asking: Asking): Promise<Result<SsoTokens>> {
    const signIn = this.#of(id, 'identity-center');
    return signIn.ok ? this.#identityCenter.ask(signIn.value, waiting, asking) : signIn;
  }

  /** Signs in anew, whatever is held. */
  async signIn(id: string, asking: Asking): Promise<Result<undefined>> {
    const signIn = this.#deps.registry.signIn(id);
    if (signIn === null) return fail(appError('sign-in-not-found'));
    const answer: Result<unknown> = await this.#lineOf(signIn.method.kind).ask(signIn, null, {
      ...asking,
      anew: true,
    });
    return answer.ok ? succeed() : answer;
  }

  /** What it holds is forgotten here, and ended at the provider where that can be. */
  async signOut(id: string, signal: AbortSignal): Promise<Result<undefined>> {
    const signIn = this.#deps.registry.signIn(id);
    if (signIn === null) return fail(appError('sign-in-not-found'));
    this.#lineOf(signIn.method.kind).callOff(id);
    if (signIn.method.kind === 'identity-center') {
      await this.#deps.flows.identityCenter.signOut(signIn, this.#memories.get(id) ?? null, signal);
    }
    this.#forget(id);
    this.#standings.delete(id);
    this.#remember(id, null);
    this.#deps.journal.record('signed-out', signIn.name);
    return succeed();
  }

  /**
   * AWS did not take what was given any more. Of many that were refused with the same, all but the first come when
   * there may be something newer already, which stays.
   */
  outdated(id: string, given: unknown): void {
    if (this.#given.get(id) === given) this.#forget(id);
  }

  #forget(id: string): void {
    const signIn = this.#deps.registry.signIn(id);
    this.#given.delete(id);
    if (signIn !== null) this.#flowOf(signIn.method.kind).forget(id);
  }

  /** Errors: sign-in-name-taken, sign-in-not-found, keychain-*, storage-write-failed. */
  async save(
    id: string | undefined,
    draft: SignInDraft,
    clientSecret: Secret | null | undefined,
    signal: AbortSignal,
  ): Promise<Result<string>> {
    const { registry, secretStore, journal } = this.#deps;
    const existing = id === undefined ? null : registry.signIn(id);
    if (id !== undefined && existing === null) return fail(appError('sign-in-not-found'));
    if (registry.signIns.some((other) => other.name === draft.name && other.id !== id)) {
      return fail(appError('sign-in-name-taken', { name: draft.name }));
    }
    const signInId = existing?.id ?? randomUUID();
    if (clientSecret !== undefined) {
      const place = secretPlace(signInId);
      const kept =
        clientSecret === null ? await secretStore.remove(place) : await secretStore.set(place, clientSecret);
      if (!kept.ok) return kept;
    }
    const changed = existing !== null && markOf(existing.method) !== markOf(draft.method);
    if (changed) await this.signOut(signInId, signal);
    const hasClientSecret =
      clientSecret === undefined ? (existing?.hasClientSecret ?? false) : clientSecret !== null;
    const saved = registry.saveSignIn({ ...draft, id: signInId, hasClientSecret });
    if (!saved.ok) return saved;
    journal.record('sign-in-saved', draft.name);
    return succeed(signInId);
  }

  /** A new one without a client secret. Errors: sign-in-name-taken, storage-write-failed. */
  add(draft: SignInDraft): Result<string> {
    const { registry, journal } = this.#deps;
    if (registry.signIns.some(({ name }) => name === draft.name)) {
      return fail(appError('sign-in-name-taken', { name: draft.name }));
    }
    const id = randomUUID();
    const saved = registry.saveSignIn({ ...draft, id, hasClientSecret: false });
    if (!saved.ok) return saved;
    journal.record('sign-in-saved', draft.name);
    return succeed(id);
  }

  /** Errors: sign-in-not-found, sign-in-used {names}, keychain-*, storage-write-failed. */
  async remove(id: string, signal: AbortSignal): Promise<Result<undefined>> {
    const { registry, secretStore, journal } = this.#deps;
    const signIn = registry.signIn(id);
    if (signIn === null) return fail(appError('sign-in-not-found'));
    const users = registry.profiles.filter(
      ({ recipe: { source } }) => source.kind === 'sign-in' && source.signInId === id,
    );
    if (users.length > 0) {
      const shown = users.slice(0, 5).map(({ name }) => name);
      const more = users.length > 5 ? [`and ${users.length - 5} more`] : [];
      return fail(appError('sign-in-used', { names: [...shown, ...more].join(', ') }));
    }
    await this.signOut(id, signal);
    if (signIn.hasClientSecret) {
      const removed = await secretStore.remove(secretPlace(id));
      if (!removed.ok) return removed;
    }
    const removed = registry.removeSignIn(id);
    if (removed.ok) journal.record('sign-in-removed', signIn.name);
    return removed;
  }

  /** One that signs in just so; null: there is none. */
  find(method: SignInMethod): string | null {
    const wanted = markOf(method);
    return this.#deps.registry.signIns.find((signIn) => markOf(signIn.method) === wanted)?.id ?? null;
  }

  /** Errors: keychain-*. */
  async clientSecret(id: string): Promise<Result<Secret | null>> {
    return this.#deps.registry.signIn(id)?.hasClientSecret
      ? this.#deps.secretStore.get(secretPlace(id))
      : succeed(null);
  }

  /** AssumeRoleWithWebIdentity's ProviderId; null with an id_token. */
  providerId(id: string): string | null {
    const method = this.#deps.registry.signIn(id)?.method;
    return method?.kind === 'oidc' && method.provider !== 'issuer' ? method.provider : null;
  }

  identityCenterRegion(id: string): string | null {
    const method = this.#deps.registry.signIn(id)?.method;
    return method?.kind === 'identity-center' ? method.region : null;
  }

  /** Whether, at that time by AWS's clock, it gives what is needed without the person, as far as is known. */
  renewsItselfAt(id: string, at: number): boolean {
    const signIn = this.#deps.registry.signIn(id);
    const { problem, expiresAt } = this.#standings.get(id) ?? unknown;
    if (signIn === null || isRefusal(problem)) return false;
    const memory = this.#memories.get(id);
    switch (signIn.method.kind) {
      case 'saml':
        return signIn.method.by === 'command' || memory?.kind === 'saml';
      case 'oidc':
        return memory?.kind === 'oidc' || (expiresAt ?? 0) > at;
      case 'identity-center': {
        const tokens = memory?.kind === 'identity-center' ? memory.tokens : null;
        return tokens?.refreshToken != null || (tokens?.expiresAt ?? 0) > at;
      }
    }
  }

  /** When `views` changes by itself, epoch ms by AWS's clock; null: not. */
  nextDeadline(): number | null {
    const now = this.#deps.awsTime.now();
    const ends = this.#deps.registry.signIns.map(({ id }) => this.#endOf(id) ?? 0).filter((end) => end > now);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** Until when it surely gives what is needed; null: not known. */
  #endOf(id: string): number | null {
    const memory = this.#memories.get(id);
    const { problem, expiresAt } = this.#standings.get(id) ?? unknown;
    if (isRefusal(problem)) return null;
    return expiresAt ?? (memory?.kind === 'identity-center' ? (memory.tokens?.expiresAt ?? null) : null);
  }

  views(): readonly SignInView[] {
    const { registry, awsTime } = this.#deps;
    const now = awsTime.now();
    return registry.signIns.map((signIn) => {
      const memory = this.#memories.get(signIn.id);
      const { problem, ...standing } = this.#standings.get(signIn.id) ?? unknown;
      const ends = this.#endOf(signIn.id);
      const live = ends !== null && ends > now;
      return {
        ...signIn,
        state: live ? 'signed-in' : this.renewsItselfAt(signIn.id, now) ? 'renewable' : 'signed-out',
        expiresAt: live ? awsTime.toLocal(ends) : null,
        subject: standing.subject ?? (memory?.kind === 'oidc' ? memory.subject : null),
        problem,
        listing: this.#listings.get(signIn.id) ?? null,
      };
    });
  }

  prompt(): SignInPromptView | null {
    return this.#deps.prompts.current();
  }

  showListing(id: string, listing: SignInView['listing']): void {
    if (listing === null) this.#listings.delete(id);
    else this.#listings.set(id, listing);
    this.#deps.onChanged();
  }

  stored(): readonly StoredSignIn[] {
    return [...this.#memories].map(([signInId, memory]) => ({ signInId, memory }));
  }

  restore(stored: readonly StoredSignIn[]): void {
    for (const { signInId, memory } of stored) {
      const signIn = this.#deps.registry.signIn(signInId);
      if (signIn?.method.kind === memory.kind && !this.#memories.has(signInId)) {
        this.#memories.set(signInId, memory);
      }
    }
    this.#deps.onChanged();
  }

  #line<Outcome>(
    flow: SignInFlow<Outcome>,
    standingOf: (outcome: Outcome) => Omit<Standing, 'problem'>,
  ): SignInLine<Outcome> {
    const { desk, prompts, journal, onChanged } = this.#deps;
    return new SignInLine({
      flow,
      desk,
      prompts,
      memory: (id) => this.#memories.get(id) ?? null,
      remember: (id, memory) => this.#remember(id, memory),
      onSignedIn: ({ id, name }, outcome, byPerson) => {
        this.#given.set(id, outcome);
        this.#standings.set(id, { ...standingOf(outcome), problem: null });
        if (byPerson) journal.record('signed-in', name);
        onChanged();
      },
      onFailed: ({ id }, problem) => {
        const passing = problem.code === 'cancelled' || problem.code === 'sign-in-dismissed';
        if (!passing) this.#standings.set(id, { ...(this.#standings.get(id) ?? unknown), problem });
        onChanged();
      },
      onChanged,
    });
  }

  #lineOf(kind: SignInKind): SignInLine<SamlAssertion> | SignInLine<OidcTokens> | SignInLine<SsoTokens> {
    return { saml: this.#saml, oidc: this.#oidc, 'identity-center': this.#identityCenter }[kind];
  }

  #flowOf(kind: SignInKind): Pick<SignInFlow<unknown>, 'forget'> {
    const { saml, oidc, identityCenter } = this.#deps.flows;
    return { saml, oidc, 'identity-center': identityCenter }[kind];
  }

  #of(id: string, kind: SignInKind): Result<SignIn> {
    const signIn = this.#deps.registry.signIn(id);
    if (signIn === null) return fail(appError('sign-in-not-found'));
    return signIn.method.kind === kind
      ? succeed(signIn)
      : fail(appError('sign-in-wrong-kind', { name: signIn.name }));
  }

  #remember(id: string, memory: SignInMemory | null): void {
    if (memory === null) this.#memories.delete(id);
    else this.#memories.set(id, memory);
    this.#deps.onMemoryChanged();
    this.#deps.onChanged();
  }
}

/** The same for the same, in whatever order it was written down. */
function markOf(method: SignInMethod): string {
  return JSON.stringify(Object.entries(method).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function secretPlace(id: string): string {
  return `sign-in/${id}/client-secret`;
}

/** Trying again without the person would end the same way. */
function isRefusal(problem: AppError | null): boolean {
  return problem?.code === 'sign-in-needed' || problem?.code === 'sign-in-revoked';
}

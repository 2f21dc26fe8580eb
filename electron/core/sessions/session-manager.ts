import { type AppError, appError, isPassing, isUnreachable } from '../../../shared/errors.ts';
import { type Profile, roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SessionView } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import { AskedFlight, isUnasked } from '../prompts/asked-flight.ts';
import type { Asking, PromptRaised } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import type { StoredSession } from '../store-ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { PersonNeed } from './person-needed.ts';
import { type DueRenewal, RenewalPace } from './renewal-pace.ts';
import { pastHalf, phaseOf } from './session-life.ts';
import { errorOf, type HeldSession, heldOf, idle, retryAt, transition } from './session-machine.ts';
import type { SessionPlan } from './session-plan.ts';
import { SessionPlans } from './session-plans.ts';
import { SessionRenewals } from './session-renewals.ts';
import { SessionSlots, type Slot } from './session-slots.ts';
import type { SessionSource } from './session-source.ts';
import type { WayContext } from './ways/way.ts';

export interface AskOptions extends Partial<Asking> {
  /** Seconds; another duration than the profile's, for this session only. */
  readonly durationSeconds?: number | undefined;
  /** Absent, `asker` is the person. `half-life`: renew first when less than half the life is left and no human is needed. */
  readonly freshness?: 'any' | 'half-life' | 'new';
}

interface Dependencies {
  readonly clock: Clock;
  readonly random: () => number;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly source: Pick<SessionSource, 'acquire'>;
  /** What a new session at that time, by AWS's clock, takes of the person. */
  readonly personNeededFor: (profile: Profile, at: number) => PersonNeed | null;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly defaultRoleSessionName: string;
  /** Something a view shows has changed. */
  readonly onChanged: () => void;
  /** Renewals that waited for others may begin: brings everything up to now. */
  readonly onTurn: () => void;
  /** What is held has changed, and is to be sealed anew. */
  readonly onHeldChanged: () => void;
  readonly onGranted: (plan: SessionPlan) => void;
  /** A call for a session was refused, for a reason that says something about its role perhaps. */
  readonly onRefused: (plan: SessionPlan, error: AppError) => void;
  /** What is held still lives, but its renewal failed in a way that asking again will not mend. */
  readonly onRenewalFailed: (profile: Profile, expiresAt: number, error: AppError) => void;
}

const clockTolerance = 60_000;

interface AcquireContext extends WayContext {
  readonly replaces: HeldSession | null;
}

/**
 * The heart: at most one session per profile, got once however many ask, served only while it lives and only for the
 * request that made it, renewed in time.
 *
 * The race it is built around: 200 askers find nothing held. The first starts a flight under the request's identity
 * and the others board it. Meanwhile the profile is edited: its identity is another one now, so the flight is called
 * off, what it may still bring is not taken, and its passengers go round once more with the profile as it is.
 */
export class SessionManager {
  readonly #deps: Dependencies;
  readonly #slots: SessionSlots;
  readonly #plans: SessionPlans;
  readonly #renewals: SessionRenewals;
  readonly #flights = new AskedFlight<HeldSession>();
  /** The plans of the flights, by the same keys. */
  readonly #underWay = new Map<string, SessionPlan>();
  readonly #pace: RenewalPace;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#slots = new SessionSlots(dependencies);
    this.#plans = new SessionPlans(dependencies.registry, dependencies.defaultRoleSessionName);
    this.#renewals = new SessionRenewals(dependencies);
    this.#pace = new RenewalPace(dependencies.random);
  }

  /**
   * A live session for the profile, from what is held or from AWS. What is held is served as long as it lives, even
   * when its renewal fails. Errors: profile-*, access-key-*, keychain-*, mfa-*, sts-*, network-* and the like, cancelled.
   */
  async ask(profileId: string, options: AskOptions = {}): Promise<Result<HeldSession>> {
    for (;;) {
      const plan = this.#plan(profileId, options.durationSeconds);
      if (!plan.ok) return plan;
      const held = this.#liveFor(plan.value);
      const answer =
        held === null ? await this.#fly(plan.value, options) : await this.#serve(plan.value, held, options);
      if (options.signal?.aborted) return answer;
      if (!this.#plans.isCurrent(plan.value)) continue;
      // A renewal that another one needs is no use of this one: each would keep the one before it alive for longer.
      if (answer.ok && options.asker !== 'background') this.markUsed(profileId);
      return answer;
    }
  }

  /** Drops the session; what is under way for it is called off. Copies that left by value live on. */
  stop(profileId: string): boolean {
    const slot = this.#slots.get(profileId);
    if (slot === undefined) return false;
    const was = slot.session.state;
    this.#callOff(profileId);
    this.#slots.remove(profileId);
    return was !== 'idle';
  }

  /** After an edit: what was got for profiles as they were is dropped, not served; also of those that call with it. */
  profilesChanged(): void {
    for (const [profileId, slot] of this.#slots) {
      this.#callOff(profileId, (plan) => !this.#plans.isCurrent(plan));
      const held = heldOf(slot.session);
      const plan = this.#plan(profileId);
      const failed = slot.session.state === 'failed' || slot.session.state === 'expired';
      const outdated = held !== null && !(plan.ok && plan.value.identity === held.identity);
      if (outdated || (failed && !(plan.ok && plan.value.identity === slot.plannedAs)))
        this.#slots.apply(profileId, { type: 'dropped' });
    }
    this.#deps.onChanged();
  }

  /** Ends what has ended and starts renewals that are due. Called by the one timer, after sleep, and before showing. */
  evaluate(): void {
    const now = this.#deps.awsTime.now();
    const due: DueRenewal[] = [];
    for (const [profileId, { session, lastUsedAt }] of this.#slots) {
      const held = heldOf(session);
      if (held !== null && phaseOf(held, now) === 'ended') {
        this.#slots.apply(profileId, { type: 'ended', now });
        const name = this.#deps.registry.profile(profileId)?.name ?? '';
        this.#deps.journal.record('expired', name);
      }
      const renewing = this.#renewals.due(profileId, this.#slots.at(profileId));
      if (renewing !== null && renewing.at <= now) due.push({ id: profileId, ...renewing, lastUsedAt });
    }
    for (const id of this.#pace.begin(due, now)) {
      const plan = this.#plan(id);
      if (plan.ok) void this.#renew(plan.value);
      else this.#pace.ended(id);
    }
  }

  /** The machine has slept, or its way to AWS may be open again: what waited for that is tried anew. */
  startOver(): void {
    const now = this.#deps.awsTime.now();
    this.#pace.startOver(now);
    for (const [profileId] of this.#slots) this.#slots.apply(profileId, { type: 'way-open', now });
  }

  /** When `evaluate` has something to do next: epoch ms by AWS's clock. */
  nextDeadline(): number | null {
    const moments = [...this.#slots].flatMap(([profileId, slot]) => this.#nextFor(profileId, slot) ?? []);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  #nextFor(profileId: string, slot: Slot): number | null {
    const end = heldOf(slot.session)?.expiresAt ?? this.#renewals.wantedUntil(profileId, slot);
    const renewing = this.#renewals.due(profileId, slot);
    if (end === null || renewing === null) return end;
    const now = this.#deps.awsTime.now();
    if (renewing.at > now) return Math.min(renewing.at, end);
    const turn = this.#pace.turnOf({ id: profileId, ...renewing }, now);
    // None yet: it has just become due. One that can't be planned has nothing to wait for but its end.
    return Math.min(turn ?? (this.#plan(profileId).ok ? now : end), end);
  }

  /** What is live now, without asking anyone for more. */
  live(profileId: string): HeldSession | null {
    const slot = this.#slots.get(profileId);
    const plan = this.#plan(profileId);
    return slot && plan.ok ? this.#liveFor(plan.value) : null;
  }

  /** What a new session would take of the person now; null: nothing. */
  personNeeded(profileId: string): PersonNeed | null {
    return this.#renewals.personNeeded(profileId);
  }

  views(): readonly SessionView[] {
    const { awsTime, registry } = this.#deps;
    const now = awsTime.now();
    return [...this.#slots].flatMap(([profileId, slot]): SessionView[] => {
      const { session, lastUsedAt } = slot;
      if (registry.profile(profileId) === null) return [];
      const held = heldOf(session);
      const live = held !== null && phaseOf(held, now) !== 'ended' ? held : null;
      const ended = held !== null && live === null;
      return [
        {
          profileId,
          state: ended ? transition(session, { type: 'ended', now }).state : session.state,
          expiresAt: live && awsTime.toLocal(live.expiresAt),
          issuedAt: live && awsTime.toLocal(live.issuedAt),
          accessKeyId: live?.credentials.accessKeyId ?? null,
          assumedRoleArn: live?.credentials.assumedRoleArn ?? null,
          renewal: this.#renewals.shown(profileId, slot),
          error: errorOf(session),
          lastUsedAt,
          hops: this.#hops(profileId),
        },
      ];
    });
  }

  /** Takes sealed sessions back: those that live, and whose profile still asks for just that. Answers with their profiles. */
  restore(stored: readonly StoredSession[]): readonly string[] {
    const now = this.#deps.awsTime.now();
    const restored: string[] = [];
    for (const { profileId, identity, credentials, issuedAt, lastUsedAt, chosenDurationSeconds } of stored) {
      const held = {
        identity,
        credentials,
        issuedAt,
        chosenDurationSeconds,
        expiresAt: credentials.expiration,
      };
      const plan = this.#plan(profileId, chosenDurationSeconds ?? undefined);
      const wanted = plan.ok && plan.value.identity === identity;
      const free = this.#slots.get(profileId) === undefined;
      // Issued in the future: the clock was set back since, and cannot tell when this one ends.
      const clockWentBack = now < held.issuedAt - clockTolerance;
      if (!wanted || !free || clockWentBack || phaseOf(held, now) === 'ended') continue;
      this.#slots.restore(profileId, {
        session: transition(idle, { type: 'granted', held }),
        plannedAs: identity,
        lastUsedAt,
      });
      restored.push(profileId);
    }
    if (restored.length > 0) this.#deps.onChanged();
    return restored;
  }

  stored(): readonly StoredSession[] {
    return [...this.#slots].flatMap(([profileId, { session, lastUsedAt }]) => {
      const held = heldOf(session);
      const demo = this.#deps.registry.profile(profileId)?.demo ?? true;
      if (held === null || demo) return [];
      const { identity, credentials, issuedAt, chosenDurationSeconds } = held;
      return [{ profileId, identity, credentials, issuedAt, lastUsedAt, chosenDurationSeconds }];
    });
  }

  async #serve(plan: SessionPlan, held: HeldSession, options: AskOptions): Promise<Result<HeldSession>> {
    if (options.freshness === 'new') return this.#fly(plan, options);
    const now = this.#deps.awsTime.now();
    const phase = phaseOf(held, now);
    const halfGone = options.freshness === 'half-life' && pastHalf(held, now);
    const needsPerson = this.#deps.personNeededFor(plan.profile, now) !== null;
    const tooSoon = now < (retryAt(this.#slots.at(plan.profile.id).session) ?? 0);
    if (needsPerson || tooSoon || (phase === 'fresh' && !halfGone)) return succeed(held);
    if (phase === 'advisory' && !halfGone) {
      void this.#fly(plan, { asker: 'background' });
      return succeed(held);
    }
    const renewed = await this.#fly(plan, { ...options, asker: 'background' });
    const stillLive = phaseOf(held, this.#deps.awsTime.now()) !== 'ended';
    return !renewed.ok && !options.signal?.aborted && stillLive ? succeed(held) : renewed;
  }

  /** By the timer. When it has landed, another may begin. */
  async #renew(plan: SessionPlan): Promise<void> {
    const { id } = plan.profile;
    try {
      await this.#fly(plan, { asker: 'background' });
    } finally {
      this.#pace.ended(id);
      this.#deps.onTurn();
    }
  }

  #fly(plan: SessionPlan, options: AskOptions): Promise<Result<HeldSession>> {
    const key = `${plan.profile.id} ${plan.identity}`;
    return this.#flights.join(key, { ...options, asker: options.asker ?? 'person' }, (departure) => {
      this.#underWay.set(key, plan);
      return this.#acquire(plan, { ...departure, replaces: this.#heldAlready(plan) }).finally(() => {
        if (this.#underWay.get(key) === plan) this.#underWay.delete(key);
      });
    });
  }

  async #acquire(plan: SessionPlan, context: AcquireContext): Promise<Result<HeldSession>> {
    const { id, name } = plan.profile;
    const about = roleArnOf(plan.recipe) ?? '';
    const { asker, signal, replaces: replaced } = context;
    const before = errorOf(this.#slots.at(id).session);
    this.#slots.asked(id, plan.identity);
    this.#slots.apply(id, { type: 'requested', byItself: asker === 'background' });
    signal.addEventListener('abort', () => this.#slots.apply(id, { type: 'withdrawn' }), { once: true });
    const onPrompt = (prompt: PromptRaised) => {
      this.#slots.apply(id, { type: 'prompted' });
      context.onPrompt(prompt);
    };
    const result = await this.#deps.source.acquire(plan, { ...context, onPrompt }).catch((bug: unknown) => {
      // Whoever asked is told of it; the row must not wait for ever.
      this.#slots.apply(id, { type: 'withdrawn' });
      throw bug;
    });
    if (signal.aborted) return fail(appError('cancelled'));

    if (result.ok) {
      this.#slots.apply(id, { type: 'granted', held: result.value });
      this.#deps.journal.record(replaced ? 'refreshed' : 'assumed', name, about);
      this.#deps.onGranted(plan);
      // What kept this one from being got kept others.
      if (before !== null && isUnreachable(before)) {
        this.startOver();
        this.#deps.onTurn();
      }
      return result;
    }
    const { error } = result;
    if (isWithdrawal(error) || (isUnasked(error) && asker !== 'background')) {
      this.#slots.apply(id, { type: 'withdrawn' });
      return result;
    }
    this.#slots.apply(id, { type: 'refused', error, now: this.#deps.awsTime.now() });
    // One that is tried again by itself says so once.
    if (asker !== 'background' || before?.code !== error.code) {
      this.#deps.journal.record('failed', name, about, error);
    }
    this.#deps.onRefused(plan, error);
    if (replaced !== null && !isPassing(error)) {
      this.#deps.onRenewalFailed(plan.profile, this.#deps.awsTime.toLocal(replaced.expiresAt), error);
    }
    return result;
  }

  #plan(profileId: string, durationSeconds?: number): Result<SessionPlan> {
    const slot = this.#slots.get(profileId);
    const held = slot ? heldOf(slot.session) : null;
    return this.#plans.of(profileId, durationSeconds ?? held?.chosenDurationSeconds ?? null);
  }

  #liveFor(plan: SessionPlan): HeldSession | null {
    const held = this.#heldAlready(plan);
    return held !== null && phaseOf(held, this.#deps.awsTime.now()) !== 'ended' ? held : null;
  }

  #heldAlready(plan: SessionPlan): HeldSession | null {
    const slot = this.#slots.get(plan.profile.id);
    const held = slot ? heldOf(slot.session) : null;
    return held?.identity === plan.identity ? held : null;
  }

  /** What it holds was handed out: it renews itself for a while yet. */
  markUsed(profileId: string): void {
    this.#slots.used(profileId);
  }

  #hops(profileId: string): number {
    const plan = this.#plan(profileId);
    return plan.ok ? plan.value.hops : 0;
  }

  #callOff(profileId: string, matches: (plan: SessionPlan) => boolean = () => true): void {
    for (const [key, plan] of this.#underWay) {
      if (plan.profile.id === profileId && matches(plan)) this.#flights.abort(key);
    }
  }
}

/** Nobody wants it any more: no failure of the session. */
function isWithdrawal({ code }: AppError): boolean {
  return (
    code === 'cancelled' ||
    code === 'mfa-dismissed' ||
    code === 'sign-in-dismissed' ||
    code === 'sign-in-window-closed'
  );
}

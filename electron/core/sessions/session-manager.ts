import { type AppError, appError, isPassing, isUnreachable } from '../../../shared/errors.ts';
import { type Profile, roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { SessionView, Settings } from '../../../shared/views.ts';
import type { Clock, StoredSession } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import { AskedFlight, isUnasked } from '../prompts/asked-flight.ts';
import type { Asking, PromptRaised } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { PersonNeed } from './person-needed.ts';
import { type DueRenewal, RenewalPace } from './renewal-pace.ts';
import { pastHalf, phaseOf, renewalOf, renewalStart } from './session-life.ts';
import {
  errorOf,
  type HeldSession,
  heldOf,
  idle,
  retryAt,
  type Session,
  type SessionEvent,
  transition,
} from './session-machine.ts';
import { planSession, type SessionPlan } from './session-plan.ts';
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
const usesToldAfter = 60_000;

interface AcquireContext extends WayContext {
  readonly replaces: HeldSession | null;
}

interface KnownPlan {
  readonly chosenDurationSeconds: number | null;
  readonly plan: Result<SessionPlan>;
}

interface Slot {
  session: Session;
  /** Identity of what was asked for last; null: nothing yet. */
  plannedAs: string | null;
  /** Epoch ms by our clock. */
  lastUsedAt: number;
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
  readonly #slots = new Map<string, Slot>();
  readonly #flights = new AskedFlight<HeldSession>();
  /** The plans of the flights, by the same keys. */
  readonly #underWay = new Map<string, SessionPlan>();
  readonly #pace: RenewalPace;
  /** The last plan of each profile, as long as no profile is changed: each view asks for several, and each takes a hash. */
  #plans = new Map<string, KnownPlan>();
  #plansOf: readonly Profile[] = [];

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
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
      if (!this.#isCurrent(plan.value)) continue;
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
    this.#apply(profileId, { type: 'dropped' });
    this.#slots.delete(profileId);
    this.#deps.onChanged();
    return was !== 'idle';
  }

  /** After an edit: what was got for profiles as they were is dropped, not served; also of those that call with it. */
  profilesChanged(): void {
    for (const [profileId, slot] of this.#slots) {
      this.#callOff(profileId, (plan) => !this.#isCurrent(plan));
      const held = heldOf(slot.session);
      const plan = this.#plan(profileId);
      const failed = slot.session.state === 'failed' || slot.session.state === 'expired';
      const outdated = held !== null && !(plan.ok && plan.value.identity === held.identity);
      if (outdated || (failed && !(plan.ok && plan.value.identity === slot.plannedAs)))
        this.#apply(profileId, { type: 'dropped' });
    }
    this.#deps.onChanged();
  }

  /** Ends what has ended and starts renewals that are due. Called by the one timer, after sleep, and before showing. */
  evaluate(): void {
    const now = this.#deps.awsTime.now();
    const due: DueRenewal[] = [];
    for (const [profileId, { session, lastUsedAt }] of this.#slots) {
      const held = heldOf(session);
      if (held === null) continue;
      if (phaseOf(held, now) === 'ended') {
        this.#apply(profileId, { type: 'ended', now });
        const name = this.#deps.registry.profile(profileId)?.name ?? '';
        this.#deps.journal.record('expired', name);
        continue;
      }
      const dueAt = this.#renewalDue(profileId, session, held);
      if (dueAt !== null && dueAt <= now) due.push({ id: profileId, endsAt: held.expiresAt, lastUsedAt });
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
    for (const profileId of this.#slots.keys()) this.#apply(profileId, { type: 'way-open', now });
  }

  /** When `evaluate` has something to do next: epoch ms by AWS's clock. */
  nextDeadline(): number | null {
    let next: number | null = null;
    for (const [profileId, { session }] of this.#slots) {
      const held = heldOf(session);
      const due = held === null ? this.#wantedUntil(profileId) : this.#nextFor(profileId, session, held);
      if (due !== null && (next === null || due < next)) next = due;
    }
    return next;
  }

  #nextFor(profileId: string, session: Session, held: HeldSession): number {
    const now = this.#deps.awsTime.now();
    const due = this.#renewalDue(profileId, session, held);
    if (due === null) return held.expiresAt;
    if (due > now) return Math.min(due, held.expiresAt);
    const turn = this.#pace.turnOf({ id: profileId, endsAt: held.expiresAt }, now);
    // None yet: it has just become due. One that can't be planned has nothing to wait for but its end.
    return Math.min(turn ?? (this.#plan(profileId).ok ? now : held.expiresAt), held.expiresAt);
  }

  /** What is live now, without asking anyone for more. */
  live(profileId: string): HeldSession | null {
    const slot = this.#slots.get(profileId);
    const plan = this.#plan(profileId);
    return slot && plan.ok ? this.#liveFor(plan.value) : null;
  }

  /** What a new session would take of the person now; null: nothing. */
  personNeeded(profileId: string): PersonNeed | null {
    const { registry, personNeededFor, awsTime } = this.#deps;
    const profile = registry.profile(profileId);
    return profile === null ? null : personNeededFor(profile, awsTime.now());
  }

  views(): readonly SessionView[] {
    const { awsTime, registry } = this.#deps;
    const now = awsTime.now();
    return [...this.#slots].flatMap(([profileId, { session, lastUsedAt }]): SessionView[] => {
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
          renewal: live ? this.#localRenewal(profileId, live) : this.#wantedBack(profileId),
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
      this.#slots.set(profileId, {
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
    const tooSoon = now < (retryAt(this.#slot(plan.profile.id).session) ?? 0);
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
    this.#slot(id).plannedAs = plan.identity;
    this.#apply(id, { type: 'requested' });
    signal.addEventListener('abort', () => this.#apply(id, { type: 'withdrawn' }), { once: true });
    const onPrompt = (prompt: PromptRaised) => {
      this.#apply(id, { type: 'prompted' });
      context.onPrompt(prompt);
    };
    const result = await this.#deps.source.acquire(plan, { ...context, onPrompt }).catch((bug: unknown) => {
      // Whoever asked is told of it; the row must not wait for ever.
      this.#apply(id, { type: 'withdrawn' });
      throw bug;
    });
    if (signal.aborted) return fail(appError('cancelled'));

    if (result.ok) {
      const before = errorOf(this.#slot(id).session);
      this.#apply(id, { type: 'granted', held: result.value });
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
      this.#apply(id, { type: 'withdrawn' });
      return result;
    }
    this.#apply(id, { type: 'refused', error, now: this.#deps.awsTime.now() });
    this.#deps.journal.record('failed', name, about, error);
    this.#deps.onRefused(plan, error);
    if (replaced !== null && !isPassing(error)) {
      this.#deps.onRenewalFailed(plan.profile, this.#deps.awsTime.toLocal(replaced.expiresAt), error);
    }
    return result;
  }

  #plan(profileId: string, durationSeconds?: number): Result<SessionPlan> {
    const slot = this.#slots.get(profileId);
    const held = slot ? heldOf(slot.session) : null;
    return this.#planned(profileId, durationSeconds ?? held?.chosenDurationSeconds ?? null);
  }

  #planned(profileId: string, chosenDurationSeconds: number | null): Result<SessionPlan> {
    const { registry, defaultRoleSessionName } = this.#deps;
    // All that a plan depends on besides; a list that was changed is another one.
    if (registry.profiles !== this.#plansOf) {
      this.#plansOf = registry.profiles;
      this.#plans = new Map();
    }
    const known = this.#plans.get(profileId);
    if (known?.chosenDurationSeconds === chosenDurationSeconds) return known.plan;
    const plan = planSession(registry, profileId, chosenDurationSeconds, defaultRoleSessionName);
    this.#plans.set(profileId, { chosenDurationSeconds, plan });
    return plan;
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

  /** When a background renewal is to start, by AWS's clock; null: none is. */
  #renewalDue(profileId: string, session: Session, held: HeldSession): number | null {
    if (session.state !== 'active') return null;
    const renewal = this.#renewal(profileId, held);
    return renewal.kind === 'renews-itself' ? Math.max(renewal.at, retryAt(session) ?? 0) : null;
  }

  #renewal(profileId: string, held: HeldSession) {
    const { registry, clock, settings } = this.#deps;
    const profile = registry.profile(profileId);
    return renewalOf({
      life: held,
      personNeed: profile === null ? null : this.#deps.personNeededFor(profile, renewalStart(held)),
      sourceThere: profile !== null && registry.hasSource(profile.recipe),
      lastUsedAt: this.#slot(profileId).lastUsedAt,
      now: clock.now(),
      settings: settings(),
    });
  }

  /**
   * One that ended and takes the person is still wanted for as long as it would have renewed itself without them.
   * Null: not wanted; else until when, by AWS's clock.
   */
  #wantedUntil(profileId: string): number | null {
    const { registry, clock, settings, awsTime } = this.#deps;
    const slot = this.#slots.get(profileId);
    if (slot?.session.state !== 'expired' || registry.profile(profileId) === null) return null;
    const until = slot.lastUsedAt + settings().renewHoursAfterUse * 3_600_000;
    return until > clock.now() && this.personNeeded(profileId) !== null ? until + awsTime.offset() : null;
  }

  #wantedBack(profileId: string): SessionView['renewal'] {
    const need = this.#wantedUntil(profileId) === null ? null : this.personNeeded(profileId);
    return need === null ? null : { kind: `needs-${need}` };
  }

  #localRenewal(profileId: string, held: HeldSession) {
    const renewal = this.#renewal(profileId, held);
    return renewal.kind === 'renews-itself'
      ? { ...renewal, at: this.#deps.awsTime.toLocal(renewal.at) }
      : renewal;
  }

  #slot(profileId: string): Slot {
    const known = this.#slots.get(profileId);
    if (known !== undefined) return known;
    const slot: Slot = { session: idle, plannedAs: null, lastUsedAt: this.#deps.clock.now() };
    this.#slots.set(profileId, slot);
    return slot;
  }

  #apply(profileId: string, event: SessionEvent): void {
    const slot = this.#slot(profileId);
    const before = heldOf(slot.session);
    slot.session = transition(slot.session, event);
    if (heldOf(slot.session) !== before) this.#deps.onHeldChanged();
    this.#deps.onChanged();
  }

  /** What it holds was handed out: it renews itself for a while yet. */
  markUsed(profileId: string): void {
    const slot = this.#slot(profileId);
    const now = this.#deps.clock.now();
    const noteworthy = Math.abs(now - slot.lastUsedAt) >= usesToldAfter;
    slot.lastUsedAt = now;
    // Programs ask many times a second; nobody needs to see each.
    if (noteworthy) this.#deps.onChanged();
  }

  /** Whether the profile, as it is now, still comes down to this request. */
  #isCurrent(plan: SessionPlan): boolean {
    const now = this.#planned(plan.profile.id, plan.chosenDurationSeconds);
    return now.ok && now.value.identity === plan.identity;
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

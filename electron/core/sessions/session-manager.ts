import { type AppError, appError, isPassing } from '../../../shared/errors.ts';
import { mfaSerialOf, type Profile, roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { SessionView, Settings } from '../../../shared/views.ts';
import type { Clock, StoredSession } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { pastHalf, phaseOf, renewalOf } from './session-life.ts';
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
import { SingleFlight } from './single-flight.ts';

export interface AskOptions {
  /** Ends this asker's wait, nobody else's. */
  readonly signal?: AbortSignal;
  /** Seconds; another duration than the profile's, for this session only. */
  readonly durationSeconds?: number | undefined;
  /** `half-life`: renew first when less than half the life is left and no human is needed. */
  readonly freshness?: 'any' | 'half-life' | 'new';
}

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly source: SessionSource;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly defaultRoleSessionName: string;
  /** Something a view shows has changed. */
  readonly onChanged: () => void;
  /** What is held has changed, and is to be sealed anew. */
  readonly onHeldChanged: () => void;
  /** What is held still lives, but its renewal failed in a way that asking again will not mend. */
  readonly onRenewalFailed: (profile: Profile, expiresAt: number, error: AppError) => void;
}

const clockTolerance = 60_000;
const usesToldAfter = 60_000;

interface Slot {
  session: Session;
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
  readonly #flights = new SingleFlight<HeldSession>();
  /** The plans of the flights, by the same keys. */
  readonly #underWay = new Map<string, SessionPlan>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
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
        held === null
          ? await this.#fly(plan.value, options.signal)
          : await this.#serve(plan.value, held, options);
      if (!this.#isCurrent(plan.value) && !options.signal?.aborted) continue;
      if (answer.ok) this.markUsed(profileId);
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

  /** After an edit: what was got for the profile as it was is dropped, not served. */
  profileChanged(profileId: string): void {
    const slot = this.#slots.get(profileId);
    if (slot === undefined) return;
    this.#callOff(profileId, (plan) => !this.#isCurrent(plan));
    const held = heldOf(slot.session);
    const failed = slot.session.state === 'failed' || slot.session.state === 'expired';
    const plan = this.#plan(profileId);
    const outdated = held !== null && !(plan.ok && plan.value.identity === held.identity);
    if (failed || outdated) this.#apply(profileId, { type: 'dropped' });
    this.#deps.onChanged();
  }

  /** Ends what has ended and starts renewals that are due. Called by the one timer, after sleep, and before showing. */
  evaluate(): void {
    const now = this.#deps.awsTime.now();
    for (const [profileId, { session }] of this.#slots) {
      const held = heldOf(session);
      if (held === null) continue;
      if (phaseOf(held, now) === 'ended') {
        this.#apply(profileId, { type: 'ended', now });
        const name = this.#deps.registry.profile(profileId)?.name ?? '';
        this.#deps.journal.record('expired', name);
        continue;
      }
      const due = this.#renewalDue(profileId, session, held);
      const plan = this.#plan(profileId);
      if (due !== null && due <= now && plan.ok) void this.#fly(plan.value);
    }
  }

  /** When `evaluate` has something to do next: epoch ms by AWS's clock. */
  nextDeadline(): number | null {
    let next: number | null = null;
    for (const [profileId, { session }] of this.#slots) {
      const held = heldOf(session);
      if (held === null) continue;
      const due = Math.min(this.#renewalDue(profileId, session, held) ?? held.expiresAt, held.expiresAt);
      if (next === null || due < next) next = due;
    }
    return next;
  }

  /** What is live now, without asking anyone for more. */
  live(profileId: string): HeldSession | null {
    const slot = this.#slots.get(profileId);
    const plan = this.#plan(profileId);
    return slot && plan.ok ? this.#liveFor(plan.value) : null;
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
          renewal: live && this.#localRenewal(profileId, live),
          error: errorOf(session),
          lastUsedAt,
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
      this.#slots.set(profileId, { session: transition(idle, { type: 'granted', held }), lastUsedAt });
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
    if (options.freshness === 'new') return this.#fly(plan, options.signal);
    const now = this.#deps.awsTime.now();
    const phase = phaseOf(held, now);
    const halfGone = options.freshness === 'half-life' && pastHalf(held, now);
    const needsHuman = plan.recipe.mfaSerial !== undefined;
    const tooSoon = now < (retryAt(this.#slot(plan.profile.id).session) ?? 0);
    if (needsHuman || tooSoon || (phase === 'fresh' && !halfGone)) return succeed(held);
    if (phase === 'advisory' && !halfGone) {
      void this.#fly(plan);
      return succeed(held);
    }
    const renewed = await this.#fly(plan, options.signal);
    const stillLive = phaseOf(held, this.#deps.awsTime.now()) !== 'ended';
    return !renewed.ok && !options.signal?.aborted && stillLive ? succeed(held) : renewed;
  }

  #fly(plan: SessionPlan, signal?: AbortSignal): Promise<Result<HeldSession>> {
    const key = `${plan.profile.id} ${plan.identity}`;
    const start = (flightSignal: AbortSignal) => {
      this.#underWay.set(key, plan);
      return this.#acquire(plan, flightSignal).finally(() => {
        if (this.#underWay.get(key) === plan) this.#underWay.delete(key);
      });
    };
    return this.#flights.join(key, start, signal);
  }

  async #acquire(plan: SessionPlan, signal: AbortSignal): Promise<Result<HeldSession>> {
    const { id, name } = plan.profile;
    const about = roleArnOf(plan.recipe) ?? '';
    const replaced = this.#heldAlready(plan);
    this.#apply(id, { type: 'requested' });
    signal.addEventListener('abort', () => this.#apply(id, { type: 'withdrawn' }), { once: true });
    const result = await this.#deps.source
      .acquire(plan, () => this.#apply(id, { type: 'prompted' }), signal)
      .catch((bug: unknown) => {
        // Whoever asked is told of it; the row must not wait for ever.
        this.#apply(id, { type: 'withdrawn' });
        throw bug;
      });
    if (signal.aborted) return fail(appError('cancelled'));

    if (result.ok) {
      this.#apply(id, { type: 'granted', held: result.value });
      this.#deps.journal.record(replaced ? 'refreshed' : 'assumed', name, about);
    } else if (result.error.code === 'cancelled' || result.error.code === 'mfa-dismissed') {
      this.#apply(id, { type: 'withdrawn' });
    } else {
      this.#apply(id, { type: 'refused', error: result.error, now: this.#deps.awsTime.now() });
      this.#deps.journal.record('failed', name, about, result.error);
      if (replaced !== null && !isPassing(result.error)) {
        this.#deps.onRenewalFailed(
          plan.profile,
          this.#deps.awsTime.toLocal(replaced.expiresAt),
          result.error,
        );
      }
    }
    return result;
  }

  #plan(profileId: string, durationSeconds?: number): Result<SessionPlan> {
    const slot = this.#slots.get(profileId);
    const held = slot ? heldOf(slot.session) : null;
    const chosen = durationSeconds ?? held?.chosenDurationSeconds ?? null;
    return planSession(this.#deps.registry, profileId, chosen, this.#deps.defaultRoleSessionName);
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
      needsMfa: profile !== null && mfaSerialOf(profile.recipe) !== undefined,
      sourceThere: profile !== null && registry.accessKey(profile.recipe.source.keyId) !== null,
      lastUsedAt: this.#slot(profileId).lastUsedAt,
      now: clock.now(),
      settings: settings(),
    });
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
    const slot: Slot = { session: idle, lastUsedAt: this.#deps.clock.now() };
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
    const { registry, defaultRoleSessionName } = this.#deps;
    const now = planSession(registry, plan.profile.id, plan.chosenDurationSeconds, defaultRoleSessionName);
    return now.ok && now.value.identity === plan.identity;
  }

  #callOff(profileId: string, matches: (plan: SessionPlan) => boolean = () => true): void {
    for (const [key, plan] of this.#underWay) {
      if (plan.profile.id === profileId && matches(plan)) this.#flights.abort(key);
    }
  }
}

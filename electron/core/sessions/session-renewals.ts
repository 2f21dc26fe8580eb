import { isPassing } from '../../../shared/errors.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Renewal } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { PersonNeed } from './person-needed.ts';
import { phaseOf, renewalOf, renewalStart } from './session-life.ts';
import { errorOf, type HeldSession, heldOf, retryAt } from './session-machine.ts';
import type { Slot } from './session-slots.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly settings: () => Settings;
  /** What a new session at that time, by AWS's clock, takes of the person. */
  readonly personNeededFor: (profile: Profile, at: number) => PersonNeed | null;
}

/** A renewal in the background. Epoch ms by AWS's clock. */
interface Renewing {
  /** Not before this. */
  readonly at: number;
  /** After this there is nothing left to renew, or nobody who wants it. */
  readonly endsAt: number;
}

/** What becomes of each session at its end, and of one that has ended while it would have renewed itself. */
export class SessionRenewals {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Null: none is to start. */
  due(profileId: string, slot: Slot): Renewing | null {
    const { session } = slot;
    if (session.state === 'expired') return this.#dueBack(profileId, slot);
    if (session.state !== 'active') return null;
    const { held } = session;
    const renewal = this.#renewal(profileId, slot, held);
    if (renewal.kind !== 'renews-itself') return null;
    return { at: Math.max(renewal.at, retryAt(session) ?? 0), endsAt: held.expiresAt };
  }

  /**
   * One that ended is still wanted for as long as it would have renewed itself, whoever it takes. Null: not wanted; else
   * until when, by AWS's clock.
   */
  wantedUntil(profileId: string, { session, lastUsedAt }: Slot): number | null {
    const { registry, clock, settings, awsTime } = this.#deps;
    const profile = registry.profile(profileId);
    if (session.state !== 'expired' || profile === null || !registry.hasSource(profile.recipe)) return null;
    const until = lastUsedAt + settings().renewHoursAfterUse * 3_600_000;
    return until > clock.now() ? until + awsTime.offset() : null;
  }

  /** By our clock, for a view. */
  shown(profileId: string, slot: Slot): Renewal | null {
    const { awsTime } = this.#deps;
    const held = heldOf(slot.session);
    const renewal =
      held !== null && phaseOf(held, awsTime.now()) !== 'ended'
        ? this.#renewal(profileId, slot, held)
        : this.#wantedBack(profileId, slot);
    return renewal?.kind === 'renews-itself' ? { ...renewal, at: awsTime.toLocal(renewal.at) } : renewal;
  }

  /** What a new session would take of the person now; null: nothing. */
  personNeeded(profileId: string): PersonNeed | null {
    const { registry, personNeededFor, awsTime } = this.#deps;
    const profile = registry.profile(profileId);
    return profile === null ? null : personNeededFor(profile, awsTime.now());
  }

  #wantedBack(profileId: string, slot: Slot): Renewal | null {
    if (this.wantedUntil(profileId, slot) === null) return null;
    const need = this.personNeeded(profileId);
    if (need !== null) return { kind: `needs-${need}` };
    const back = this.#dueBack(profileId, slot);
    return back && { kind: 'renews-itself', at: back.at };
  }

  /** It ended while the machine slept or AWS was out of reach; what else went wrong is not tried again. */
  #dueBack(profileId: string, slot: Slot): Renewing | null {
    const { session } = slot;
    const endsAt = this.wantedUntil(profileId, slot);
    if (session.state !== 'expired' || endsAt === null || this.personNeeded(profileId) !== null) return null;
    const error = errorOf(session);
    if (error !== null && !isPassing(error)) return null;
    return { at: Math.max(session.endedAt, retryAt(session) ?? 0), endsAt };
  }

  #renewal(profileId: string, { lastUsedAt }: Slot, held: HeldSession): Renewal {
    const { registry, clock, settings, personNeededFor } = this.#deps;
    const profile = registry.profile(profileId);
    return renewalOf({
      life: held,
      personNeed: profile === null ? null : personNeededFor(profile, renewalStart(held)),
      sourceThere: profile !== null && registry.hasSource(profile.recipe),
      lastUsedAt,
      now: clock.now(),
      settings: settings(),
    });
  }
}

import type { Profile } from '../../../shared/profile.ts';
import type { Result } from '../../../shared/result.ts';
import type { Registry } from '../profiles/registry.ts';
import { planSession, type SessionPlan } from './session-plan.ts';

interface KnownPlan {
  readonly chosenDurationSeconds: number | null;
  readonly plan: Result<SessionPlan>;
}

/** The last plan of each profile, as long as no profile is changed: each view asks for several, and each takes a hash. */
export class SessionPlans {
  readonly #registry: Registry;
  readonly #defaultRoleSessionName: string;
  #known = new Map<string, KnownPlan>();
  #knownOf: readonly Profile[] = [];

  constructor(registry: Registry, defaultRoleSessionName: string) {
    this.#registry = registry;
    this.#defaultRoleSessionName = defaultRoleSessionName;
  }

  /** Errors: those of planSession. */
  of(profileId: string, chosenDurationSeconds: number | null): Result<SessionPlan> {
    // All that a plan depends on besides; a list that was changed is another one.
    const { profiles } = this.#registry;
    if (profiles !== this.#knownOf) {
      this.#knownOf = profiles;
      this.#known = new Map();
    }
    const known = this.#known.get(profileId);
    if (known?.chosenDurationSeconds === chosenDurationSeconds) return known.plan;
    const plan = planSession(this.#registry, profileId, chosenDurationSeconds, this.#defaultRoleSessionName);
    this.#known.set(profileId, { chosenDurationSeconds, plan });
    return plan;
  }

  /** Whether the profile, as it is now, still comes down to this request. */
  isCurrent({ profile, identity, chosenDurationSeconds }: SessionPlan): boolean {
    const now = this.of(profile.id, chosenDurationSeconds);
    return now.ok && now.value.identity === identity;
  }
}

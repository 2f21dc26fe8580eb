import { appError } from '../../../shared/errors.ts';
import { addUse, scoreAt } from '../../../shared/frecency.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { UseView } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';
import type { UseStore } from '../store-ports.ts';

/** More than anybody remembers having used; what was used least goes first. */
const mostUses = 300;

type Used = Pick<UseView, 'profileId' | 'verb'>;

interface Dependencies {
  readonly clock: Clock;
  readonly store: UseStore;
  readonly profile: (id: string) => Profile | null;
  readonly onChanged: () => void;
}

/** What a person chose how often, for the order in which the command palette offers things. */
export class PaletteUses {
  readonly #deps: Dependencies;
  #uses: readonly UseView[];

  constructor(deps: Dependencies, stored: readonly UseView[]) {
    this.#deps = deps;
    this.#uses = this.#ofPresent(stored);
  }

  views(): readonly UseView[] {
    return this.#uses;
  }

  /** Errors: profile-not-found. What can't be kept on disk counts until the app ends. */
  used({ profileId, verb }: Used): Result<undefined> {
    const { clock, profile } = this.#deps;
    if (profileId !== null && profile(profileId) === null) return fail(appError('profile-not-found'));
    const now = clock.now();
    const isIt = (use: UseView) => use.profileId === profileId && use.verb === verb;
    const before = this.#uses.find(isIt) ?? null;
    const others = this.#ofPresent(this.#uses.filter((use) => !isIt(use)));
    this.#replace([{ profileId, verb, ...addUse(before, now) }, ...mostUsed(others, mostUses - 1, now)]);
    return succeed();
  }

  /** Its uses go with it. */
  profileRemoved(profileId: string): void {
    const left = this.#uses.filter((use) => use.profileId !== profileId);
    if (left.length < this.#uses.length) this.#replace(left);
  }

  #replace(uses: readonly UseView[]): void {
    this.#uses = uses;
    const isDemo = ({ profileId }: UseView) =>
      profileId !== null && this.#deps.profile(profileId)?.demo === true;
    this.#deps.store.save({ uses: uses.filter((use) => !isDemo(use)) });
    this.#deps.onChanged();
  }

  /** Profiles also go otherwise than by being removed: with the demo account, or from a file put back. */
  #ofPresent(uses: readonly UseView[]): readonly UseView[] {
    return uses.filter(({ profileId }) => profileId === null || this.#deps.profile(profileId) !== null);
  }
}

function mostUsed(uses: readonly UseView[], most: number, now: number): readonly UseView[] {
  if (uses.length <= most) return uses;
  return uses.toSorted((left, right) => scoreAt(right, now) - scoreAt(left, now)).slice(0, most);
}

import type { Profile } from '../../../shared/profile.ts';
import type { MfaDevices } from '../mfa/mfa-devices.ts';
import type { MfaSessions } from '../mfa/mfa-sessions.ts';
import type { Registry } from '../profiles/registry.ts';
import type { SignIns } from '../sign-ins/sign-ins.ts';
import type { Life } from './session-life.ts';

/** What the person would have to give for a new session. */
export type PersonNeed = 'mfa-code' | 'sign-in';

export interface PersonNeedFacts {
  readonly registry: Pick<Registry, 'profile'>;
  readonly devices: Pick<MfaDevices, 'isAutomatic'>;
  readonly mfaSessions: Pick<MfaSessions, 'live' | 'ofDuration'>;
  readonly signIns: Pick<SignIns, 'renewsItselfAt'>;
  /** Another profile's session, as far as it lives. */
  readonly held: (profileId: string) => Life | null;
}

/**
 * What a new session at that time, epoch ms by AWS's clock, would take of the person; null: nothing. A session that it
 * is got with counts only if it still lives then.
 */
export function personNeededFor(
  profile: Profile,
  at: number,
  facts: PersonNeedFacts,
  passed: readonly string[] = [],
): PersonNeed | null {
  const { recipe } = profile;
  const { source } = recipe;
  const livesThen = (life: Life | null) => life !== null && life.expiresAt > at;
  switch (source.kind) {
    case 'access-key': {
      const serial = 'mfaSerial' in recipe ? recipe.mfaSerial : undefined;
      if (serial === undefined || facts.devices.isAutomatic(serial)) return null;
      if (recipe.kind === 'session-token') {
        // Another profile's code may have brought a later one than this has.
        const shared = facts.mfaSessions.ofDuration(source.keyId, serial, recipe.durationSeconds);
        const own = facts.held(profile.id)?.expiresAt ?? 0;
        return livesThen(shared) && (shared?.expiresAt ?? 0) > own ? null : 'mfa-code';
      }
      const shares = recipe.kind === 'assume-role' && recipe.mfaShared === true;
      return shares && livesThen(facts.mfaSessions.live(source.keyId, serial)) ? null : 'mfa-code';
    }
    case 'profile': {
      if (livesThen(facts.held(source.profileId))) return null;
      const link = facts.registry.profile(source.profileId);
      // A circle, which asking for a session refuses.
      if (link === null || passed.includes(link.id)) return null;
      return personNeededFor(link, at, facts, [...passed, link.id]);
    }
    case 'sign-in':
      return facts.signIns.renewsItselfAt(source.signInId, at) ? null : 'sign-in';
    case 'machine':
    case 'command':
    case 'token-file':
      return null;
  }
}

import { chainedSeconds, durationSeconds, rootSeconds, sessionTokenSeconds } from './aws-limits.ts';
import { type Recipe, type RecipeKind, roleArnOf } from './profile.ts';
import { chainOf, type ProfileLookup } from './profile-chain.ts';
import type { RoleMaximumView } from './sign-in-views.ts';

/**
 * Why no session can be longer. `chained` and `shared-mfa`: AWS ends it after an hour, because another session calls.
 * `kind`: the most that AWS gives for any profile of this kind. `role-maximum`: what was learned of the role; its owner
 * may have raised it since, so it is no ground to refuse a call.
 */
export type DurationReason = 'chained' | 'shared-mfa' | 'kind' | 'role-maximum';

/**
 * How the same role could last longer. `own-code`: with a code for each session (`mfaShared` off). `straight`: called
 * with the chain's first access key itself, if the role trusts that key's user; `mfaSerial`: of the first link, whose
 * code would then be asked for here.
 */
export type LongerWay =
  | { readonly kind: 'own-code'; readonly seconds: number }
  | {
      readonly kind: 'straight';
      readonly seconds: number;
      readonly keyId: string;
      readonly mfaSerial: string | null;
    };

export interface DurationAdvice {
  readonly minimumSeconds: number;
  readonly maximumSeconds: number;
  readonly reason: DurationReason;
  readonly longerWay: LongerWay | null;
  /** What is known of the role; null: nothing, or no role. */
  readonly role: RoleMaximumView | null;
}

export interface DurationFacts {
  readonly profileOf: ProfileLookup;
  readonly roleMaximums: readonly RoleMaximumView[];
}

/** Sessions that AWS counts as role chaining; of what a program or the machine gives, it is not known up front. */
const chaining: ReadonlySet<RecipeKind> = new Set([
  'assume-role',
  'assume-role-with-saml',
  'assume-role-with-web-identity',
  'identity-center',
  'session-token',
  'assume-root',
]);

/**
 * How long a session of this recipe can be. Null: somebody else decides (`identity-center`, `credential-process`), or
 * there is no session. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export function durationAdvice(recipe: Recipe, facts: DurationFacts): DurationAdvice | null {
  switch (recipe.kind) {
    case 'session-token':
    case 'federation-token':
      return ofKind(sessionTokenSeconds);
    case 'assume-root':
      return ofKind(rootSeconds);
    case 'identity-center':
    case 'credential-process':
    case 'access-key':
      return null;
    case 'assume-role':
    case 'assume-role-with-saml':
    case 'assume-role-with-web-identity':
      return ofRole(recipe, facts);
  }
}

function ofKind({
  minimum,
  maximum,
}: {
  readonly minimum: number;
  readonly maximum: number;
}): DurationAdvice {
  return {
    minimumSeconds: minimum,
    maximumSeconds: maximum,
    reason: 'kind',
    longerWay: null,
    role: null,
  };
}

function ofRole(recipe: Recipe, { profileOf, roleMaximums }: DurationFacts): DurationAdvice {
  const role = roleMaximums.find(({ roleArn }) => roleArn === roleArnOf(recipe)) ?? null;
  const ofTheRole = roleMaximum(role);
  const longest = Math.min(durationSeconds.maximum, ofTheRole ?? durationSeconds.maximum);
  const { minimum: minimumSeconds } = durationSeconds;
  const hour = { minimumSeconds, maximumSeconds: chainedSeconds, role };

  if (recipe.kind === 'assume-role') {
    if (recipe.source.kind === 'access-key' && recipe.mfaSerial !== undefined && recipe.mfaShared === true) {
      const longerWay = longest > chainedSeconds ? ({ kind: 'own-code', seconds: longest } as const) : null;
      return { ...hour, reason: 'shared-mfa', longerWay };
    }
    if (recipe.source.kind === 'profile' && chains(recipe.source.profileId, profileOf)) {
      return { ...hour, reason: 'chained', longerWay: straight(recipe, profileOf, longest) };
    }
  }
  return {
    minimumSeconds,
    maximumSeconds: longest,
    reason: ofTheRole !== null && ofTheRole < durationSeconds.maximum ? 'role-maximum' : 'kind',
    longerWay: null,
    role,
  };
}

function chains(profileId: string, profileOf: ProfileLookup): boolean {
  const kind = profileOf(profileId)?.recipe.kind;
  return kind !== undefined && chaining.has(kind);
}

function straight(recipe: Recipe, profileOf: ProfileLookup, seconds: number): LongerWay | null {
  const { links, origin } = chainOf(recipe, profileOf);
  if (origin?.kind !== 'access-key' || seconds <= chainedSeconds) return null;
  const first = links.at(-1)?.recipe;
  const mfaSerial = first !== undefined && 'mfaSerial' in first ? (first.mfaSerial ?? null) : null;
  return { kind: 'straight', seconds, keyId: origin.keyId, mfaSerial };
}

/** The longest that is not known to be refused; null: nothing is known. */
function roleMaximum(role: RoleMaximumView | null): number | null {
  if (role === null) return null;
  const belowRefused = role.refusedSeconds === null ? null : role.refusedSeconds - 1;
  if (role.seconds === null) return belowRefused;
  return belowRefused === null ? role.seconds : Math.min(role.seconds, belowRefused);
}

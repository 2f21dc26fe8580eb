import { type AppError, appError } from '../../../../shared/errors.ts';
import type {
  AssumeRoleWithSamlRecipe,
  AssumeRoleWithWebIdentityRecipe,
  IdentityCenterRecipe,
} from '../../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../../shared/result.ts';
import type { Secret } from '../../../../shared/secret.ts';
import type { SamlAssertion } from '../../way-in-ports.ts';
import type { SessionPlan } from '../session-plan.ts';
import { type Got, gotFrom, type WayContext, type WayParts } from './way.ts';

type Plan<Recipe> = SessionPlan & { readonly recipe: Recipe };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
export function bySaml(
  parts: WayParts,
  { profile, recipe, durationSeconds }: Plan<AssumeRoleWithSamlRecipe>,
  context: WayContext,
): Promise<Result<Got>> {
  const { signInId } = recipe.source;
  return twice(
    () => parts.signIns.assertion(signInId, profile, context),
    async (assertion) => {
      const missing = notOffered(recipe, assertion);
      if (missing !== null) return fail(missing);
      const request = {
        recipe,
        durationSeconds: durationSeconds ?? recipe.durationSeconds,
        assertion: assertion.encoded,
      };
      return gotFrom(parts, await parts.sts.assumeRoleWithSaml(request, context.signal));
    },
    ({ code }) => code === 'saml-assertion-expired',
    () => parts.signIns.outdated(signInId),
  );
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export function byWebIdentity(
  parts: WayParts,
  { profile, recipe, roleSessionName, durationSeconds }: Plan<AssumeRoleWithWebIdentityRecipe>,
  context: WayContext,
): Promise<Result<Got>> {
  const { source } = recipe;
  const signInId = source.kind === 'sign-in' ? source.signInId : null;
  const token = async (): Promise<Result<Secret>> => {
    switch (source.kind) {
      case 'token-file':
        return parts.tokenFiles.read(source.path);
      case 'command':
        return parts.processes.token(source.command, context.signal);
      case 'sign-in': {
        const tokens = await parts.signIns.webIdentity(source.signInId, profile, context);
        return tokens.ok ? succeed(tokens.value.token) : tokens;
      }
    }
  };
  return twice(
    token,
    async (secret) => {
      const request = {
        recipe,
        roleSessionName,
        durationSeconds: durationSeconds ?? recipe.durationSeconds,
        token: secret,
        providerId: signInId === null ? null : parts.signIns.providerId(signInId),
      };
      return gotFrom(parts, await parts.sts.assumeRoleWithWebIdentity(request, context.signal));
    },
    ({ code }) => signInId !== null && code === 'sts-expired-token',
    () => parts.signIns.outdated(signInId ?? ''),
  );
}

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html */
export function byIdentityCenter(
  parts: WayParts,
  { profile, recipe }: Plan<IdentityCenterRecipe>,
  context: WayContext,
): Promise<Result<Got>> {
  const { source, accountId, roleName } = recipe;
  const region = parts.signIns.identityCenterRegion(source.signInId) ?? recipe.region;
  return twice(
    () => parts.signIns.ssoTokens(source.signInId, profile, context),
    async ({ accessToken }) =>
      gotFrom(
        parts,
        await parts.identityCenter.roleCredentials(region, accessToken, accountId, roleName, context.signal),
      ),
    ({ code }) => code === 'sign-in-revoked',
    () => parts.signIns.outdated(source.signInId),
  );
}

/**
 * What a sign-in gave may be over sooner than we know (another clock, a session ended elsewhere): when AWS says so, it is
 * forgotten and got once more.
 */
async function twice<Given>(
  sign: () => Promise<Result<Given>>,
  call: (given: Given) => Promise<Result<Got>>,
  isOver: (error: AppError) => boolean,
  forget: () => void,
): Promise<Result<Got>> {
  const given = await sign();
  if (!given.ok) return given;
  const got = await call(given.value);
  if (got.ok || !isOver(got.error)) return got;
  forget();
  const again = await sign();
  return again.ok ? call(again.value) : again;
}

function notOffered(
  { roleArn, principalArn }: AssumeRoleWithSamlRecipe,
  { roles }: SamlAssertion,
): AppError | null {
  if (roles.some((role) => role.roleArn === roleArn && role.principalArn === principalArn)) return null;
  const offered = roles.map((role) => role.roleArn);
  const shown = offered.length > 5 ? [...offered.slice(0, 5), `and ${offered.length - 5} more`] : offered;
  return appError('saml-role-not-offered', { role: roleArn, offered: shown.join(', ') });
}

import { type AppError, appError, type ErrorCode } from '../../../../shared/errors.ts';
import type {
  AssumeRoleWithSamlRecipe,
  AssumeRoleWithWebIdentityRecipe,
  IdentityCenterRecipe,
} from '../../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../../shared/result.ts';
import type { Secret } from '../../../../shared/secret.ts';
import type { OidcTokens, SamlAssertion } from '../../way-in-ports.ts';
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
      if (missing !== null) {
        // Who was let in to the role a minute ago should not wait until the answer before that is too old.
        parts.signIns.outdated(signInId, assertion);
        return fail(missing);
      }
      const request = {
        recipe,
        durationSeconds: durationSeconds ?? recipe.durationSeconds,
        assertion: assertion.encoded,
      };
      return gotFrom(parts, await parts.sts.assumeRoleWithSaml(request, context.signal));
    },
    ({ code }) => code === 'saml-assertion-expired',
    (assertion) => parts.signIns.outdated(signInId, assertion),
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
  const token = async (): Promise<Result<Pick<OidcTokens, 'token'>>> => {
    switch (source.kind) {
      case 'token-file':
        return bare(await parts.tokenFiles.read(source.path));
      case 'command':
        return bare(await parts.processes.token(source.command, context.signal));
      case 'sign-in':
        return parts.signIns.webIdentity(source.signInId, profile, context);
    }
  };
  return twice(
    token,
    async ({ token: secret }) => {
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
    (tokens) => parts.signIns.outdated(signInId ?? '', tokens),
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
    (tokens) => parts.signIns.outdated(source.signInId, tokens),
  );
}

/** AWS will not take it later either: asking again is to bring another. */
const useless: ReadonlySet<ErrorCode> = new Set(['sts-invalid-identity-token', 'sts-idp-rejected-claim']);

/**
 * What a sign-in gave may be over sooner than we know (another clock, a session ended elsewhere): when AWS says so, it is
 * forgotten and got once more. What AWS cannot use at all is forgotten too.
 */
async function twice<Given>(
  sign: () => Promise<Result<Given>>,
  call: (given: Given) => Promise<Result<Got>>,
  isOver: (error: AppError) => boolean,
  forget: (given: Given) => void,
): Promise<Result<Got>> {
  const once = async (given: Given): Promise<Result<Got>> => {
    const got = await call(given);
    if (!got.ok && (isOver(got.error) || useless.has(got.error.code))) forget(given);
    return got;
  };
  const given = await sign();
  if (!given.ok) return given;
  const got = await once(given.value);
  if (got.ok || !isOver(got.error)) return got;
  const again = await sign();
  return again.ok ? once(again.value) : again;
}

function bare(secret: Result<Secret>): Result<Pick<OidcTokens, 'token'>> {
  return secret.ok ? succeed({ token: secret.value }) : secret;
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

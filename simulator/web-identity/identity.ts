import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import type { SimulatedAws } from '../account.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { findOidcProvider, oidcProviderName } from '../identity-providers.ts';
import { RequestContext } from '../policy-conditions.ts';
import { isSignedBy, keyFor, readToken } from './json-web-token.ts';
import { noVerificationKey, providerKeys } from './provider-keys.ts';

/** Who a web identity token is for, once that is believed. */
export interface WebIdentity {
  /** As trust policies name the provider. */
  readonly principal: string;
  readonly subject: string;
  readonly audience: string;
  readonly conditions: RequestContext;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
}

const longestAge = 86_400;
/** Seconds that a provider's clock may be ahead. AWS does not say what it allows. */
const allowedSkew = 60;

/** An OAuth 2.0 access token, about which AWS asks the provider itself. */
export function accessTokenIdentity(
  { accessTokens = [] }: SimulatedAws,
  providerId: string,
  text: string,
): Answer<WebIdentity> {
  if (providerId !== 'www.amazon.com' && providerId !== 'graph.facebook.com') {
    return refusals.validation(`${providerId} is not a supported provider`);
  }
  const known = accessTokens.find(({ providerId: issuer, token }) => issuer === providerId && token === text);
  if (known?.state === 'unreachable') {
    return refusals.idpCommunicationError('Error communicating with the identity provider');
  }
  if (known === undefined || known.state === 'rejected') {
    return refusals.idpRejectedClaim('The identity provider reported that authentication failed');
  }
  const { userId, applicationId } = known;
  const userKey = providerId === 'www.amazon.com' ? 'user_id' : 'id';
  return succeed({
    principal: providerId,
    subject: userId,
    audience: applicationId,
    conditions: new RequestContext()
      .set(`${providerId}:app_id`, applicationId)
      .set(`${providerId}:${userKey}`, userId),
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: null,
  });
}

/**
 * An OpenID Connect ID token for a role of that account. Words as users have quoted them:
 * https://github.com/mozilla-iam/mozilla-aws-cli/issues/127, https://github.com/guardian/cdk/issues/1944,
 * https://github.com/awslabs/aws-orbit-workbench/issues/771, https://github.com/mozilla-iam/mozilla-aws-cli/issues/146
 */
export async function idTokenIdentity(
  aws: SimulatedAws,
  accountId: string,
  text: string,
  now: number,
): Promise<Answer<WebIdentity>> {
  const token = readToken(text);
  if (token === null) {
    return refusals.invalidIdentityToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const { claims } = token;
  const { iss, sub, exp, iat, azp, amr } = claims;
  const audiences = [claims.aud].flat().filter((audience) => typeof audience === 'string');
  for (const [name, isThere] of Object.entries({
    iss: typeof iss === 'string',
    aud: audiences.length > 0,
    sub: typeof sub === 'string',
    exp: typeof exp === 'number',
    iat: typeof iat === 'number',
  })) {
    if (!isThere) {
      return refusals.invalidIdentityToken(`Missing a required claim: ${name}`);
    }
  }
  const found = findOidcProvider(aws, accountId, String(iss));
  if (found === undefined) {
    return refusals.invalidIdentityToken(`No OpenIDConnect provider found in your account for ${iss}`);
  }
  const { provider, principal } = found;
  const isKnown = (client: string) => provider.clientIds?.includes(client) ?? true;
  const audience = typeof azp === 'string' ? azp : (audiences.find(isKnown) ?? '');
  if (audience === '' || !isKnown(audience)) {
    return refusals.invalidIdentityToken('Incorrect token audience');
  }
  const keys = await providerKeys(provider);
  if (!keys.ok) {
    return keys;
  }
  const key = keyFor(token, keys.value);
  if (key === undefined) {
    return noVerificationKey();
  }
  if (!isSignedBy(token, key)) {
    return refusals.invalidIdentityToken('Invalid token signature');
  }
  const times = checkTimes(Number(iat), Number(exp), claims.nbf, Math.floor(now / 1000));
  if (!times.ok) {
    return times;
  }
  const name = oidcProviderName(provider);
  const amrs = Array.isArray(amr) ? amr.filter((item) => typeof item === 'string') : null;
  return succeed({
    principal,
    subject: String(sub),
    audience,
    conditions: new RequestContext()
      .set(`${name}:aud`, audience)
      .set(`${name}:oaud`, typeof azp === 'string' ? audiences : null)
      .set(`${name}:sub`, String(sub))
      .set(`${name}:amr`, amrs),
    ...awsClaimsOf(claims),
  });
}

/** Seconds since 1970. */
function checkTimes(issuedAt: number, expiresAt: number, notBefore: unknown, now: number): Answer<undefined> {
  if (expiresAt <= now) {
    return refusals.expiredIdentityToken(
      `Token expired: current date/time ${now} must be before the expiration date/time${expiresAt}`,
    );
  }
  if (issuedAt < now - longestAge) {
    return refusals.expiredIdentityToken(`Token too old: ${now - issuedAt}`);
  }
  const startsAt = typeof notBefore === 'number' ? Math.max(issuedAt, notBefore) : issuedAt;
  return startsAt > now + allowedSkew ? refusals.invalidIdentityToken('Token is not yet valid') : succeed();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp */
function awsClaimsOf(
  claims: Readonly<Record<string, unknown>>,
): Pick<WebIdentity, 'tags' | 'transitiveTagKeys' | 'sourceIdentity'> {
  const { principal_tags: principalTags, transitive_tag_keys: transitive }: Record<string, unknown> = Object(
    claims['https://aws.amazon.com/tags'],
  );
  const sourceIdentity = claims['https://aws.amazon.com/source_identity'];
  const tags = Object.entries(Object(principalTags)).map(([key, values]: readonly [string, unknown]) => ({
    key,
    value: String([values].flat()[0] ?? ''),
  }));
  return {
    tags,
    transitiveTagKeys: Array.isArray(transitive) ? transitive.map(String) : [],
    sourceIdentity: typeof sourceIdentity === 'string' ? sourceIdentity : null,
  };
}

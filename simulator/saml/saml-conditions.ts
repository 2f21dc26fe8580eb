import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import type { SamlProvider } from '../identity-providers.ts';
import type { SamlAssertion } from './saml-response.ts';

const minute = 60_000;
/** What an identity provider's clock may be ahead. AWS does not say what it allows. */
const allowedSkew = minute;

/** Sign-in pages of all partitions and Regions: https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const signInPage =
  /^https:\/\/(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)\/saml(?:\/acs\/[\w-]+)?$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
const audienceName = /^urn:amazon:webservices(?::[a-z0-9-]+)?$/;

/**
 * Whether an assertion that is signed is also meant for AWS, and for now. Answers with the address that it was made for.
 * Words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html and https://github.com/Nike-Inc/gimme-aws-creds/issues/251
 */
export function checkAssertion(
  assertion: SamlAssertion,
  provider: SamlProvider,
  now: number,
): Answer<string> {
  if (assertion.issuer !== provider.entityId) {
    return refusals.invalidIdentityToken('Issuer not present in specified provider');
  }
  // Written so that a time that is none is refused.
  if (!(now < assertion.issuedAt + 5 * minute)) {
    return refusals.expiredIdentityToken('Token must be redeemed within 5 minutes of issuance');
  }
  if (assertion.issuedAt > now + allowedSkew || !(notBeforeOf(assertion) <= now + allowedSkew)) {
    return refusals.invalidIdentityToken('Token is not yet valid');
  }
  if (!(now < (assertion.notOnOrAfter ?? Number.POSITIVE_INFINITY))) {
    return refusals.expiredIdentityToken('Token has expired');
  }
  if (!(now < (assertion.sessionNotOnOrAfter ?? Number.POSITIVE_INFINITY))) {
    return refusals.expiredIdentityToken('Session has expired');
  }
  if (!assertion.audiences.some((audience) => audienceName.test(audience) || signInPage.test(audience))) {
    return refusals.invalidIdentityToken('Response does not contain the required audience.');
  }
  const meant = assertion.confirmations.filter(({ recipient }) => signInPage.test(recipient));
  const confirmed = meant.find(({ notOnOrAfter }) => now < notOnOrAfter);
  if (confirmed !== undefined) {
    return succeed(confirmed.recipient);
  }
  return meant.length > 0
    ? refusals.expiredIdentityToken('Token has expired')
    : refusals.invalidIdentityToken('Response does not contain the required recipient.');
}

function notBeforeOf({ notBefore }: SamlAssertion): number {
  return notBefore ?? Number.NEGATIVE_INFINITY;
}

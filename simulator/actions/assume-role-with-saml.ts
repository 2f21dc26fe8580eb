import { createHash } from 'node:crypto';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import { findSamlProvider, type SamlProvider } from '../identity-providers.ts';
import type { OpenContext, OpenOperation } from '../operation.ts';
import { RequestContext } from '../policy-conditions.ts';
import { offersRole, readAttributes } from '../saml/saml-attributes.ts';
import { checkAssertion } from '../saml/saml-conditions.ts';
import { claimedIssuerOf, readAssertion, type SamlAssertion, statusOf } from '../saml/saml-response.ts';
import { openFederatedRole } from './federated-role.ts';
import { parseSessionPolicies, type SessionPolicies } from './session-policies.ts';

interface SamlRequest extends SessionPolicies {
  readonly roleArn: string;
  readonly principalArn: string;
  /** XML. */
  readonly response: string;
  readonly durationSeconds: number;
}

const action = 'sts:AssumeRoleWithSAML';

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 * An assertion is taken as often as it is shown: AWS promises no more than the five minutes.
 */
export const assumeRoleWithSaml: OpenOperation = (context) => {
  const { aws, now } = context;
  const parsed = parseRequest(context);
  if (!parsed.ok) {
    return parsed;
  }
  const request = parsed.value;
  const found = findSamlProvider(aws, request.principalArn);
  if (found === undefined) {
    return refusals.invalidIdentityToken("Specified provider doesn't exist");
  }
  const { account, provider } = found;
  const verified = verify(context, request.response, provider);
  if (!verified.ok) {
    return verified;
  }
  const assertion = verified.value;
  const recipient = checkAssertion(assertion, provider, now);
  if (!recipient.ok) {
    return recipient;
  }
  if (!offersRole(assertion.attributes, request.roleArn, request.principalArn)) {
    return refusals.notAuthorized(action);
  }
  const attributes = readAttributes(assertion.attributes);
  if (!attributes.ok) {
    return attributes;
  }
  const nameQualifier = createHash('sha1')
    .update(`${assertion.issuer}${account.id}/${provider.name}`)
    .digest('base64');
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
  const conditions = new RequestContext()
    .set('saml:aud', recipient.value)
    .set('saml:iss', assertion.issuer)
    .set('saml:sub', assertion.subject)
    .set('saml:sub_type', assertion.subjectType)
    .set('saml:doc', `${account.id}/${provider.name}`)
    .set('saml:namequalifier', nameQualifier);
  const opened = openFederatedRole(context, {
    ...request,
    ...attributes.value,
    action,
    endsAt: assertion.sessionNotOnOrAfter,
    provider: request.principalArn,
    conditions,
  });
  return opened.ok
    ? succeed({
        ...opened.value,
        Subject: assertion.subject,
        SubjectType: assertion.subjectType,
        Issuer: assertion.issuer,
        Audience: recipient.value,
        NameQualifier: nameQualifier,
      })
    : opened;
};

function parseRequest({ parameters }: OpenContext): Answer<SamlRequest> {
  const roleArn = parameters.get('RoleArn');
  const principalArn = parameters.get('PrincipalArn');
  const encoded = parameters.get('SAMLAssertion');
  const duration = parseDuration(parameters.get('DurationSeconds'), 3600);
  if (!duration.ok) {
    return duration;
  }
  const validation = new RequestValidation();
  validation.required('roleArn', roleArn, constraints.arn);
  validation.required('principalArn', principalArn, constraints.arn);
  validation.required('sAMLAssertion', encoded, constraints.samlAssertion);
  validation.range('durationSeconds', duration.value, 900, 43_200);
  const policies = parseSessionPolicies(parameters, validation, constraints.limitedSessionPolicy);
  const valid = validation.result();
  if (!valid.ok || roleArn === undefined || principalArn === undefined || encoded === undefined) {
    return valid.ok ? refusals.validation('Request ARN is invalid') : valid;
  }
  // Some providers break the lines.
  const base64 = encoded.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    return refusals.invalidIdentityToken('Invalid base64 SAMLResponse');
  }
  const response = Buffer.from(base64, 'base64').toString('utf8');
  return succeed({ roleArn, principalArn, response, durationSeconds: duration.value, ...policies });
}

/** What the provider has signed. What it has not is looked at only to refuse it with the right words. */
function verify({ saml }: OpenContext, response: string, provider: SamlProvider): Answer<SamlAssertion> {
  const reading = saml?.(response, provider.certificates) ?? null;
  if (reading === null) {
    return refusals.invalidIdentityToken('Invalid SAML response');
  }
  if (claimedIssuerOf(reading.response) !== provider.entityId) {
    return refusals.invalidIdentityToken('Issuer not present in specified provider');
  }
  if (statusOf(reading.response) !== 'Success') {
    return refusals.idpRejectedClaim('The identity provider reported that authentication failed');
  }
  return reading.signedAssertion === null
    ? refusals.invalidIdentityToken('Response signature invalid')
    : succeed(readAssertion(reading.signedAssertion));
}

import { checkSamlProviderArn, parseRoleArn } from './aws-limits.ts';
import { partitionOfArn } from './aws-regions.ts';
import type { OidcMethod } from './sign-in.ts';

/** Hosts at which AWS takes SAML responses, as `SAML:aud` has them. */
const audiences: Readonly<Record<string, string>> = {
  aws: 'https://signin.aws.amazon.com/saml',
  'aws-cn': 'https://signin.amazonaws.cn/saml',
  'aws-us-gov': 'https://signin.amazonaws-us-gov.com/saml',
  'aws-eusc': 'https://signin.amazonaws-eusc.eu/saml',
};

/** Providers that IAM knows without one of one's own. */
const builtIn: ReadonlySet<string> = new Set(['accounts.google.com', 'cognito-identity.amazonaws.com']);

/**
 * The trust policy of a role that a SAML provider opens, JSON text ready to send; null until both ARNs are whole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
 */
export function samlTrust(roleArn: string, principalArn: string): string | null {
  if (parseRoleArn(roleArn) === null || checkSamlProviderArn(principalArn) !== null) return null;
  const audience = audiences[partitionOfArn(roleArn) ?? ''];
  return policy({
    Sid: 'AssumeRoleWithSAML',
    Effect: 'Allow',
    Principal: { Federated: principalArn },
    Action: 'sts:AssumeRoleWithSAML',
    ...(audience === undefined ? {} : { Condition: { StringEquals: { 'SAML:aud': audience } } }),
  });
}

/**
 * The same for OpenID Connect, where the client id is the audience; null until the role's ARN is whole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function webIdentityTrust(
  roleArn: string,
  method: Pick<OidcMethod, 'provider' | 'issuer' | 'clientId'>,
): string | null {
  const role = parseRoleArn(roleArn);
  if (role === null) return null;
  const statement = (federated: string, key: string) =>
    policy({
      Sid: 'AssumeRoleWithWebIdentity',
      Effect: 'Allow',
      Principal: { Federated: federated },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [key]: method.clientId } },
    });
  if (method.provider !== 'issuer') return statement(method.provider, `${method.provider}:app_id`);
  if (!URL.canParse(method.issuer)) return null;
  // IAM names a provider by its issuer without the scheme.
  const issuer = method.issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const federated = builtIn.has(issuer)
    ? issuer
    : `arn:${partitionOfArn(roleArn)}:iam::${role.account}:oidc-provider/${issuer}`;
  return statement(federated, `${issuer}:aud`);
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

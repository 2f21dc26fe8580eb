import type { JsonWebKey } from 'node:crypto';
import type { AwsAccount, SimulatedAws } from './account.ts';

/** An IAM SAML provider: what its metadata document would say. */
export interface SamlProvider {
  /** Its ARN is `arn:aws:iam::ACCOUNT:saml-provider/NAME`. */
  readonly name: string;
  /** What responses must name as their Issuer. */
  readonly entityId: string;
  /** X.509 as PEM; a signature by any of them is good, expired or not. */
  readonly certificates: readonly string[];
}

/** An OpenID Connect provider. One of an account has the ARN `arn:aws:iam::ACCOUNT:oidc-provider/HOST/PATH`. */
export interface OidcProvider {
  /** `https://idp.example.com/tenant`, exactly as `iss` has it; AWS knows no http, this stand-in knows it on 127.0.0.1. */
  readonly issuer: string;
  /** Audiences that the account takes tokens for. Absent: any, as with the providers that all of AWS knows. */
  readonly clientIds?: readonly string[];
  /** Public keys with their kid. */
  readonly keys?: readonly JsonWebKey[];
  /** Where they are to be had instead, on 127.0.0.1; asked at each request. */
  readonly jwksUrl?: string;
}

/** An OAuth 2.0 access token of Login with Amazon or of Facebook, as that provider would tell AWS about it. */
export interface ProviderAccessToken {
  readonly providerId: 'www.amazon.com' | 'graph.facebook.com';
  readonly token: string;
  readonly userId: string;
  readonly applicationId: string;
  /** `valid` when absent; `unreachable`: the provider does not answer AWS. */
  readonly state?: 'valid' | 'rejected' | 'unreachable';
}

function samlProviderArn(account: AwsAccount, provider: SamlProvider): string {
  return `arn:aws:iam::${account.id}:saml-provider/${provider.name}`;
}

/** Issuer without its scheme: in ARNs, and before the colon of condition keys. */
export function oidcProviderName({ issuer }: OidcProvider): string {
  return issuer.replace(/^https?:\/\//, '');
}

export function findSamlProvider(
  aws: SimulatedAws,
  arn: string,
): { readonly account: AwsAccount; readonly provider: SamlProvider } | undefined {
  for (const account of aws.accounts) {
    const provider = account.samlProviders?.find((own) => samlProviderArn(account, own) === arn);
    if (provider !== undefined) {
      return { account, provider };
    }
  }
  return undefined;
}

interface FoundOidcProvider {
  readonly provider: OidcProvider;
  /** How trust policies name it. */
  readonly principal: string;
}

/** One of the role's account, or one that all of AWS knows. */
export function findOidcProvider(
  aws: SimulatedAws,
  accountId: string,
  issuer: string,
): FoundOidcProvider | undefined {
  const account = aws.accounts.find(({ id }) => id === accountId);
  const own = account?.oidcProviders?.find((provider) => provider.issuer === issuer);
  if (own !== undefined) {
    const principal = `arn:aws:iam::${accountId}:oidc-provider/${oidcProviderName(own)}`;
    return { provider: own, principal };
  }
  const known = aws.publicOidcProviders?.find((provider) => provider.issuer === issuer);
  return known === undefined ? undefined : { provider: known, principal: oidcProviderName(known) };
}

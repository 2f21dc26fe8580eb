import type { IdentityCenterInstance } from './identity-center/instance.ts';
import type { OidcProvider, ProviderAccessToken, SamlProvider } from './identity-providers.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Plain data: everything the stand-in knows about an imaginary AWS. Read afresh at every request. */
export interface SimulatedAws {
  readonly accounts: readonly AwsAccount[];
  /** Managed policies by ARN, for session policies passed as PolicyArns. An unknown ARN grants nothing. */
  readonly managedPolicies?: Readonly<Record<string, PolicyDocument>>;
  /** Providers that need no setting up in an account: Google, Cognito. Trust policies name them by their host. */
  readonly publicOidcProviders?: readonly OidcProvider[];
  readonly accessTokens?: readonly ProviderAccessToken[];
  /** With centralized root access switched on. */
  readonly organization?: Organization;
  readonly identityCenter?: IdentityCenterInstance;
}

/** By account id. */
export interface Organization {
  readonly managementAccount: string;
  /** May call AssumeRoot beside the management account. */
  readonly delegatedAdministrator?: string;
  readonly memberAccounts: readonly string[];
}

export interface AwsAccount {
  /** 12 digits. */
  readonly id: string;
  readonly users?: readonly IamUser[];
  readonly roles?: readonly IamRole[];
  /** Access keys of the account's root user. */
  readonly rootAccessKeys?: readonly IamAccessKey[];
  /** Regions whose STS endpoint the account's administrator has switched off. */
  readonly disabledRegions?: readonly string[];
  readonly samlProviders?: readonly SamlProvider[];
  readonly oidcProviders?: readonly OidcProvider[];
}

export interface IamUser {
  readonly name: string;
  /** AIDA… */
  readonly id: string;
  /** Begins and ends with `/`; `/` when absent. */
  readonly path?: string;
  readonly accessKeys: readonly IamAccessKey[];
  readonly mfaDevices?: readonly MfaDevice[];
  readonly policies?: readonly PolicyDocument[];
}

export interface IamAccessKey {
  /** AKIA… */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly status?: 'Active' | 'Inactive';
}

interface MfaDevice {
  /** `arn:aws:iam::ACCOUNT:mfa/NAME`. */
  readonly serialNumber: string;
  /** Base32, as shown under the QR code when a virtual device is set up. */
  readonly seed: string;
}

export interface IamRole {
  readonly name: string;
  /** AROA… */
  readonly id: string;
  /** Begins and ends with `/`; `/` when absent. */
  readonly path?: string;
  readonly trustPolicy: PolicyDocument;
  readonly policies?: readonly PolicyDocument[];
  /** Seconds, 3600 to 43,200; 3600 when absent. */
  readonly maxSessionDuration?: number;
  readonly description?: string;
}

export interface AccountRole {
  readonly account: AwsAccount;
  readonly role: IamRole;
}

export const defaultMaxSessionDuration = 3600;

export function userArn(account: AwsAccount, user: IamUser): string {
  return `arn:aws:iam::${account.id}:user${user.path ?? '/'}${user.name}`;
}

export function roleArn({ account, role }: AccountRole): string {
  return `arn:aws:iam::${account.id}:role${role.path ?? '/'}${role.name}`;
}

export function rootArn(account: AwsAccount): string {
  return `arn:aws:iam::${account.id}:root`;
}

export function findRole(aws: SimulatedAws, arn: string): AccountRole | undefined {
  for (const account of aws.accounts) {
    for (const role of account.roles ?? []) {
      if (roleArn({ account, role }) === arn) {
        return { account, role };
      }
    }
  }
  return undefined;
}

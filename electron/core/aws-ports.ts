/** What the core needs of AWS. adapters/ implement these; tests use fakes. */

import type { CallerIdentity } from '../../shared/access-key-views.ts';
import type {
  AssumeRoleRecipe,
  AssumeRoleWithSamlRecipe,
  AssumeRoleWithWebIdentityRecipe,
  AssumeRootRecipe,
  FederationTokenRecipe,
} from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { LongTermCredentials, SessionCredentials } from './credentials.ts';

export interface StsCaller {
  readonly credentials: LongTermCredentials | SessionCredentials;
  /** Regional endpoint: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html */
  readonly region: string;
  /** Overrides every other endpoint choice: the demo account's. */
  readonly endpointUrl: string | null;
}

export interface AssumeRoleRequest {
  readonly recipe: AssumeRoleRecipe;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly mfaCode: string | null;
}

export interface AssumeRoleWithSamlRequest {
  readonly recipe: AssumeRoleWithSamlRecipe;
  readonly durationSeconds: number;
  readonly assertion: Secret;
}

export interface AssumeRoleWithWebIdentityRequest {
  readonly recipe: AssumeRoleWithWebIdentityRecipe;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly token: Secret;
  /** `www.amazon.com` or `graph.facebook.com` with their access tokens; null with an id_token. */
  readonly providerId: string | null;
}

export interface FederationTokenRequest {
  readonly recipe: FederationTokenRecipe;
  readonly name: string;
  readonly durationSeconds: number;
}

export interface SessionTokenRequest {
  readonly durationSeconds: number;
  readonly mfaSerial: string | null;
  readonly mfaCode: string | null;
}

export interface StsAnswer<Value> {
  readonly result: Result<Value>;
  /** AWS's clock, epoch ms, from the Date header of whatever answered; null without an answer. */
  readonly awsTime: number | null;
}

/** Every failure is a typed AppError (sts-*, network-*, proxy-*, tls-*, ca-bundle-unreadable, endpoint-not-allowed, cancelled). */
export interface StsGateway {
  assumeRole(
    caller: StsCaller,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
  getSessionToken(
    caller: StsCaller,
    request: SessionTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
  getFederationToken(
    caller: StsCaller,
    request: FederationTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html. Seconds are the recipe's. */
  assumeRoot(
    caller: StsCaller,
    recipe: AssumeRootRecipe,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** Unsigned. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
  assumeRoleWithSaml(
    request: AssumeRoleWithSamlRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** Unsigned. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
  assumeRoleWithWebIdentity(
    request: AssumeRoleWithWebIdentityRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<CallerIdentity>>;
}

export interface IamAccessKey {
  /** AKIA… */
  readonly accessKeyId: string;
  readonly active: boolean;
  /** Epoch ms by AWS's clock; null: not told. */
  readonly createdAt: number | null;
}

export interface IamKeyUse {
  /** Epoch ms by AWS's clock, whole minutes, up to hours late; null: never, as far as AWS knows. */
  readonly at: number | null;
  /** As in a request's signature, such as `s3`; null: none. */
  readonly service: string | null;
}

/**
 * The caller's own access keys in IAM; each call acts on the user whose key signs it. Errors: iam-*,
 * sts-invalid-client-token, -signature-mismatch, -clock-skew, -throttled, -server-error, -expired-token, network-*,
 * proxy-*, tls-*, ca-bundle-unreadable, endpoint-not-allowed, cancelled.
 */
export interface IamGateway {
  /** Sent at most once: a second key would be a key too many. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
  createAccessKey(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<LongTermCredentials>>;
  listAccessKeys(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<readonly IamAccessKey[]>>;
  /** One that is not there counts as deactivated. */
  deactivateAccessKey(
    caller: StsCaller,
    accessKeyId: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<undefined>>;
  /** One that is not there counts as deleted. */
  deleteAccessKey(caller: StsCaller, accessKeyId: string, signal: AbortSignal): Promise<StsAnswer<undefined>>;
  accessKeyLastUsed(
    caller: StsCaller,
    accessKeyId: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<IamKeyUse>>;
  /** Seconds. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
  maxSessionDuration(caller: StsCaller, roleName: string, signal: AbortSignal): Promise<StsAnswer<number>>;
  /** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html, with no other change. */
  setMaxSessionDuration(
    caller: StsCaller,
    roleName: string,
    seconds: number,
    signal: AbortSignal,
  ): Promise<StsAnswer<undefined>>;
  /** Serials of the caller's own devices that make codes. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
  mfaDevices(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<readonly string[]>>;
}

export interface SigninRequest {
  /** Of the federation endpoint. */
  readonly federationUrl: string;
  readonly credentials: SessionCredentials;
  /** How long the console stays signed in; null: not sent. */
  readonly sessionSeconds: number | null;
}

/** Errors: console-refused, network-*, proxy-*, tls-*, ca-bundle-unreadable, endpoint-not-allowed, cancelled. */
export interface ConsoleGateway {
  /** Valid for 15 minutes. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html */
  signinToken(request: SigninRequest, signal: AbortSignal): Promise<Result<Secret>>;
}

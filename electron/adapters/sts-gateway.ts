import type { Credentials, STSClient } from '@aws-sdk/client-sts';
import type { CallerIdentity } from '../../shared/access-key-views.ts';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import type { AssumeRootRecipe } from '../../shared/profile.ts';
import { Secret } from '../../shared/secret.ts';
import type {
  AssumeRoleRequest,
  AssumeRoleWithSamlRequest,
  AssumeRoleWithWebIdentityRequest,
  FederationTokenRequest,
  SessionTokenRequest,
  StsAnswer,
  StsCaller,
  StsGateway,
} from '../core/aws-ports.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { stsError } from '../core/failures/sts-errors.ts';
import { type AwsCallOptions, AwsCalls, type ClientSettings } from './aws-call.ts';
import {
  assumeRoleInput,
  assumeRootInput,
  federationTokenInput,
  samlInput,
  sessionTokenInput,
  webIdentityInput,
} from './sts-inputs.ts';

type Sdk = typeof import('@aws-sdk/client-sts');
type Ask<Value> = (
  sdk: Sdk,
  client: STSClient,
  options: { abortSignal: AbortSignal },
) => Promise<Value | null>;

/** STS through the AWS SDK, which is loaded at the first call. */
export class SdkStsGateway implements StsGateway {
  readonly #options: AwsCallOptions;

  constructor(options: AwsCallOptions) {
    this.#options = options;
  }

  assumeRole(
    caller: StsCaller,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const traits = { onceOnly: request.mfaCode !== null, signal };
    return this.#calls('AssumeRole').call(
      caller,
      traits,
      asking(async ({ AssumeRoleCommand }, client, options) => {
        const answer = await client.send(new AssumeRoleCommand(assumeRoleInput(request)), options);
        return readRoleSession(answer);
      }),
    );
  }

  getSessionToken(
    caller: StsCaller,
    request: SessionTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const traits = { onceOnly: request.mfaCode !== null, signal };
    return this.#calls('GetSessionToken').call(
      caller,
      traits,
      asking(async ({ GetSessionTokenCommand }, client, options) => {
        const command = new GetSessionTokenCommand(sessionTokenInput(request));
        const { Credentials } = await client.send(command, options);
        return readSession(Credentials, null);
      }),
    );
  }

  getFederationToken(
    caller: StsCaller,
    request: FederationTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    return this.#calls('GetFederationToken').call(
      caller,
      { onceOnly: false, signal },
      asking(async ({ GetFederationTokenCommand }, client, options) => {
        const command = new GetFederationTokenCommand(federationTokenInput(request));
        const { Credentials, FederatedUser } = await client.send(command, options);
        return FederatedUser?.Arn ? readSession(Credentials, FederatedUser.Arn) : null;
      }),
    );
  }

  assumeRoot(
    caller: StsCaller,
    recipe: AssumeRootRecipe,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    return this.#calls('AssumeRoot').call(
      caller,
      { onceOnly: false, signal },
      asking(async ({ AssumeRootCommand }, client, options) => {
        const { Credentials } = await client.send(new AssumeRootCommand(assumeRootInput(recipe)), options);
        return readSession(Credentials, null);
      }),
    );
  }

  assumeRoleWithSaml(
    request: AssumeRoleWithSamlRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    return this.#calls('AssumeRoleWithSAML').callUnsigned(
      { region: request.recipe.region, endpointUrl: null },
      { onceOnly: false, signal },
      asking(async ({ AssumeRoleWithSAMLCommand }, client, options) => {
        const answer = await client.send(new AssumeRoleWithSAMLCommand(samlInput(request)), options);
        return readRoleSession(answer);
      }),
    );
  }

  assumeRoleWithWebIdentity(
    request: AssumeRoleWithWebIdentityRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    return this.#calls('AssumeRoleWithWebIdentity').callUnsigned(
      { region: request.recipe.region, endpointUrl: null },
      { onceOnly: false, signal },
      asking(async ({ AssumeRoleWithWebIdentityCommand }, client, options) => {
        const command = new AssumeRoleWithWebIdentityCommand(webIdentityInput(request));
        return readRoleSession(await client.send(command, options));
      }),
    );
  }

  getCallerIdentity(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<CallerIdentity>> {
    return this.#calls('GetCallerIdentity').call(
      caller,
      { onceOnly: false, signal },
      asking(async ({ GetCallerIdentityCommand }, client, options) => {
        const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}), options);
        return Account && Arn && UserId ? { account: Account, arn: Arn, userId: UserId } : null;
      }),
    );
  }

  #calls(action: string): AwsCalls {
    return new AwsCalls(this.#options, {
      endpointUrl: ({ endpointUrl }) => endpointUrl,
      explain: (failure) => stsError(failure, action),
      unreadable: appError('sts-unknown', { awsCode: 'not-of-sts' satisfies ReasonCode }),
    });
  }
}

function asking<Value>(ask: Ask<Value>) {
  return async (settings: ClientSettings, abortSignal: AbortSignal): Promise<Value | null> => {
    const sdk = await import('@aws-sdk/client-sts');
    const client = new sdk.STSClient({ ...settings, useGlobalEndpoint: false });
    return ask(sdk, client, { abortSignal });
  };
}

interface RoleAnswer {
  readonly Credentials?: Credentials | undefined;
  readonly AssumedRoleUser?: { readonly Arn: string | undefined } | undefined;
}

function readRoleSession({ Credentials, AssumedRoleUser }: RoleAnswer): SessionCredentials | null {
  return AssumedRoleUser?.Arn ? readSession(Credentials, AssumedRoleUser.Arn) : null;
}

function readSession(
  credentials: Credentials | undefined,
  assumedRoleArn: string | null,
): SessionCredentials | null {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  const expiration = Expiration?.getTime() ?? Number.NaN;
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Number.isNaN(expiration)) return null;
  return Object.freeze({
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(SessionToken),
    expiration,
    assumedRoleArn,
  });
}

import type { AssumeRoleCommandInput, Credentials } from '@aws-sdk/client-sts';
import { appError } from '../../shared/errors.ts';
import { Secret } from '../../shared/secret.ts';
import type { CallerIdentity } from '../../shared/views.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { stsError } from '../core/failures/sts-errors.ts';
import type {
  AssumeRoleRequest,
  SessionTokenRequest,
  StsAnswer,
  StsCaller,
  StsGateway,
} from '../core/ports.ts';
import { type AwsCallOptions, AwsCalls, type ClientSettings } from './aws-call.ts';

/** STS through the AWS SDK, which is loaded at the first call. */
export class SdkStsGateway implements StsGateway {
  readonly #calls: AwsCalls;

  constructor(options: AwsCallOptions) {
    this.#calls = new AwsCalls(options, {
      endpointUrl: ({ endpointUrl }) => endpointUrl,
      explain: stsError,
      unreadable: appError('sts-unknown', { detail: 'The answer was not one of AWS STS.' }),
    });
  }

  assumeRole(
    caller: StsCaller,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const onceOnly = request.mfaCode !== null;
    return this.#calls.call(caller, { onceOnly, signal }, async (settings, abortSignal) => {
      const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
      const client = await stsClient(settings);
      const command = new AssumeRoleCommand(assumeRoleInput(request));
      const { Credentials, AssumedRoleUser } = await client.send(command, { abortSignal });
      return AssumedRoleUser?.Arn ? readSession(Credentials, AssumedRoleUser.Arn) : null;
    });
  }

  getSessionToken(
    caller: StsCaller,
    { durationSeconds, mfaSerial, mfaCode }: SessionTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const onceOnly = mfaCode !== null;
    return this.#calls.call(caller, { onceOnly, signal }, async (settings, abortSignal) => {
      const { GetSessionTokenCommand } = await import('@aws-sdk/client-sts');
      const client = await stsClient(settings);
      const command = new GetSessionTokenCommand({
        DurationSeconds: durationSeconds,
        ...(mfaSerial && mfaCode !== null ? { SerialNumber: mfaSerial, TokenCode: mfaCode } : {}),
      });
      const { Credentials } = await client.send(command, { abortSignal });
      return readSession(Credentials, null);
    });
  }

  getCallerIdentity(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<CallerIdentity>> {
    return this.#calls.call(caller, { onceOnly: false, signal }, async (settings, abortSignal) => {
      const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
      const client = await stsClient(settings);
      const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
      return Account && Arn && UserId ? { account: Account, arn: Arn, userId: UserId } : null;
    });
  }
}

async function stsClient(settings: ClientSettings) {
  const { STSClient } = await import('@aws-sdk/client-sts');
  return new STSClient({ ...settings, useGlobalEndpoint: false });
}

/** An absent or empty member is not sent: AWS refuses an empty list or policy. */
function assumeRoleInput({
  recipe,
  roleSessionName,
  durationSeconds,
  mfaCode,
}: AssumeRoleRequest): AssumeRoleCommandInput {
  const { externalId, policy, policyArns, tags, transitiveTagKeys, sourceIdentity, mfaSerial } = recipe;
  return {
    RoleArn: recipe.roleArn,
    RoleSessionName: roleSessionName,
    DurationSeconds: durationSeconds,
    ...(externalId ? { ExternalId: externalId } : {}),
    ...(policy ? { Policy: policy } : {}),
    ...(policyArns.length > 0 ? { PolicyArns: policyArns.map((arn) => ({ arn })) } : {}),
    ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
    ...(transitiveTagKeys.length > 0 ? { TransitiveTagKeys: [...transitiveTagKeys] } : {}),
    ...(sourceIdentity ? { SourceIdentity: sourceIdentity } : {}),
    ...(mfaSerial && mfaCode !== null ? { SerialNumber: mfaSerial, TokenCode: mfaCode } : {}),
  };
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

import type { AssumeRoleCommandInput, AssumeRoleCommandOutput, STSClient } from '@aws-sdk/client-sts';
import { checkEndpointUrl } from '../../shared/aws-limits.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { CallerIdentity } from '../../shared/views.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { networkError } from '../core/failures/network-errors.ts';
import { redactText } from '../core/failures/redact.ts';
import { stsError } from '../core/failures/sts-errors.ts';
import type { AssumeRoleRequest, StsAnswer, StsCaller, StsGateway } from '../core/ports.ts';
import type { NetworkOptions } from './network-options.ts';
import { retryStrategy } from './sts-retry.ts';
import { type Exchange, StsTransport } from './sts-transport.ts';
import { TrustedAuthorities } from './trusted-authorities.ts';

/** Ms. */
export interface StsTimeouts {
  /** Until a connection stands. */
  readonly connection: number;
  /** Until one attempt is answered. */
  readonly attempt: number;
  /** The whole call, every attempt and the waits between included. */
  readonly call: number;
}

const defaultTimeouts: StsTimeouts = { connection: 5_000, attempt: 10_000, call: 20_000 };

export interface SdkStsGatewayOptions {
  /** Asked at each call. */
  readonly network: () => NetworkOptions;
  readonly authorities?: TrustedAuthorities;
  readonly timeouts?: StsTimeouts;
}

/**
 * STS through the AWS SDK, which is loaded at the first call. It is told everything, so that it looks up nothing
 * by itself: no credentials, Region or endpoint from ~/.aws, the environment or instance metadata.
 */
export class SdkStsGateway implements StsGateway {
  readonly #network: () => NetworkOptions;
  readonly #authorities: TrustedAuthorities;
  readonly #timeouts: StsTimeouts;

  constructor({
    network,
    authorities = new TrustedAuthorities(),
    timeouts = defaultTimeouts,
  }: SdkStsGatewayOptions) {
    this.#network = network;
    this.#authorities = authorities;
    this.#timeouts = timeouts;
  }

  assumeRole(
    caller: StsCaller,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    return this.#call(caller, request.mfaCode !== null, signal, async (client, abortSignal) => {
      const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
      return readSession(await client.send(new AssumeRoleCommand(assumeRoleInput(request)), { abortSignal }));
    });
  }

  getCallerIdentity(caller: StsCaller, signal: AbortSignal): Promise<StsAnswer<CallerIdentity>> {
    return this.#call(caller, false, signal, async (client, abortSignal) => {
      const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
      const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
      return Account && Arn && UserId ? { account: Account, arn: Arn, userId: UserId } : null;
    });
  }

  /** `send` answers null when what came back is not what AWS documents. */
  async #call<Value>(
    caller: StsCaller,
    oneTimeCode: boolean,
    signal: AbortSignal,
    send: (client: STSClient, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    const options = this.#network();
    const endpointUrl = caller.endpointUrl ?? options.endpointUrl;
    if (endpointUrl !== null && checkEndpointUrl(endpointUrl) !== null) {
      return unanswered(appError('endpoint-not-allowed', { url: redactText(endpointUrl) }));
    }
    const trusted = await this.#authorities.withBundle(options.caBundlePath);
    if (!trusted.ok) return unanswered(trusted.error);

    const transport = new StsTransport({
      secureContext: trusted.value,
      proxyFor: options.proxyFor,
      connectionTimeout: this.#timeouts.connection,
      requestTimeout: this.#timeouts.attempt,
    });
    const bounds = boundedBy(signal, this.#timeouts.call);
    try {
      const work = this.#client(caller, endpointUrl, options, oneTimeCode, transport).then((client) =>
        send(client, bounds.signal),
      );
      const value = await bounds.race(work);
      const result: Result<Value> = value === null ? fail(unreadableAnswer) : succeed(value);
      return { result, awsTime: transport.exchange.awsTime };
    } catch (error) {
      const reason = signal.aborted
        ? appError('cancelled')
        : explainFailure(error, transport.exchange, caller.region, bounds.signal.aborted);
      return { result: fail(reason), awsTime: transport.exchange.awsTime };
    } finally {
      bounds.release();
      transport.destroy();
    }
  }

  async #client(
    { credentials, region }: StsCaller,
    endpointUrl: string | null,
    options: NetworkOptions,
    oneTimeCode: boolean,
    transport: StsTransport,
  ): Promise<STSClient> {
    const { STSClient } = await import('@aws-sdk/client-sts');
    const strategy = retryStrategy(oneTimeCode);
    return new STSClient({
      region,
      credentials: {
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey.reveal(),
        ...('sessionToken' in credentials ? { sessionToken: credentials.sessionToken.reveal() } : {}),
      },
      // An explicit URL says exactly where to go; the SDK refuses one beside these switches.
      ...(endpointUrl === null
        ? { useFipsEndpoint: options.useFipsEndpoint, useDualstackEndpoint: options.useDualstackEndpoint }
        : { endpoint: endpointUrl, useFipsEndpoint: false, useDualstackEndpoint: false }),
      useGlobalEndpoint: false,
      requestHandler: transport,
      maxAttempts: 3,
      retryMode: 'standard',
      retryStrategy: strategy,
      // Whatever is left out here, the SDK looks up in the environment and in ~/.aws.
      ignoreConfiguredEndpointUrls: true,
      defaultsMode: 'standard',
      authSchemePreference: ['sigv4'],
      sigv4aSigningRegionSet: [region],
      userAgentAppId: 'keycutter',
    });
  }
}

const unreadableAnswer = appError('sts-unknown', { detail: 'The answer was not one of AWS STS.' });

function unanswered(error: AppError): StsAnswer<never> {
  return { result: fail(error), awsTime: null };
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

function readSession({ Credentials, AssumedRoleUser }: AssumeRoleCommandOutput): SessionCredentials | null {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  const expiration = Expiration?.getTime() ?? Number.NaN;
  if (
    !AccessKeyId ||
    !SecretAccessKey ||
    !SessionToken ||
    Number.isNaN(expiration) ||
    !AssumedRoleUser?.Arn
  ) {
    return null;
  }
  return Object.freeze({
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(SessionToken),
    expiration,
    assumedRoleArn: AssumedRoleUser.Arn,
  });
}

/** Ends at the caller's wish or when the time is over, even where what is waited for does not. */
function boundedBy(signal: AbortSignal, milliseconds: number) {
  const bounds = new AbortController();
  const end = () => bounds.abort();
  const timer = setTimeout(end, milliseconds);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return {
    signal: bounds.signal,
    async race<Value>(work: Promise<Value>): Promise<Value> {
      const ended = new Promise<never>((_, reject) => {
        const stop = () => reject(new Error('Ended.'));
        if (bounds.signal.aborted) stop();
        else bounds.signal.addEventListener('abort', stop, { once: true });
      });
      return Promise.race([work, ended]);
    },
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
}

function explainFailure(error: unknown, exchange: Exchange, region: string, outOfTime: boolean): AppError {
  const { name, message, code, status, requestId } = facts(error);
  const network = networkError({
    code: status === null ? code : null,
    // The SDK gives that name to broken connections as well; those have a code.
    timedOut: outOfTime || (name === 'TimeoutError' && code === null),
    host: exchange.host,
    proxyHost: exchange.proxyHost,
    proxyStatus: exchange.proxyStatus,
  });
  if (network !== null) return network;
  if (exchange.proxyHost !== null) return appError('proxy-failed', { host: exchange.proxyHost });
  return stsError({ name, message, status, requestId, region });
}

/** The SDK's errors, and those of Node that it passes on, without trusting either shape. */
function facts(error: unknown) {
  if (!(error instanceof Error)) {
    return { name: 'Unknown', message: String(error), code: null, status: null, requestId: null };
  }
  const metadata: { httpStatusCode?: unknown; requestId?: unknown } =
    '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null
      ? error.$metadata
      : {};
  return {
    name: error.name,
    message: error.message,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    status: typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null,
    requestId: typeof metadata.requestId === 'string' ? metadata.requestId : null,
  };
}

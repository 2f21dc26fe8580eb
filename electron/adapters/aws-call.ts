import { checkEndpointUrl } from '../../shared/aws-limits.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { StsAnswer, StsCaller } from '../core/aws-ports.ts';
import { networkError } from '../core/failures/network-errors.ts';
import { redactText } from '../core/failures/redact.ts';
import type { StsFailure } from '../core/failures/sts-errors.ts';
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

export interface AwsCallOptions {
  /** Asked at each call. */
  readonly network: () => NetworkOptions;
  readonly authorities?: TrustedAuthorities;
  readonly timeouts?: StsTimeouts;
}

/** What one service's calls have of their own. */
interface ServiceTraits {
  /** The configured endpoint, where the caller has none. */
  readonly endpointUrl: (options: NetworkOptions) => string | null;
  /** What an answer that says no means. */
  readonly explain: (failure: StsFailure) => AppError;
  /** What came back is not what AWS documents. */
  readonly unreadable: AppError;
}

export interface CallTraits {
  /** A request that must not be sent a second time when the first may have arrived. */
  readonly onceOnly: boolean;
  readonly signal: AbortSignal;
}

export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * One call to AWS through an SDK client. The client is told everything, so that it looks up nothing by itself: no
 * credentials, Region or endpoint from ~/.aws, the environment or instance metadata.
 */
export class AwsCalls {
  readonly #options: AwsCallOptions;
  readonly #authorities: TrustedAuthorities;
  readonly #timeouts: StsTimeouts;
  readonly #service: ServiceTraits;

  constructor(options: AwsCallOptions, service: ServiceTraits) {
    this.#options = options;
    this.#authorities = options.authorities ?? new TrustedAuthorities();
    this.#timeouts = options.timeouts ?? defaultTimeouts;
    this.#service = service;
  }

  /** `send` answers null when what came back is not what AWS documents. */
  call<Value>(
    caller: StsCaller,
    { onceOnly, signal }: CallTraits,
    send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    const { accessKeyId, secretAccessKey } = caller.credentials;
    const identity = async () => ({
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      ...('sessionToken' in caller.credentials
        ? { sessionToken: caller.credentials.sessionToken.reveal() }
        : {}),
    });
    return this.#send(caller, identity, { onceOnly, signal }, send);
  }

  /** The same for an operation that AWS takes without a signature: nobody's credentials are looked for anywhere. */
  callUnsigned<Value>(
    place: Pick<StsCaller, 'region' | 'endpointUrl'>,
    traits: CallTraits,
    send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    return this.#send(place, noIdentity, traits, send);
  }

  #send<Value>(
    { region, endpointUrl: own }: Pick<StsCaller, 'region' | 'endpointUrl'>,
    identity: Identity,
    { onceOnly, signal }: CallTraits,
    send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    const options = this.#options.network();
    const endpointUrl = own ?? this.#service.endpointUrl(options);
    return this.exchange(endpointUrl, region, signal, (transport, abortSignal) =>
      send(clientSettings(identity, region, endpointUrl, options, onceOnly, transport), abortSignal),
    );
  }

  /** The same for what the SDK has no client for. `endpointUrl`: where it goes, when that is known beforehand. */
  async exchange<Value>(
    endpointUrl: string | null,
    region: string,
    signal: AbortSignal,
    send: (transport: StsTransport, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    const { caBundlePath, proxyFor } = this.#options.network();
    if (endpointUrl !== null && checkEndpointUrl(endpointUrl) !== null) {
      return unanswered(appError('endpoint-not-allowed', { url: redactText(endpointUrl) }));
    }
    const trusted = await this.#authorities.withBundle(caBundlePath);
    if (!trusted.ok) return unanswered(trusted.error);

    const transport = new StsTransport({
      secureContext: trusted.value,
      proxyFor,
      connectionTimeout: this.#timeouts.connection,
      requestTimeout: this.#timeouts.attempt,
    });
    const bounds = boundedBy(signal, this.#timeouts.call);
    try {
      const value = await bounds.race(send(transport, bounds.signal));
      const result: Result<Value> = value === null ? fail(this.#service.unreadable) : succeed(value);
      return { result, awsTime: transport.exchange.awsTime };
    } catch (error) {
      const reason = signal.aborted
        ? appError('cancelled')
        : this.#explain(error, transport.exchange, region, bounds.signal.aborted);
      return { result: fail(reason), awsTime: transport.exchange.awsTime };
    } finally {
      bounds.release();
      transport.destroy();
    }
  }

  #explain(error: unknown, exchange: Exchange, region: string, outOfTime: boolean): AppError {
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
    return this.#service.explain({ name, message, status, requestId, region });
  }
}

/** What a request is signed with. */
type Identity = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}>;

/** The SDK asks for it where it would sign; without it, it would go through its whole chain of providers. */
const noIdentity: Identity = () => Promise.reject(new Error('This operation is not signed.'));

function clientSettings(
  identity: Identity,
  region: string,
  endpointUrl: string | null,
  options: NetworkOptions,
  onceOnly: boolean,
  transport: StsTransport,
) {
  return {
    region,
    credentials: identity,
    // An explicit URL says exactly where to go; the SDK refuses one beside these switches.
    ...(endpointUrl === null
      ? { useFipsEndpoint: options.useFipsEndpoint, useDualstackEndpoint: options.useDualstackEndpoint }
      : { endpoint: endpointUrl, useFipsEndpoint: false, useDualstackEndpoint: false }),
    requestHandler: transport,
    maxAttempts: 3,
    retryMode: 'standard',
    retryStrategy: retryStrategy(onceOnly),
    // Whatever is left out here, the SDK looks up in the environment and in ~/.aws.
    ignoreConfiguredEndpointUrls: true,
    defaultsMode: 'standard' as const,
    authSchemePreference: ['sigv4'],
    sigv4aSigningRegionSet: [region],
    userAgentAppId: 'keycutter',
  };
}

function unanswered(error: AppError): StsAnswer<never> {
  return { result: fail(error), awsTime: null };
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

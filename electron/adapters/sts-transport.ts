import type { Agent as HttpAgent, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpsProxyAgent as ProxyAgent } from 'https-proxy-agent';

/** What is known of a call while it is under way; a failure is explained from it. */
export interface Exchange {
  /** Host and port that the request goes to. */
  host: string;
  /** Epoch ms, from the Date header of the last answer. */
  awsTime: number | null;
  /** The proxy in between, until it has let the call through. */
  proxyHost: string | null;
  /** The proxy's answer to CONNECT, other than 200. */
  proxyStatus: number | null;
}

export interface TransportOptions {
  /** Null: what Node trusts by itself. */
  readonly secureContext: SecureContext | null;
  readonly proxyFor: (url: string) => string;
  /** Ms until a connection must stand. */
  readonly connectionTimeout: number;
  /** Ms until an answer must begin. */
  readonly requestTimeout: number;
}

/** Characters. */
const longestAnswer = 65_536;

type Handle = NodeHttpHandler['handle'];
type Answer = Awaited<ReturnType<Handle>>;

/** The proxy answered, not AWS: its status stands in the exchange. */
class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';
}

/** The proxy's URL is none that can be used. */
class ProxyUnusable extends Error {
  override readonly name = 'ProxyUnusable';
}

/**
 * Carries one call's requests for the SDK. Connections are not kept: calls are rare, and a kept one that went
 * stale during sleep would cost a time-out.
 */
export class StsTransport {
  readonly exchange: Exchange = { host: '', awsTime: null, proxyHost: null, proxyStatus: null };
  readonly #options: TransportOptions;
  /** Attempts whose proxy has not answered yet: it would otherwise hold their sockets as long as it likes. */
  readonly #connecting = new Set<AbortController>();
  readonly #agents: HttpAgent[] = [];

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  async handle(...[request, handlerOptions]: Parameters<Handle>): Promise<Answer> {
    const { exchange } = this;
    exchange.host = request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`;
    exchange.proxyHost = null;
    exchange.proxyStatus = null;

    const { connectionTimeout, requestTimeout } = this.#options;
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const httpsAgent = await this.#httpsAgent(`${request.protocol}//${exchange.host}${request.path}`);
    const handler = new NodeHttpHandler({
      connectionTimeout,
      requestTimeout,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: false },
      httpsAgent,
    });
    this.#agents.push(httpsAgent);
    const answer = await handler.handle(request, handlerOptions);
    // A refusing proxy's answer looks like one of the server's.
    if (exchange.proxyStatus !== null) throw new ProxyRefusal('The proxy refused the connection.');
    const time = Date.parse(answer.response.headers.date ?? '');
    if (!Number.isNaN(time)) exchange.awsTime = time;
    return answer;
  }

  /** Sends a form where there is no SDK client to do it. */
  async post(address: string, form: Readonly<Record<string, string>>, abortSignal: AbortSignal) {
    const url = new URL(address);
    const request: Parameters<Handle>[0] = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: {},
      headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      clone: () => request,
    };
    const { response } = await this.handle(request, { abortSignal });
    let text = '';
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      text += chunk.toString('latin1');
      if (text.length > longestAnswer) break;
    }
    return { status: response.statusCode, text };
  }

  /** Ends what is still open. */
  destroy(): void {
    for (const attempt of this.#connecting) attempt.abort();
    for (const agent of this.#agents) agent.destroy();
  }

  async #httpsAgent(url: string): Promise<HttpAgent> {
    const { secureContext } = this.#options;
    const trust = secureContext === null ? {} : { secureContext };
    const proxy = isLoopback(url) ? '' : this.#options.proxyFor(url);
    if (proxy === '') return new HttpsAgent({ keepAlive: false, ...trust });

    if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
      this.exchange.proxyHost = 'in HTTPS_PROXY';
      throw new ProxyUnusable('Not an http or https URL.');
    }
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    /** Its own options reach the connection to the proxy only, not the one through it. */
    class TrustingProxyAgent extends HttpsProxyAgent<string> {
      override connect(...[request, options]: Parameters<ProxyAgent<string>['connect']>) {
        return super.connect(request, { ...options, ...trust });
      }
    }
    const attempt = new AbortController();
    this.#connecting.add(attempt);
    const agent = new TrustingProxyAgent(proxy, { keepAlive: false, signal: attempt.signal, ...trust });
    this.exchange.proxyHost = agent.proxy.host;
    agent.on('proxyConnect', ({ statusCode }: Pick<IncomingMessage, 'statusCode'>) => {
      this.#connecting.delete(attempt);
      if (statusCode === 200) this.exchange.proxyHost = null;
      else this.exchange.proxyStatus = statusCode ?? 0;
    });
    return agent;
  }

  /** For the SDK, which may set these on handlers of its own making. */
  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}

/**
 * Never through a proxy: on the other machine `localhost` is another one, and the request is plain http. So does
 * Go: https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config.ProxyFunc
 */
export function isLoopback(url: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);
}

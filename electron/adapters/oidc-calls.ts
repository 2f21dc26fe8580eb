import type { CustomFetch } from 'openid-client';
import { checkPageUrl } from '../../shared/aws-limits.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import type { StsTransport } from './sts-transport.ts';

/** Bytes. Discovery documents and sets of keys have some ten thousand. */
const longestAnswer = 524_288;
/** These have no body: https://fetch.spec.whatwg.org/#null-body-status */
const withoutBody = new Set([204, 205, 304]);

/**
 * What openid-client sends, by our own rules of the network: proxy, authorities, time limits, and plain http to this
 * machine only. It wraps what it catches, so what went wrong on the way is kept here.
 */
export class ProviderCalls {
  readonly #transport: StsTransport;
  readonly #signal: AbortSignal;
  /** What broke a call; null: none did. */
  broken: unknown = null;
  /** A call that was not made. */
  refused: AppError | null = null;
  answered = 0;
  /** Of the last answer. May hold tokens. */
  text = '';

  constructor(transport: StsTransport, signal: AbortSignal) {
    this.#transport = transport;
    this.#signal = signal;
  }

  /** Epoch ms by the clock of whoever answered last; null: it did not tell. */
  get date(): number | null {
    return this.#transport.exchange.awsTime;
  }

  readonly fetch: CustomFetch = async (address, { method, headers, body }) => {
    if (checkPageUrl(address) !== null) {
      this.refused = appError('endpoint-not-allowed', { url: new URL(address).origin });
      throw new Error('Not an address to send a token to.');
    }
    try {
      return await this.#send(new URL(address), method, headers, body);
    } catch (error) {
      this.broken = error;
      throw error;
    }
  };

  async #send(url: URL, method: string, headers: Record<string, string>, body: unknown): Promise<Response> {
    const request: Parameters<StsTransport['handle']>[0] = {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path: `${url.pathname}${url.search}`,
      query: {},
      headers: { ...headers, host: url.host },
      ...(body instanceof URLSearchParams || typeof body === 'string' ? { body: String(body) } : {}),
      clone: () => request,
    };
    const { response } = await this.#transport.handle(request, { abortSignal: this.#signal });
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      // What is cut off cannot be parsed, and is refused for that.
      if (length > longestAnswer) break;
    }
    this.text = Buffer.concat(chunks).toString('utf8');
    this.answered += 1;
    const { statusCode: status } = response;
    return new Response(withoutBody.has(status) ? null : this.text, { status, headers: response.headers });
  }
}

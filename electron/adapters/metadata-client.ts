import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { networkError } from '../core/failures/network-errors.ts';

export interface MetadataReply {
  readonly status: number;
  readonly text: string;
}

const longestAnswer = 64 << 10;

/** Asks the services that are next to this machine: at once or not at all, never through a proxy. */
export class MetadataClient {
  readonly #patience: number;

  /** Ms for each of the two tries. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Errors: network-unreachable, network-timed-out, network-name-unknown, tls-untrusted, cancelled. */
  async ask(
    method: 'GET' | 'PUT',
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<MetadataReply>> {
    const first = await this.#try(method, url, headers, signal);
    if (first.ok ? !isBusy(first.value) : first.error.code === 'cancelled') return first;
    const second = await this.#try(method, url, headers, signal);
    if (!second.ok || !isBusy(second.value)) return second;
    return fail(
      appError('network-unreachable', { host: url.hostname, reason: `HTTP ${second.value.status}` }),
    );
  }

  async #try(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<MetadataReply>> {
    const timeout = AbortSignal.timeout(this.#patience);
    const init = { method, headers, redirect: 'error', signal: AbortSignal.any([signal, timeout]) } as const;
    try {
      const response = await fetch(url, init);
      return succeed({ status: response.status, text: await bounded(response) });
    } catch (error) {
      if (signal.aborted) return fail(appError('cancelled'));
      const failure = {
        code: codeOf(error),
        timedOut: timeout.aborted,
        host: url.hostname,
        proxyHost: null,
        proxyStatus: null,
      };
      return fail(networkError(failure) ?? appError('network-unreachable', { host: url.hostname }));
    }
  }
}

function isBusy({ status }: MetadataReply): boolean {
  return status >= 500 || status === 429;
}

async function bounded({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > longestAnswer) throw new Error('That is no answer of a metadata service.');
  }
  return text + decoder.decode();
}

/** Node's fetch says only that it failed, and why in the cause. */
function codeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

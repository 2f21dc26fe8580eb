import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Words } from '../../shared/words/words.ts';
import type {
  OpenRedirect,
  RedirectListener,
  RedirectRequest,
  ReservedRedirect,
} from '../core/way-in-ports.ts';

interface LoopbackRedirectParts {
  readonly words: () => Words;
  /** Whether the other end of a connection within this machine is another user's; false where it cannot be told. */
  readonly isOtherUsers: (connection: {
    readonly localPort?: number | undefined;
    readonly remotePort?: number | undefined;
  }) => Promise<boolean>;
}

/** Times that a port free at 127.0.0.1 is looked for again because it is taken at ::1. */
const mostTries = 10;

/** The browser's return, to a port of this machine that nobody else can reach, or that knows the sign-in's state. */
export class LoopbackRedirects implements RedirectListener {
  readonly #parts: LoopbackRedirectParts;

  constructor(parts: LoopbackRedirectParts) {
    this.#parts = parts;
  }

  async reserve(
    request: Omit<RedirectRequest, 'state'>,
    signal: AbortSignal,
  ): Promise<Result<ReservedRedirect>> {
    if (signal.aborted) return fail(appError('cancelled'));
    const redirect = new LoopbackRedirect(request, this.#parts);
    const port = await redirect.open(request.port);
    if (port === null) return fail(appError('redirect-port-taken', { port: String(request.port ?? '') }));
    redirect.closeWith(signal);
    return signal.aborted ? fail(appError('cancelled')) : succeed(redirect);
  }
}

class LoopbackRedirect implements ReservedRedirect {
  readonly #request: Omit<RedirectRequest, 'state'>;
  readonly #parts: LoopbackRedirectParts;
  #servers: readonly Server[] = [];
  #address = new URL('http://127.0.0.1');
  #state: string | null = null;
  #settle: (visit: Result<URL>) => void = () => {};
  readonly #visit = new Promise<Result<URL>>((resolve) => {
    this.#settle = resolve;
  });

  constructor(request: Omit<RedirectRequest, 'state'>, parts: LoopbackRedirectParts) {
    this.#request = request;
    this.#parts = parts;
  }

  get redirectUri(): string {
    return this.#address.href;
  }

  /** Null: taken. */
  async open(wanted: number | null): Promise<number | null> {
    const { host, path } = this.#request;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const servers = await listenAt(host, wanted ?? 0, this.#answer);
      if (servers === 'taken') {
        if (wanted !== null) return null;
        continue;
      }
      this.#servers = servers.servers;
      // Put together as text: a path that begins with // would name another host.
      this.#address = new URL(`http://${host}:${servers.port}${path}`);
      return servers.port;
    }
    return null;
  }

  listen(state: string): OpenRedirect {
    this.#state = state;
    return { visit: this.#visit, close: () => this.close() };
  }

  closeWith(signal: AbortSignal): void {
    const close = () => this.close();
    signal.addEventListener('abort', close, { once: true });
    this.#visit.then(() => signal.removeEventListener('abort', close));
    if (signal.aborted) close();
  }

  close(): void {
    this.#state = null;
    this.#settle(fail(appError('cancelled')));
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  readonly #answer: RequestListener = async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Connection', 'close');
    const words = this.#parts.words();
    const strange = await this.#parts.isOtherUsers(request.socket);
    const visit = strange ? null : this.#visitOf(request);
    if (visit === null) {
      response.writeHead(404).end(page(words, 'stray'));
      return;
    }
    // Used up before anything is awaited again: of many visits at once only one counts.
    this.#state = null;
    for (const server of this.#servers) server.close();
    response.on('close', () => this.close());
    response.writeHead(200).end(page(words, visit.searchParams.has('error') ? 'refused' : 'done'));
    this.#settle(succeed(visit));
  };

  /** The address, when it is this sign-in's; null: anything else. */
  #visitOf({ method, url = '', headers }: IncomingMessage): URL | null {
    const { host, origin, pathname } = this.#address;
    if (this.#state === null || method !== 'GET' || headers.host !== host || !url.startsWith('/'))
      return null;
    const [path, query = '', ...more] = url.split('?');
    if (path !== pathname || more.length > 0) return null;
    const states = new URLSearchParams(query).getAll('state');
    if (states.length !== 1 || !isSame(states[0] ?? '', this.#state)) return null;
    return new URL(`${origin}${url}`);
  }
}

/** At each address that the name means: a browser may try either, and neither may be someone else's. */
async function listenAt(
  host: RedirectRequest['host'],
  wanted: number,
  answer: RequestListener,
): Promise<'taken' | { readonly servers: readonly Server[]; readonly port: number }> {
  const first = await listening('127.0.0.1', wanted, answer);
  if (typeof first === 'string') return 'taken';
  if (host === '127.0.0.1') return { servers: [first.server], port: first.port };
  const second = await listening('::1', first.port, answer);
  if (second === 'no-such-address') return { servers: [first.server], port: first.port };
  if (typeof second !== 'string') return { servers: [first.server, second.server], port: first.port };
  first.server.close();
  return 'taken';
}

/** This machine has no IPv6: https://man7.org/linux/man-pages/man2/bind.2.html */
const absent = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH', 'EPROTONOSUPPORT']);

async function listening(
  address: '127.0.0.1' | '::1',
  port: number,
  answer: RequestListener,
): Promise<'taken' | 'no-such-address' | { readonly server: Server; readonly port: number }> {
  const server = createServer(
    {
      maxHeaderSize: 65_536,
      headersTimeout: 5_000,
      requestTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
    },
    answer,
  );
  server.maxConnections = 32;
  try {
    server.listen({ host: address, port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const { code }: { code?: unknown } = Object(error);
    return typeof code === 'string' && absent.has(code) ? 'no-such-address' : 'taken';
  }
  server.on('error', () => {});
  const bound = server.address();
  return { server, port: typeof bound === 'object' && bound !== null ? bound.port : port };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.25rem}';
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function page({ language, pages }: Words, which: 'stray' | 'done' | 'refused'): string {
  const { title, body } = pages[which];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1><p>${body}</p></body>
</html>
`;
}

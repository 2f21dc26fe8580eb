import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Clock, ContainerEndpoint, GrantDesk, Logger } from '../core/ports.ts';
import { connectionDeadlines, noChecking } from './connection-deadlines.ts';
import { type Answer, failed, refused, served } from './container-endpoint-answers.ts';
import { ephemeralPorts, portsToTry } from './container-endpoint-ports.ts';

export interface EndpointLimits {
  /** Ms from connecting to the end of the request's headers. */
  readonly requestTime: number;
  /** Ms from there to the answer. */
  readonly answerTime: number;
  /** Ms for the client to hang up after the answer. */
  readonly partingTime: number;
  readonly connections: number;
  /** Bytes, request line included. */
  readonly headerBytes: number;
  readonly headers: number;
}

const usualLimits: EndpointLimits = {
  requestTime: 3_000,
  answerTime: 60_000,
  partingTime: 1_000,
  connections: 256,
  headerBytes: 8_192,
  headers: 40,
};

export interface EndpointOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: Partial<EndpointLimits>;
  /** Which ports to try where none is wanted in particular. */
  readonly ports?: () => readonly number[];
}

const address = '127.0.0.1';
const tries = 20;
const profilePath = /^\/profiles\/([\w-]{1,64})$/;
/** A client sends what it was given as it is; some people put the scheme before it: RFC 6750, section 2.1. */
const scheme = /^bearer +/i;

/**
 * The container credentials endpoint: `GET /profiles/ID` with a token answers with that profile's session.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * Everyone on this machine can reach it, and so can a web page: by its own fetch, or by a name of its own that it has
 * point at 127.0.0.1. Neither has the token, and neither gets as far as being asked for it: browsers name the page's
 * host in Host, and say so in Origin and Sec-Fetch-* when a page calls.
 */
export class HttpContainerEndpoint implements ContainerEndpoint {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #limits: EndpointLimits;
  readonly #ports: () => readonly number[];
  #server: Server | null = null;

  constructor({ clock, logger, limits = {}, ports = usualPorts }: EndpointOptions) {
    this.#clock = clock;
    this.#logger = logger;
    this.#limits = { ...usualLimits, ...limits };
    this.#ports = ports;
  }

  async open(port: number | null, desk: GrantDesk): Promise<Result<number>> {
    await this.close();
    let outcome: Result<number> = fail(
      appError('endpoint-unavailable', { reason: 'no-free-port' satisfies ReasonCode }),
    );
    for (const candidate of port === null ? this.#ports() : [port]) {
      const server = this.#serverFor(candidate, desk);
      outcome = await listen(server, candidate);
      if (outcome.ok) this.#server = server;
      if (outcome.ok || outcome.error.code !== 'endpoint-port-taken') return outcome;
    }
    return port === null
      ? fail(appError('endpoint-unavailable', { reason: 'no-free-port' satisfies ReasonCode }))
      : outcome;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  #serverFor(port: number, desk: GrantDesk): Server {
    const limits = this.#limits;
    const server = createServer({
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: noChecking,
      headersTimeout: 0,
      requestTimeout: 0,
      noDelay: true,
    });
    server.maxHeadersCount = 0;
    server.maxRequestsPerSocket = 1;
    server.maxConnections = limits.connections;
    const hosts = [`${address}:${port}`, `localhost:${port}`];
    const allow = connectionDeadlines(server, limits.requestTime);
    const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
      allow(request.socket, limits.answerTime);
      const answer = await this.#answer(request, hosts, desk, hungUp(request.socket));
      if (request.socket.destroyed) return;
      write(response, answer);
      allow(request.socket, limits.partingTime);
    };
    server.on('request', onRequest);
    // Nobody here waits for a body, nor for a promise to take one.
    server.on('checkContinue', onRequest);
    server.on('checkExpectation', onRequest);
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else socket.end(raw(error.code === 'HPE_HEADER_OVERFLOW' ? refused.tooLarge : refused.malformed));
    });
    return server;
  }

  async #answer(
    request: IncomingMessage,
    hosts: readonly string[],
    desk: GrantDesk,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { method, url = '', headers, headersDistinct, rawHeaders } = request;
    if (rawHeaders.length > this.#limits.headers * 2) return refused.tooLarge;
    if (headersDistinct.host?.length !== 1 || !hosts.includes(headersDistinct.host[0] ?? '')) {
      return refused.host;
    }
    if ('origin' in headers || Object.keys(headers).some((name) => name.startsWith('sec-'))) {
      return refused.browser;
    }
    if (method !== 'GET') return refused.method;
    if ('transfer-encoding' in headers || Number(headers['content-length'] ?? 0) !== 0) return refused.body;
    const profileId = profilePath.exec(url)?.[1];
    if (profileId === undefined) return refused.path;
    const [authorization, ...more] = headersDistinct.authorization ?? [];
    if (authorization === undefined || more.length > 0) return refused.token;
    try {
      const result = await desk.serve(profileId, authorization.replace(scheme, ''), signal);
      return result.ok ? served(result.value, this.#clock.now()) : failed(result.error);
    } catch (cause) {
      const reference = randomBytes(4).toString('hex');
      this.#logger.error('endpoint-threw', { reference, cause });
      return failed(appError('internal', { reference }));
    }
  }
}

function usualPorts(): readonly number[] {
  return portsToTry(tries, ephemeralPorts());
}

/** `exclusive`: nobody shares the port with us. */
function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(fail(cannotListen(error, port))));
    server.listen({ host: address, port, exclusive: true }, () => {
      server.removeAllListeners('error');
      // What can fail later (no file descriptors left for another connection) ends that connection, not the app.
      server.on('error', () => {});
      resolve(succeed(port));
    });
  });
}

function cannotListen({ code, message }: NodeJS.ErrnoException, port: number): AppError {
  // EACCES: Windows has lent the port to a virtual machine, and will again.
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? appError('endpoint-port-taken', { port: String(port) })
    : appError('endpoint-unavailable', { reason: code ?? message });
}

/** Programs hang up when they lose patience. */
function hungUp(socket: Socket): AbortSignal {
  const controller = new AbortController();
  socket.once('close', () => controller.abort());
  return controller.signal;
}

/**
 * Head and body leave in one write, and so in one segment: a client that reads only once gets all of it. Node joins
 * them when the body is given to `end` as text before the head was sent.
 */
function write(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, headersFor(body));
  response.end(body);
}

/** For what was no request, and so has no response either. */
function raw({ status, body }: Answer): string {
  const lines = Object.entries(headersFor(body)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`;
}

function headersFor(body: string): Readonly<Record<string, string>> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  };
}

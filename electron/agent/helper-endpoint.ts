import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { explain } from '../../shared/error-text.ts';
import { type AppError, isPassing, needsPerson } from '../../shared/errors.ts';
import { plainText } from '../../shared/plain-text.ts';
import type { Result } from '../../shared/result.ts';
import { en } from '../../shared/words/en/index.ts';
import type { ServedCredentials } from '../core/credentials.ts';
import { handlerThrew } from '../core/failures/handler-threw.ts';
import type { Logger } from '../core/ports.ts';
import { connectionDeadlines, noChecking } from './connection-deadlines.ts';
import { credentialProcessLine } from './credential-process.ts';
import { closeServer, listenAt } from './listening.ts';

export interface HelperEndpointOptions {
  /** Answers at once where a person is needed. */
  readonly serve: (profileId: string, signal: AbortSignal) => Promise<Result<ServedCredentials>>;
  readonly isToken: (profileId: string, token: string) => Promise<boolean>;
  readonly logger: Logger;
  readonly limits?: Partial<HelperEndpointLimits>;
}

export interface HelperEndpointLimits {
  /** Ms from connecting to the end of the request's headers. */
  readonly request: number;
  /** Bytes. */
  readonly headers: number;
  readonly connections: number;
}

const defaultLimits: HelperEndpointLimits = { request: 2_000, headers: 8 * 1024, connections: 1_024 };

const profilePath = /^\/profiles\/([\w-]{1,64})$/;
const bearer = /^Bearer ([\w-]{1,128})$/;

/**
 * The socket of keycutter-credentials, which curl speaks to: `GET /profiles/ID` with the profile's token answers 200
 * and a line for credential_process; else a line of text that says what to do, with 428 where a person is needed.
 */
export class HelperEndpoint {
  readonly #server: Server;
  readonly #options: HelperEndpointOptions;

  constructor(options: HelperEndpointOptions) {
    this.#options = options;
    const limits = { ...defaultLimits, ...options.limits };
    this.#server = createServer(
      {
        maxHeaderSize: limits.headers,
        connectionsCheckingInterval: noChecking,
        headersTimeout: 0,
        requestTimeout: 0,
        keepAlive: false,
      },
      (request, response) => {
        allow(request.socket, null);
        void this.#answer(request, response);
      },
    );
    const allow = connectionDeadlines(this.#server, limits.request);
    this.#server.maxConnections = limits.connections;
    this.#server.maxRequestsPerSocket = 1;
    this.#server.on('clientError', (_error, socket) => socket.destroy());
    this.#server.on('upgrade', (_request, socket) => socket.destroy());
    this.#server.on('connect', (_request, socket) => socket.destroy());
  }

  /** @param path of a socket that does not exist yet. Error: `agent-unavailable`. */
  listen(path: string): Promise<Result<undefined>> {
    return listenAt(this.#server, path);
  }

  async close(): Promise<void> {
    const closed = closeServer(this.#server);
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = new AbortController();
    response.once('close', () => left.abort());
    const { method, url = '', headers } = request;
    if (method !== 'GET') return reply(response, 405, 'Only GET is answered here.');
    // A web page can't reach this socket; through something that relays it, it stays out.
    if (headers.origin !== undefined) return reply(response, 403, 'Web pages are not answered here.');
    if (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0') {
      return reply(response, 400, 'A request has no body here.');
    }
    const profileId = profilePath.exec(url)?.[1];
    if (profileId === undefined) return reply(response, 404, 'There is nothing of this name here.');
    const token = bearer.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || !(await this.#options.isToken(profileId, token))) {
      return reply(response, 401, 'This is not the token of this profile.');
    }
    const served = await this.#serve(profileId, left.signal);
    if (served.ok) return reply(response, 200, credentialProcessLine(served.value), 'application/json');
    reply(response, statusOf(served.error), inWords(served.error));
  }

  async #serve(profileId: string, signal: AbortSignal): Promise<Result<ServedCredentials>> {
    try {
      return await this.#options.serve(profileId, signal);
    } catch (cause) {
      return handlerThrew(this.#options.logger, 'helper', cause);
    }
  }
}

function statusOf(error: AppError): number {
  if (needsPerson(error)) return 428;
  if (error.code === 'profile-not-found') return 404;
  return isPassing(error) ? 503 : 500;
}

function inWords(error: AppError): string {
  const { what, detail, next } = explain(error, en);
  return plainText([what, detail, next].filter(Boolean).join(' '), 2_000);
}

/** Headers and body leave in one write. */
function reply(response: ServerResponse, status: number, line: string, type = 'text/plain'): void {
  if (response.destroyed) return;
  const body = status === 200 ? line : `keycutter: ${line}`;
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    Connection: 'close',
    'Content-Length': Buffer.byteLength(body),
    'Content-Type': `${type}; charset=utf-8`,
  });
  response.end(body);
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SigningKeys } from '../../../simulator/testing/self-signed-certificate.ts';

/** The one person that every provider of ours knows. */
export const person = { name: 'kim', password: 'correct horse', email: 'kim@example.com' } as const;

export interface ProviderOptions {
  readonly keys: SigningKeys;
  /** Entity id, as the stand-in for AWS knows the provider. */
  readonly issuer: string;
  /** Epoch ms, by the provider's clock. */
  readonly now: () => number;
  /** Values of the Role attribute, as written. */
  readonly roles: readonly string[];
  /** Where it posts to: an AWS SAML endpoint. */
  readonly awsEndpoint?: string;
}

export interface Visit {
  readonly method: string;
  readonly url: URL;
  readonly cookies: ReadonlyMap<string, string>;
  readonly form: URLSearchParams;
  readonly userAgent: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly html?: string;
}

/** A web server on 127.0.0.1 for pages of the outside. */
export class PageServer {
  readonly #server: Server;
  readonly #visits: Visit[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `port`: where an earlier one was. */
  static async start(answer: (visit: Visit) => Answer | Promise<Answer>, port = 0): Promise<PageServer> {
    const server = createServer((request, response) => void pages.#serve(request, response, answer));
    const pages = new PageServer(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return pages;
  }

  get origin(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Everything that was asked for, in order. */
  get visits(): readonly Visit[] {
    return this.#visits;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (visit: Visit) => Answer | Promise<Answer>,
  ): Promise<void> {
    const visit = await readVisit(request, this.origin);
    this.#visits.push(visit);
    const { status = 200, headers = {}, html = '' } = await answer(visit);
    for (const [name, value] of Object.entries(headers)) {
      response.setHeader(name, typeof value === 'string' ? value : [...value]);
    }
    response.setHeader(
      'Content-Type',
      headers['Content-Type'] ? String(headers['Content-Type']) : 'text/html; charset=utf-8',
    );
    response.setHeader('Cache-Control', 'no-store');
    response.writeHead(status).end(html);
  }
}

async function readVisit(request: IncomingMessage, origin: string): Promise<Visit> {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk as Buffer);
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
  });
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', origin),
    cookies: new Map(pairs),
    form: new URLSearchParams(Buffer.concat(body).toString('utf8')),
    userAgent: request.headers['user-agent'] ?? '',
  };
}

export function isPerson(form: URLSearchParams, nameField: string, passwordField: string): boolean {
  return form.get(nameField) === person.name && form.get(passwordField) === person.password;
}

export function redirect(location: string, cookies: readonly string[] = []): Answer {
  return { status: 302, headers: { Location: location, 'Set-Cookie': cookies } };
}

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body>${body}</body></html>`;
}

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Words } from '../../shared/words/words.ts';
import type { Browser } from '../core/ports.ts';
import type { BrowserLaunch } from './browser-programs.ts';
import { isOtherUsers } from './connection-owner.ts';

interface SystemBrowserParts {
  /** Has the desktop open an address; false when it can't. */
  readonly openPage: (address: string) => Promise<boolean>;
  readonly words: () => Words;
  /** Ms in which the browser must come; a minute when absent. */
  readonly patience?: number;
  /** How a browser of the catalog, or one of its profiles, opens an address; null: it is gone. */
  readonly launch?: (choice: string, address: string) => Promise<BrowserLaunch | null>;
  readonly start?: (launch: BrowserLaunch) => Promise<boolean>;
}

/**
 * Opens secret addresses in the person's browser. Other users of the machine can read the arguments of a program, so
 * what the browser is started with is the address of a page of ours: at a random path, for one visit within a minute,
 * and leading on to where it should go. Whoever read it there comes too late, or (on Linux) as another user.
 */
export class SystemBrowser implements Browser {
  readonly #parts: SystemBrowserParts;

  constructor(parts: SystemBrowserParts) {
    this.#parts = parts;
  }

  async open(address: Secret, choice: string | null = null): Promise<Result<undefined>> {
    const path = `/${randomBytes(32).toString('base64url')}`;
    const page = await openPage(path, address, this.#parts);
    if (page === null) return fail(appError('browser-failed'));
    const opened = await this.#show(`http://${page.host}${path}`, choice || null);
    if (!opened.ok) page.close();
    return opened;
  }

  async #show(address: string, choice: string | null): Promise<Result<undefined>> {
    const { openPage: openInAny, launch, start } = this.#parts;
    if (choice === null) return (await openInAny(address)) ? succeed() : fail(appError('browser-failed'));
    const chosen = (await launch?.(choice, address)) ?? null;
    if (chosen === null)
      return fail(appError('browser-failed', { reason: 'browser-gone' satisfies ReasonCode }));
    const started = (await start?.(chosen)) ?? false;
    return started
      ? succeed()
      : fail(appError('browser-failed', { reason: 'browser-not-started' satisfies ReasonCode }));
  }
}

async function openPage(path: string, address: Secret, { patience = 60_000, words }: SystemBrowserParts) {
  const server = createServer({ maxHeaderSize: 32_768, requestTimeout: 5_000, headersTimeout: 5_000 });
  server.maxConnections = 8;
  let host = '';
  let visited = false;
  server.on('request', async (request: IncomingMessage, response) => {
    const meant = isMeant(request, host, path) && !(await isOtherUsers(request.socket));
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Content-Security-Policy', "default-src 'none'");
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.setHeader('Connection', 'close');
    if (!meant || visited) {
      response.writeHead(404).end(`${words().pages.oneVisit}\n`);
      return;
    }
    visited = true;
    response.writeHead(303, { Location: address.reveal() }).end(`${words().pages.opening}\n`);
    response.on('close', close);
  });
  const timer = setTimeout(() => close(), patience);
  timer.unref();
  const close = () => {
    clearTimeout(timer);
    server.close();
    server.closeIdleConnections();
  };
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    close();
    return null;
  }
  server.unref();
  host = `127.0.0.1:${portOf(server)}`;
  return { host, close };
}

/** A navigation to exactly this address: no other name for this machine, no page that embeds or fetches it. */
function isMeant({ method, url = '', headers }: IncomingMessage, host: string, path: string): boolean {
  const destination = headers['sec-fetch-dest'] ?? 'document';
  return (
    method === 'GET' &&
    headers.host === host &&
    headers.origin === undefined &&
    destination === 'document' &&
    isSame(url, path)
  );
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

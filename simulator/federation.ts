import { randomBytes, timingSafeEqual } from 'node:crypto';
import { fail, type Result, succeed } from '../shared/result.ts';
import { identityOf, type RoleSession } from './caller.ts';
import { base64, type RandomBytes } from './random-text.ts';
import type { SessionStore } from './session-store.ts';

/** What a browser or a client gets from the federation endpoint. */
export interface FederationAnswer {
  readonly status: number;
  readonly type: 'application/json' | 'text/html; charset=utf-8';
  readonly body: string;
}

interface Signin {
  readonly session: RoleSession;
  readonly consoleUntil: number;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html */
const signinMinutes = 15;

/**
 * The console's federation endpoint: trades a session for a sign-in token, and the token for a page that stands for
 * the console.
 */
export class Federation {
  readonly #random: RandomBytes;
  readonly #signins = new Map<string, Signin>();

  constructor(random: RandomBytes = randomBytes) {
    this.#random = random;
  }

  answer(parameters: URLSearchParams, sessions: SessionStore, now: number): FederationAnswer {
    switch (parameters.get('Action')) {
      case 'getSigninToken': {
        const token = this.#signinToken(parameters, sessions, now);
        return token.ok
          ? { status: 200, type: 'application/json', body: JSON.stringify({ SigninToken: token.value }) }
          : page(400, token.error);
      }
      case 'login':
        return this.#login(parameters, now);
      default:
        return page(400, 'Unknown Action.');
    }
  }

  #signinToken(parameters: URLSearchParams, sessions: SessionStore, now: number): Result<string, string> {
    const keys = readSession(parameters.get('Session') ?? '');
    const session = keys === null ? undefined : sessions.find(keys.sessionId, keys.sessionToken);
    if (keys === null || session === undefined || session.credentials.expiresAt <= now) {
      return fail('The session is not valid.');
    }
    if (!same(session.credentials.secretAccessKey, keys.sessionKey)) return fail('The session is not valid.');
    // Only the console cannot be entered with these: they have no policy of their own.
    if (session.caller.kind !== 'role-session') return fail('Sessions of GetSessionToken cannot sign in.');

    const wanted = parameters.get('SessionDuration');
    const seconds = Number(wanted ?? 3600);
    if (wanted !== null && (!/^\d+$/.test(wanted) || seconds < 900 || seconds > 43_200)) {
      return fail('SessionDuration must be from 900 to 43200.');
    }
    if (wanted !== null && session.caller.chained) {
      return fail('SessionDuration is not for sessions of role chaining.');
    }
    const token = base64(this.#random, 96);
    const expiresAt = now + signinMinutes * 60_000;
    this.#signins.set(token, { session: session.caller, consoleUntil: now + seconds * 1000, expiresAt });
    return succeed(token);
  }

  #login(parameters: URLSearchParams, now: number): FederationAnswer {
    const signin = this.#signins.get(parameters.get('SigninToken') ?? '');
    const destination = parameters.get('Destination') ?? '';
    if (signin === undefined || signin.expiresAt <= now) return page(400, 'The sign-in token is not valid.');
    if (!URL.canParse(destination)) return page(400, 'Destination must be an address.');
    const until = new Date(signin.consoleUntil).toISOString();
    return page(200, `Signed in as ${identityOf(signin.session).arn} until ${until}, to ${destination}`);
  }
}

interface SessionKeys {
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly sessionToken: string;
}

function readSession(text: string): SessionKeys | null {
  try {
    const { sessionId, sessionKey, sessionToken }: Partial<Record<keyof SessionKeys, unknown>> = Object(
      JSON.parse(text),
    );
    return typeof sessionId === 'string' && typeof sessionKey === 'string' && typeof sessionToken === 'string'
      ? { sessionId, sessionKey, sessionToken }
      : null;
  } catch {
    return null;
  }
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function page(status: number, sentence: string): FederationAnswer {
  const shown = sentence.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const title = 'AWS stand-in: console';
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${shown}</p></html>\n`;
  return { status, type: 'text/html; charset=utf-8', body };
}

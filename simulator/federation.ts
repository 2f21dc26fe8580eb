import { randomBytes, timingSafeEqual } from 'node:crypto';
import { fail, type Result, succeed } from '../shared/result.ts';
import { identityOf, type Session } from './caller.ts';
import { base64, type RandomBytes } from './random-text.ts';
import type { SessionStore } from './session-store.ts';

/** What a browser or a client gets from the federation endpoint. */
export interface FederationAnswer {
  readonly status: number;
  readonly type: 'application/json' | 'text/html; charset=utf-8';
  readonly body: string;
  /** Where a browser is sent on to. */
  readonly location?: string;
}

interface Signin {
  readonly session: Session;
  /** Epoch ms, as is the next. */
  readonly consoleUntil: number;
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

  /** `origin`: this stand-in's own, without a slash at the end. */
  answer(parameters: URLSearchParams, sessions: SessionStore, now: number, origin: string): FederationAnswer {
    switch (parameters.get('Action')) {
      case 'getSigninToken': {
        const token = this.#signinToken(parameters, sessions, now);
        return token.ok
          ? { status: 200, type: 'application/json', body: JSON.stringify({ SigninToken: token.value }) }
          : page(400, token.error);
      }
      case 'login':
        return this.#login(parameters, now);
      case 'logout':
        return logOut(parameters.get('redirect_uri'), origin);
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
    const { caller, credentials } = session;
    const problem = findProblem(caller, parameters.get('SessionDuration'));
    if (problem !== null) return fail(problem);
    const wanted = parameters.get('SessionDuration');
    const consoleUntil = wanted === null ? credentials.expiresAt : now + Number(wanted) * 1000;
    const token = base64(this.#random, 96);
    const expiresAt = now + signinMinutes * 60_000;
    this.#signins.set(token, { session: caller, consoleUntil, expiresAt });
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

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html */
function findProblem(caller: Session, duration: string | null): string | null {
  switch (caller.kind) {
    case 'user-session':
      return 'Sessions of GetSessionToken cannot sign in.';
    case 'assumed-root':
      return 'Sessions of AssumeRoot cannot sign in.';
    case 'federated-user':
      return duration === null ? null : 'SessionDuration is not for sessions of GetFederationToken.';
    case 'role-session':
      if (duration === null) return null;
      if (caller.chained) return 'SessionDuration is not for sessions of role chaining.';
      return /^\d{1,6}$/.test(duration) && Number(duration) >= 900 && Number(duration) <= 43_200
        ? null
        : 'SessionDuration must be from 900 to 43200.';
  }
}

/**
 * Sends on to AWS's own pages, and to this stand-in's, which are the same here. AWS does so from us-east-1's sign-in host
 * only: https://github.com/guardian/janus-app/pull/456
 */
function logOut(redirectUri: string | null, origin: string): FederationAnswer {
  if (redirectUri === null) return page(200, 'You have been logged out.');
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  const isAws =
    url?.protocol === 'https:' &&
    /(?:^|\.)(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)$/.test(url.hostname);
  return isAws || url?.origin === origin
    ? { ...page(302, 'You have been logged out.'), location: redirectUri }
    : page(400, 'redirect_uri must be an address of AWS.');
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

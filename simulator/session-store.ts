import { timingSafeEqual } from 'node:crypto';
import type { Session } from './caller.ts';
import { accessKeyLetters, base64, type RandomBytes } from './random-text.ts';

export interface TemporaryCredentials {
  /** ASIA… */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Random: it says nothing about the session, which is looked up by it. */
  readonly sessionToken: string;
  /** Epoch ms, whole seconds. */
  readonly expiresAt: number;
}

interface IssuedSession {
  readonly credentials: TemporaryCredentials;
  readonly caller: Session;
}

/** What AWS would find out from a session token. */
export class SessionStore {
  readonly #random: RandomBytes;
  readonly #sessions = new Map<string, IssuedSession>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  issue(caller: Session, now: number, durationSeconds: number): TemporaryCredentials {
    const credentials: TemporaryCredentials = {
      accessKeyId: `ASIA${accessKeyLetters(this.#random)}`,
      secretAccessKey: base64(this.#random, 30),
      sessionToken: base64(this.#random, 264),
      expiresAt: (Math.floor(now / 1000) + durationSeconds) * 1000,
    };
    this.#sessions.set(credentials.accessKeyId, { credentials, caller });
    return credentials;
  }

  /** Undefined when the token does not belong to the key, as with a tampered one. */
  find(accessKeyId: string, sessionToken: string): IssuedSession | undefined {
    const session = this.#sessions.get(accessKeyId);
    const expected = Buffer.from(session?.credentials.sessionToken ?? '');
    const given = Buffer.from(sessionToken);
    return expected.length === given.length && timingSafeEqual(expected, given) ? session : undefined;
  }

  /** For the stand-in's owner, who needs no token. */
  callerOf(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId)?.caller;
  }
}

import { timingSafeEqual } from 'node:crypto';
import type { RoleSession, UserSession } from './caller.ts';

export type RandomBytes = (size: number) => Uint8Array;

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
  readonly caller: UserSession | RoleSession;
}

/** What AWS would find out from a session token. */
export class SessionStore {
  readonly #random: RandomBytes;
  readonly #sessions = new Map<string, IssuedSession>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  issue(caller: UserSession | RoleSession, now: number, durationSeconds: number): TemporaryCredentials {
    const credentials: TemporaryCredentials = {
      accessKeyId: `ASIA${this.#letters(16)}`,
      secretAccessKey: this.#base64(30),
      sessionToken: this.#base64(264),
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

  #base64(size: number): string {
    return Buffer.from(this.#random(size)).toString('base64');
  }

  /** AWS's key ids use the base32 alphabet. */
  #letters(count: number): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    return Array.from(this.#random(count), (byte) => alphabet[byte % alphabet.length]).join('');
  }
}

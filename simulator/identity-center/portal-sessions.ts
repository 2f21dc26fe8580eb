import { type Result, succeed } from '../../shared/result.ts';
import type { RandomBytes } from '../random-text.ts';
import type { IdentityCenterInstance } from './instance.ts';
import { type JsonRefusal, refuseOidc } from './refusals.ts';
import type { Registration } from './registrations.ts';
import { base64url } from './values.ts';

/** One sign-in of a user, by whatever flow; its tokens follow one another. */
interface PortalSession {
  readonly userName: string;
  readonly clientId: string;
  /** Epoch ms. */
  readonly endsAt: number;
  /** Only the newest is taken. */
  refreshToken: string | null;
  over: boolean;
}

interface AccessToken {
  readonly session: PortalSession;
  readonly expiresAt: number;
}

const hour = 3600;

/** Access tokens, and refresh tokens that are good for one use. */
export class PortalSessions {
  readonly #random: RandomBytes;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, PortalSession>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** A user has said yes to this client. */
  open(instance: IdentityCenterInstance, registration: Registration, userName: string, now: number): object {
    const session: PortalSession = {
      userName,
      clientId: registration.clientId,
      endsAt: now + (instance.sessionSeconds ?? 8 * hour) * 1000,
      refreshToken: null,
      over: false,
    };
    return this.#grant(instance, registration, session, now);
  }

  refresh(
    instance: IdentityCenterInstance,
    registration: Registration,
    refreshToken: string,
    now: number,
  ): Result<object, JsonRefusal> {
    const session = this.#refresh.get(refreshToken);
    const good =
      session !== undefined &&
      session.refreshToken === refreshToken &&
      session.clientId === registration.clientId &&
      !session.over &&
      now < session.endsAt;
    return good
      ? succeed(this.#grant(instance, registration, session, now))
      : refuseOidc('InvalidGrantException', 'Invalid refresh token provided');
  }

  /** Null: the token is over, logged out, or never was. */
  userOf(accessToken: string, now: number): string | null {
    const found = this.#access.get(accessToken);
    return found !== undefined && !found.session.over && now < found.expiresAt
      ? found.session.userName
      : null;
  }

  logOut(accessToken: string): void {
    const found = this.#access.get(accessToken);
    if (found !== undefined) found.session.over = true;
  }

  /** Access tokens live on. */
  revokeRefreshTokens(): void {
    this.#refresh.clear();
  }

  /** As an administrator ends the sessions of a user. */
  endAll(): void {
    for (const { session } of this.#access.values()) session.over = true;
  }

  /** Refreshable only for a client that asked for it by a scope: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html */
  #grant(
    instance: IdentityCenterInstance,
    { scopes, grantTypes }: Registration,
    session: PortalSession,
    now: number,
  ): object {
    const refreshable = scopes.length > 0 && grantTypes.includes('refresh_token');
    const life = refreshable ? (instance.accessTokenSeconds ?? hour) : 8 * hour;
    const seconds = Math.min(life, Math.floor((session.endsAt - now) / 1000));
    const accessToken = `aoa${base64url(this.#random, 120)}`;
    this.#access.set(accessToken, { session, expiresAt: now + seconds * 1000 });
    const refreshToken = refreshable ? `aor${base64url(this.#random, 120)}` : null;
    session.refreshToken = refreshToken;
    if (refreshToken !== null) this.#refresh.set(refreshToken, session);
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: seconds,
      ...(refreshToken === null ? {} : { refreshToken }),
    };
  }
}

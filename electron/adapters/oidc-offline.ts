import type { OidcMethod } from '../../shared/sign-in.ts';
import { clientKey, hostOf } from './oidc-servers.ts';

/** What an authorization request has, so that a refresh token comes back. */
export interface OfflineRequest {
  readonly scopes: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly refreshable: boolean;
  /** The provider refused the request for one of its scopes. */
  readonly scopeRefused: boolean;
}

type Habit = 'consent' | 'none';

const offlineAccess = 'offline_access';
const nothing: OfflineRequest = { scopes: [], parameters: {} };

/**
 * Asks for refresh tokens as each provider wants to be asked. The standard has `offline_access` come with
 * `prompt=consent` (https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess), but many need no such prompt,
 * show it at every sign-in, or reserve it to administrators. So it is asked for only where it turned out to be needed.
 */
export class OfflineAccess {
  readonly #habits = new Map<string, Habit>();

  requestFor(method: OidcMethod, supported: readonly string[]): OfflineRequest {
    if (method.provider !== 'issuer') return nothing;
    if (hostOf(method.issuer) === 'accounts.google.com') {
      // https://developers.google.com/identity/protocols/oauth2/web-server#offline
      return { scopes: [], parameters: { access_type: 'offline', prompt: 'consent' } };
    }
    const habit = this.#habits.get(clientKey(method));
    const asked = method.scopes.split(' ').includes(offlineAccess) || supported.includes(offlineAccess);
    if (!asked || habit === 'none') return nothing;
    return { scopes: [offlineAccess], parameters: habit === 'consent' ? { prompt: 'consent' } : {} };
  }

  /** What became of a request that the person went through. */
  learn(method: OidcMethod, request: OfflineRequest, { refreshable, scopeRefused }: Outcome): void {
    if (refreshable || !request.scopes.includes(offlineAccess)) return;
    const next: Habit = scopeRefused || request.parameters.prompt === 'consent' ? 'none' : 'consent';
    this.#habits.set(clientKey(method), next);
  }
}

import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { Browser, ConsoleGateway } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SessionManager } from '../sessions/session-manager.ts';
import type { AwsTime } from '../time/aws-time.ts';
import {
  consoleDestination,
  consoleSeconds,
  consoleSite,
  loginAddress,
  standInSite,
} from './console-link.ts';

interface Dependencies {
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: Pick<SessionManager, 'ask'>;
  readonly journal: Journal;
  readonly console: ConsoleGateway;
  readonly browser: Browser;
  /** Where STS is instead of AWS; null: there. */
  readonly stsEndpointUrl: () => string | null;
}

/** Signs a browser in to the AWS console with a profile's session. */
export class ConsoleSignIn {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: those of `address`; browser-failed. */
  async open(profileId: string, service: string, signal: AbortSignal): Promise<Result<undefined>> {
    const address = await this.address(profileId, service, signal);
    return address.ok ? this.#deps.browser.open(address.value) : address;
  }

  /**
   * The address that signs in, to be opened within 15 minutes. `service`: its name in the AWS CLI; empty: the first
   * page. Errors: profile-not-found, console-not-possible, console-refused, and those of assuming.
   */
  async address(profileId: string, service: string, signal: AbortSignal): Promise<Result<Secret>> {
    const { registry, accessKeys, sessions, journal, awsTime } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const { recipe } = profile;
    // The federation endpoint takes sessions of roles and federated users only.
    if (recipe.kind !== 'assume-role') return fail(appError('console-not-possible'));
    const standIn = accessKeys.endpointOf(recipe.source.keyId) ?? localStandIn(this.#deps.stsEndpointUrl());
    const site = standIn === null ? consoleSite(recipe.region) : standInSite(standIn);
    if (site === null) return fail(appError('console-not-possible'));

    const asked = await sessions.ask(profileId, { signal });
    if (!asked.ok) return asked;
    const { credentials } = asked.value;
    const token = await this.#deps.console.signinToken(
      {
        federationUrl: site.federationUrl,
        credentials,
        sessionSeconds: consoleSeconds(credentials.expiration, awsTime.now()),
      },
      signal,
    );
    if (!token.ok) {
      if (token.error.code !== 'cancelled') journal.record('failed', profile.name, 'console', token.error);
      return token;
    }
    journal.record('console-opened', profile.name, service);
    return succeed(loginAddress(site, consoleDestination(site, recipe.region, service), token.value));
  }
}

/** Sessions of a stand-in on this machine are none of AWS's: they are not sent there. */
function localStandIn(endpointUrl: string | null): string | null {
  if (endpointUrl === null || !URL.canParse(endpointUrl)) return null;
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(new URL(endpointUrl).hostname)
    ? endpointUrl
    : null;
}

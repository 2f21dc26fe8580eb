import { consoleWay } from '../../../shared/console-way.ts';
import { appError } from '../../../shared/errors.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { ConsoleGateway, SigninRequest } from '../aws-ports.ts';
import type { Browser } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Asking } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SessionManager } from '../sessions/session-manager.ts';
import type { AwsTime } from '../time/aws-time.ts';
import {
  type ConsoleSite,
  consoleDestination,
  consoleRegion,
  consoleSeconds,
  consoleSite,
  loginAddress,
  logOutFirst,
  standInSite,
} from './console-link.ts';

interface Dependencies {
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: Pick<SessionManager, 'ask' | 'views'>;
  readonly settings: () => Settings;
  readonly journal: Journal;
  readonly console: ConsoleGateway;
  readonly browser: Browser;
  /** Where STS is instead of AWS; null: there. */
  readonly stsEndpointUrl: () => string | null;
}

/** Absent: as the profile or Settings say. */
export interface ConsoleWish {
  /** Its name in the AWS CLI; empty or absent: the first page. */
  readonly service?: string | undefined;
  readonly region?: string | undefined;
  /** An id of BrowserCatalog. */
  readonly browser?: string | undefined;
}

interface ConsolePlace {
  readonly profile: Profile;
  readonly region: string;
  readonly site: ConsoleSite;
}

type Acting = Asking & { readonly signal: AbortSignal };

/** Signs a browser in to the AWS console with a profile's session. */
export class ConsoleSignIn {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: those of `address`; browser-failed. */
  async open(profileId: string, wanted: ConsoleWish, asking: Acting): Promise<Result<undefined>> {
    const address = await this.address(profileId, wanted, asking);
    if (!address.ok) return address;
    const ofProfile = this.#deps.registry.profile(profileId)?.consoleBrowser;
    const choice = wanted.browser ?? ofProfile ?? this.#deps.settings().consoleBrowser;
    return this.#deps.browser.open(address.value, choice === '' ? null : choice);
  }

  /**
   * The address that signs in, to be opened within 15 minutes. Errors: profile-not-found, console-not-possible,
   * console-refused, and those of assuming.
   */
  async address(profileId: string, wanted: ConsoleWish, asking: Acting): Promise<Result<Secret>> {
    const { sessions, journal, awsTime, settings } = this.#deps;
    const place = this.place(profileId, wanted);
    if (!place.ok) return place;
    const { profile, region, site } = place.value;
    const { recipe } = profile;
    const asked = await sessions.ask(profileId, asking);
    if (!asked.ok) return asked;
    const { credentials } = asked.value;
    const hops = sessions.views().find((view) => view.profileId === profileId)?.hops ?? 0;
    const sessionSeconds = consoleSeconds({
      kind: recipe.kind,
      chained: hops > 0,
      expiration: credentials.expiration,
      now: awsTime.now(),
    });
    const request = { federationUrl: site.federationUrl, credentials, sessionSeconds };
    const token = await this.#signinToken(request, asking.signal);
    if (!token.ok) {
      if (token.error.code !== 'cancelled') journal.record('failed', profile.name, 'console', token.error);
      return token;
    }
    const service = wanted.service ?? '';
    journal.record('console-opened', profile.name, service);
    const login = loginAddress(site, consoleDestination(site, region, service), token.value);
    return succeed(settings().consoleLogOutFirst ? (logOutFirst(site, login) ?? login) : login);
  }

  /** Whether it is possible at all, before anybody is asked for a session. Errors: profile-not-found, console-not-possible. */
  place(profileId: string, wanted: Pick<ConsoleWish, 'region'>): Result<ConsolePlace> {
    const { registry, accessKeys, stsEndpointUrl } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const { recipe } = profile;
    const region = consoleRegion(recipe.region, wanted.region);
    if (region === null || consoleWay(recipe) !== 'yes') return fail(appError('console-not-possible'));
    const endpoint = accessKeys.endpointOf(registry.rootKey(recipe)?.id ?? null);
    const standIn = endpoint ?? localStandIn(stsEndpointUrl());
    const site = standIn === null ? consoleSite(region) : standInSite(standIn);
    return site === null ? fail(appError('console-not-possible')) : succeed({ profile, region, site });
  }

  /** What another program gave may be a chained session, which takes no SessionDuration: AWS tells only by refusing it. */
  async #signinToken(request: SigninRequest, signal: AbortSignal): Promise<Result<Secret>> {
    const token = await this.#deps.console.signinToken(request, signal);
    const refused = !token.ok && token.error.code === 'console-refused' && request.sessionSeconds !== null;
    return refused ? this.#deps.console.signinToken({ ...request, sessionSeconds: null }, signal) : token;
  }
}

/** Sessions of a stand-in on this machine are none of AWS's: they are not sent there. */
function localStandIn(endpointUrl: string | null): string | null {
  if (endpointUrl === null || !URL.canParse(endpointUrl)) return null;
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(new URL(endpointUrl).hostname)
    ? endpointUrl
    : null;
}

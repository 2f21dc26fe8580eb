import { fail, succeed } from '../../shared/result.ts';
import type { SimulatedAws } from '../account.ts';
import type { RandomBytes } from '../random-text.ts';
import type { SessionStore } from '../session-store.ts';
import type { IdentityCenterInstance, PortalUser } from './instance.ts';
import { OidcService } from './oidc-service.ts';
import { getRoleCredentials, listAccountRoles, listAccounts } from './portal.ts';
import { PortalSessions } from './portal-sessions.ts';
import { type JsonAnswer, portalRefusals, refuseOidc } from './refusals.ts';
import { type Rate, TokenBucket } from './token-bucket.ts';
import { json, type WebAnswer, type WebRequest } from './web.ts';

/** What its owner process may do; nothing of it can be reached over the network. */
export interface IdentityCenterControls {
  /** User codes of device authorizations that wait for a person, oldest first. */
  pendingUserCodes(): readonly string[];
  /** As the page of that code would; false: nothing waits under it. `user`: the instance's first when absent. */
  approve(userCode: string, user?: string): boolean;
  deny(userCode: string): boolean;
  /**
   * What a browser does with an authorization address: the answer is where it is sent from there, or null where it gets
   * a page that says no.
   */
  visit(
    authorizationUrl: string,
    decision: { readonly user?: string; readonly decide: 'approve' | 'deny' },
  ): string | null;
  /** Refresh tokens given so far are not taken any more; access tokens are. */
  revokeRefreshTokens(): void;
  /** Neither are taken any more. */
  endSessions(): void;
  /** Registrations made so far are over. */
  expireRegistrations(): void;
  /** Of the portal's calls, by the simulated clock; null: no limit. At first 30 at once and 20 more each second. */
  setRate(rate: Rate | null): void;
}

interface Parts {
  readonly aws: SimulatedAws;
  readonly instance: IdentityCenterInstance;
  readonly sessions: SessionStore;
  readonly oidc: OidcService;
  readonly portal: PortalSessions;
  readonly bucket: TokenBucket;
}

interface Operation {
  readonly name: string;
  readonly run: (parts: Parts, request: WebRequest, now: number) => WebAnswer;
}

/** IAM Identity Center: its OIDC service, its access portal, and the pages that a person meets. */
export class IdentityCenter implements IdentityCenterControls {
  readonly #aws: SimulatedAws;
  readonly #now: () => number;
  readonly #parts: Omit<Parts, 'instance'>;

  constructor(aws: SimulatedAws, sessions: SessionStore, random: RandomBytes, now: () => number) {
    this.#aws = aws;
    this.#now = now;
    const portal = new PortalSessions(random);
    const oidc = new OidcService(random, portal);
    this.#parts = { aws, sessions, oidc, portal, bucket: new TokenBucket({ burst: 30, perSecond: 20 }) };
  }

  /** The operation's name for the log and for faults; null: not one of Identity Center's addresses. */
  static operationAt(method: string, path: string): string | null {
    return operationAt(method, path)?.name ?? null;
  }

  answer(request: WebRequest): WebAnswer {
    const operation = operationAt(request.method, request.path);
    const instance = this.#aws.identityCenter;
    if (operation === undefined || instance === undefined) {
      return json(refuseOidc('InvalidRequestException', 'There is no Identity Center here.'));
    }
    return operation.run({ ...this.#parts, instance }, request, this.#now());
  }

  pendingUserCodes(): readonly string[] {
    return this.#parts.oidc.devices.pending(this.#now()).map(({ userCode }) => userCode);
  }

  approve(userCode: string, user = this.#firstUser()): boolean {
    return this.#parts.oidc.devices.decide(userCode, user, this.#now());
  }

  deny(userCode: string): boolean {
    return this.#parts.oidc.devices.decide(userCode, null, this.#now());
  }

  visit(
    authorizationUrl: string,
    { user, decide }: { readonly user?: string; readonly decide: 'approve' | 'deny' },
  ): string | null {
    const { codes, registrations } = this.#parts.oidc;
    const visit = codes.visit(registrations, new URL(authorizationUrl).searchParams, this.#now());
    if (!visit.ok) return null;
    if (visit.value.kind === 'redirect') return visit.value.location;
    const userName = decide === 'deny' ? null : (user ?? this.#firstUser());
    return codes.decide(visit.value.ticket, userName, this.#now());
  }

  revokeRefreshTokens(): void {
    this.#parts.portal.revokeRefreshTokens();
  }

  endSessions(): void {
    this.#parts.portal.endAll();
  }

  expireRegistrations(): void {
    this.#parts.oidc.registrations.expireAll();
  }

  setRate(rate: Rate | null): void {
    this.#parts.bucket.set(rate);
  }

  #firstUser(): string {
    return this.#aws.identityCenter?.users[0]?.name ?? '';
  }
}

const operations: Readonly<Record<string, Operation>> = {
  'POST /client/register': {
    name: 'RegisterClient',
    run: ({ oidc, instance }, request, now) => oidc.registerClient(instance, request, now),
  },
  'POST /device_authorization': {
    name: 'StartDeviceAuthorization',
    run: ({ oidc, instance }, request, now) => oidc.startDeviceAuthorization(instance, request, now),
  },
  'POST /token': {
    name: 'CreateToken',
    run: ({ oidc, instance }, request, now) => oidc.createToken(instance, request, now),
  },
  'GET /authorize': {
    name: 'Authorize',
    run: ({ oidc, instance }, request, now) => oidc.authorizePage(instance, request, now),
  },
  'POST /authorize': {
    name: 'AuthorizeDecision',
    run: ({ oidc, instance }, request, now) => oidc.authorizeDecision(instance, request, now),
  },
  'GET /device': {
    name: 'Device',
    run: ({ oidc, instance }, request, now) => oidc.devicePage(instance, request, now),
  },
  'POST /device': {
    name: 'DeviceDecision',
    run: ({ oidc, instance }, request, now) => oidc.deviceDecision(instance, request, now),
  },
  'GET /assignment/accounts': {
    name: 'ListAccounts',
    run: forUser(({ instance }, user, request) => listAccounts(instance, user, pageRequest(request))),
  },
  'GET /assignment/roles': {
    name: 'ListAccountRoles',
    run: forUser(({ instance }, user, request) =>
      listAccountRoles(instance, user, request.query.get('account_id'), pageRequest(request)),
    ),
  },
  'GET /federation/credentials': {
    name: 'GetRoleCredentials',
    run: forUser(({ aws, instance, sessions }, user, { query }, now) =>
      getRoleCredentials(aws, instance, sessions, user, {
        accountId: query.get('account_id'),
        roleName: query.get('role_name'),
        now,
      }),
    ),
  },
  'POST /logout': {
    name: 'Logout',
    run: forUser(({ portal }, _user, { bearerToken }) => {
      portal.logOut(bearerToken);
      return succeed({});
    }),
  },
};

/** A portal call, for whom its token belongs to. */
function forUser(
  run: (parts: Parts, user: PortalUser, request: WebRequest, now: number) => JsonAnswer,
): Operation['run'] {
  return (parts, request, now) => {
    if (!parts.bucket.take(now)) return json(portalRefusals.tooMany());
    const name = parts.portal.userOf(request.bearerToken, now);
    const user = parts.instance.users.find((candidate) => candidate.name === name);
    return json(user === undefined ? portalRefusals.unauthorized() : run(parts, user, request, now));
  };
}

function operationAt(method: string, path: string): Operation | undefined {
  const key = `${method} ${path}`;
  return Object.hasOwn(operations, key) ? operations[key] : undefined;
}

function pageRequest({ query }: WebRequest) {
  return { nextToken: query.get('next_token'), maxResult: query.get('max_result') };
}

/** A scripted fault in the form of these services' errors. */
export function refusedAs(code: string, status: number, message: string): WebAnswer {
  const error = code
    .replace(/Exception$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase();
  return json(fail({ status, code, body: { error, error_description: message, message } }));
}

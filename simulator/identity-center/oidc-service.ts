import { type Result, succeed } from '../../shared/result.ts';
import type { RandomBytes } from '../random-text.ts';
import { CodeAuthorizations } from './code-authorizations.ts';
import { DeviceAuthorizations } from './device-authorizations.ts';
import type { IdentityCenterInstance } from './instance.ts';
import { codePage, questionPage, sentencePage } from './pages.ts';
import type { PortalSessions } from './portal-sessions.ts';
import { type JsonRefusal, refuseOidc } from './refusals.ts';
import { deviceGrant, type Registration, Registrations } from './registrations.ts';
import { readJson, textOf } from './values.ts';
import { json, page, type WebAnswer, type WebRequest } from './web.ts';

/** https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html, and the pages a person meets. */
export class OidcService {
  readonly registrations: Registrations;
  readonly devices: DeviceAuthorizations;
  readonly codes: CodeAuthorizations;
  readonly #portal: PortalSessions;

  constructor(random: RandomBytes, portal: PortalSessions) {
    this.registrations = new Registrations(random);
    this.devices = new DeviceAuthorizations(random);
    this.codes = new CodeAuthorizations(random);
    this.#portal = portal;
  }

  registerClient(instance: IdentityCenterInstance, { body }: WebRequest, now: number): WebAnswer {
    const parsed = readJson(body);
    return json(
      parsed === null
        ? refuseOidc('InvalidRequestException', 'Invalid JSON')
        : this.registrations.register(instance, parsed, now),
    );
  }

  startDeviceAuthorization(
    instance: IdentityCenterInstance,
    { body, baseUrl }: WebRequest,
    now: number,
  ): WebAnswer {
    const parsed = readJson(body) ?? {};
    const registration = this.registrations.authenticate(parsed, now);
    return json(
      registration.ok
        ? this.devices.start(instance, registration.value, parsed, `${baseUrl}/device`, now)
        : registration,
    );
  }

  /** https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html */
  createToken(instance: IdentityCenterInstance, { body }: WebRequest, now: number): WebAnswer {
    const parsed = readJson(body) ?? {};
    const registration = this.registrations.authenticate(parsed, now);
    if (!registration.ok) return json(registration);
    const grantType = textOf(parsed, 'grantType') ?? '';
    if (![deviceGrant, 'authorization_code', 'refresh_token'].includes(grantType)) {
      return json(refuseOidc('UnsupportedGrantTypeException', 'Unsupported grant type'));
    }
    if (!registration.value.grantTypes.includes(grantType)) {
      return json(refuseOidc('UnauthorizedClientException', 'The client is not registered for this grant'));
    }
    if (grantType === 'refresh_token') {
      const refreshToken = textOf(parsed, 'refreshToken') ?? '';
      return json(this.#portal.refresh(instance, registration.value, refreshToken, now));
    }
    const user = this.#userOfGrant(registration.value, grantType, parsed, now);
    return json(user.ok ? succeed(this.#portal.open(instance, registration.value, user.value, now)) : user);
  }

  authorizePage(instance: IdentityCenterInstance, { query }: WebRequest, now: number): WebAnswer {
    const visit = this.codes.visit(this.registrations, query, now);
    if (!visit.ok) return page(400, sentencePage('Not possible', visit.error));
    if (visit.value.kind === 'redirect') return visit.value;
    const { ticket, clientName } = visit.value;
    const question = { action: '/authorize', field: ['ticket', ticket], clientName, userCode: null } as const;
    return page(200, questionPage({ ...question, userNames: namesOf(instance) }));
  }

  authorizeDecision(instance: IdentityCenterInstance, { body }: WebRequest, now: number): WebAnswer {
    const form = new URLSearchParams(body);
    const location = this.codes.decide(form.get('ticket') ?? '', decidedUser(instance, form), now);
    return location === null
      ? page(400, sentencePage('Not possible', 'This page was used already.'))
      : { kind: 'redirect', location };
  }

  devicePage(instance: IdentityCenterInstance, { query }: WebRequest, now: number): WebAnswer {
    const userCode = query.get('user_code')?.trim().toUpperCase() ?? '';
    if (userCode === '') return page(200, codePage());
    const found = this.devices.pending(now).find((waiting) => waiting.userCode === userCode);
    if (found === undefined) return page(400, sentencePage('Not possible', noDevice));
    const { clientName } = found;
    const question = { action: '/device', field: ['user_code', userCode], clientName, userCode } as const;
    return page(200, questionPage({ ...question, userNames: namesOf(instance) }));
  }

  deviceDecision(instance: IdentityCenterInstance, { body }: WebRequest, now: number): WebAnswer {
    const form = new URLSearchParams(body);
    return this.devices.decide(form.get('user_code') ?? '', decidedUser(instance, form), now)
      ? page(200, sentencePage('Done', 'You can close this window.'))
      : page(400, sentencePage('Not possible', noDevice));
  }

  #userOfGrant(
    registration: Registration,
    grantType: string,
    body: Readonly<Record<string, unknown>>,
    now: number,
  ): Result<string, JsonRefusal> {
    return grantType === deviceGrant
      ? this.devices.poll(registration, textOf(body, 'deviceCode') ?? '', now)
      : this.codes.redeem(registration, body, now);
  }
}

const noDevice = 'No device waits with this code.';

function namesOf({ users }: IdentityCenterInstance): readonly string[] {
  return users.map(({ name }) => name);
}

/** Null: the person said no, or is nobody we know. */
function decidedUser(instance: IdentityCenterInstance, form: URLSearchParams): string | null {
  const user = form.get('user');
  const known = user !== null && namesOf(instance).includes(user);
  return form.get('decision') === 'approve' && known ? user : null;
}

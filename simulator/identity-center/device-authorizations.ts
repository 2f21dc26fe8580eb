import { type Result, succeed } from '../../shared/result.ts';
import type { RandomBytes } from '../random-text.ts';
import { type IdentityCenterInstance, isStartUrlOf } from './instance.ts';
import { type JsonRefusal, refuseOidc } from './refusals.ts';
import { deviceGrant, type Registration } from './registrations.ts';
import { base64url, textOf } from './values.ts';

interface DeviceAuthorization {
  readonly clientId: string;
  readonly clientName: string;
  readonly userCode: string;
  readonly expiresAt: number;
  interval: number;
  polledAt: number | null;
  state: { readonly kind: 'pending' | 'denied' | 'used' } | { readonly kind: 'approved'; userName: string };
}

/** Timers of a client may count a little faster than ours. */
const leeway = 50;
/** Seconds that each SlowDown adds: https://datatracker.ietf.org/doc/html/rfc8628#section-3.5 */
const slower = 5;

/** https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html */
export class DeviceAuthorizations {
  readonly #random: RandomBytes;
  readonly #byDeviceCode = new Map<string, DeviceAuthorization>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  start(
    instance: IdentityCenterInstance,
    registration: Registration,
    body: Readonly<Record<string, unknown>>,
    pageUrl: string,
    now: number,
  ): Result<object, JsonRefusal> {
    if (!registration.grantTypes.includes(deviceGrant)) {
      return refuseOidc('UnauthorizedClientException', 'The client is not registered for device codes');
    }
    if (!isStartUrlOf(instance, textOf(body, 'startUrl') ?? '')) {
      return refuseOidc('InvalidRequestException', 'Invalid start URL provided');
    }
    const deviceCode = base64url(this.#random, 64);
    const userCode = letters(this.#random);
    const seconds = instance.deviceCodeSeconds ?? 600;
    const interval = instance.intervalSeconds ?? 1;
    this.#byDeviceCode.set(deviceCode, {
      clientId: registration.clientId,
      clientName: registration.clientName,
      userCode,
      expiresAt: now + seconds * 1000,
      interval,
      polledAt: null,
      state: { kind: 'pending' },
    });
    return succeed({
      deviceCode,
      userCode,
      verificationUri: pageUrl,
      verificationUriComplete: `${pageUrl}?user_code=${userCode}`,
      expiresIn: seconds,
      interval,
    });
  }

  /** What a client that polls with a device code hears; the name of the user who said yes. */
  poll(registration: Registration, deviceCode: string, now: number): Result<string, JsonRefusal> {
    const found = this.#byDeviceCode.get(deviceCode);
    if (found === undefined || found.clientId !== registration.clientId || found.state.kind === 'used') {
      return refuseOidc('InvalidGrantException', 'Invalid grant provided');
    }
    if (now >= found.expiresAt) return refuseOidc('ExpiredTokenException', 'Device code has expired');
    const tooEarly = found.polledAt !== null && now - found.polledAt < found.interval * 1000 - leeway;
    found.polledAt = now;
    if (tooEarly) {
      found.interval += slower;
      return refuseOidc('SlowDownException', 'Requests are made too frequently');
    }
    switch (found.state.kind) {
      case 'pending':
        return refuseOidc('AuthorizationPendingException', 'Authorization is still pending');
      case 'denied':
        return refuseOidc('AccessDeniedException', 'The user denied the request');
      case 'approved': {
        const { userName } = found.state;
        found.state = { kind: 'used' };
        return succeed(userName);
      }
    }
  }

  /** Those that wait for a person, oldest first. */
  pending(now: number): readonly DeviceAuthorization[] {
    return [...this.#byDeviceCode.values()].filter(
      ({ state, expiresAt }) => state.kind === 'pending' && now < expiresAt,
    );
  }

  /** False: nothing waits under this code. */
  decide(userCode: string, userName: string | null, now: number): boolean {
    const found = this.pending(now).find((waiting) => waiting.userCode === userCode.trim().toUpperCase());
    if (found === undefined) return false;
    found.state = userName === null ? { kind: 'denied' } : { kind: 'approved', userName };
    return true;
  }
}

/** Two groups of four, without vowels and what is easily mistaken: https://datatracker.ietf.org/doc/html/rfc8628#section-6.1 */
function letters(random: RandomBytes): string {
  const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
  const text = Array.from(random(8), (byte) => alphabet[byte % alphabet.length]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

import type { Result } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { IdentityCenterMethod } from '../../../shared/sign-in.ts';
import type { StsAnswer } from '../aws-ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type {
  DeviceAuthorization,
  IdentityCenterGateway,
  SsoClient,
  SsoGrant,
  SsoTokenAnswer,
} from '../way-in-ports.ts';

/** Ms that a registration must still last for a sign-in to begin with it. */
const leastRegistration = 3_600_000;

/** The gateway, for one instance of Identity Center at a time: AWS's time is learned, registrations are kept. */
export class IdentityCenterCalls {
  readonly #gateway: IdentityCenterGateway;
  readonly #awsTime: AwsTime;
  readonly #clients = new Map<string, SsoClient>();

  constructor(gateway: IdentityCenterGateway, awsTime: AwsTime) {
    this.#gateway = gateway;
    this.#awsTime = awsTime;
  }

  /** This app's registration there: one that is kept, or a new one. */
  async client(method: IdentityCenterMethod, signal: AbortSignal): Promise<Result<SsoClient>> {
    const { region, startUrl, flow } = method;
    const kept = this.#clients.get(placeOf(method));
    if (kept !== undefined && kept.expiresAt - this.#awsTime.now() > leastRegistration) {
      return { ok: true, value: kept };
    }
    const registered = this.#learned(await this.#gateway.registerClient(region, startUrl, flow, signal));
    if (registered.ok) this.#clients.set(placeOf(method), registered.value);
    return registered;
  }

  /** One that was remembered over a restart. */
  keepClient(method: IdentityCenterMethod, client: SsoClient): void {
    if (!this.#clients.has(placeOf(method))) this.#clients.set(placeOf(method), client);
  }

  /** AWS does not know it any more. */
  dropClient(method: IdentityCenterMethod): void {
    this.#clients.delete(placeOf(method));
  }

  async startDevice(
    { region, startUrl }: IdentityCenterMethod,
    client: SsoClient,
    signal: AbortSignal,
  ): Promise<Result<DeviceAuthorization>> {
    return this.#learned(await this.#gateway.startDevice(region, client, startUrl, signal));
  }

  authorizationUrl(
    { region }: IdentityCenterMethod,
    client: SsoClient,
    query: { readonly redirectUri: string; readonly state: string; readonly codeChallenge: string },
  ): Promise<Result<string>> {
    return this.#gateway.authorizationUrl(region, client, query);
  }

  async createToken(
    { region }: IdentityCenterMethod,
    client: SsoClient,
    grant: SsoGrant,
    signal: AbortSignal,
  ): Promise<Result<SsoTokenAnswer>> {
    return this.#learned(await this.#gateway.createToken(region, client, grant, signal));
  }

  async logout(
    { region }: IdentityCenterMethod,
    accessToken: Secret,
    signal: AbortSignal,
  ): Promise<Result<undefined>> {
    return this.#learned(await this.#gateway.logout(region, accessToken, signal));
  }

  #learned<Value>({ result, awsTime }: StsAnswer<Value>): Result<Value> {
    if (awsTime !== null) this.#awsTime.learn(awsTime);
    return result;
  }
}

function placeOf({ region, startUrl, flow }: IdentityCenterMethod): string {
  return JSON.stringify([region, startUrl, flow]);
}

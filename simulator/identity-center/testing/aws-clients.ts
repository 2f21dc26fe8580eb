import { createHash } from 'node:crypto';
import { SSOClient } from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  type RegisterClientCommandInput,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { afterEach, beforeEach } from 'vitest';
import { SimulatorClock } from '../../clock.ts';
import { type Simulator, startSimulator } from '../../simulator.ts';
import { deviceGrant } from '../registrations.ts';
import { sampleAws, sampleInstance, sampleStartUrl } from './sample-instance.ts';

/** AWS's own clients, and the stand-in for Identity Center that they call. */

export const minute = 60_000;
export const account = '100000000001';
export const verifier = 'a-verifier-of-at-least-forty-three-characters';
const challenge = createHash('sha256').update(verifier).digest('base64url');
export const redirectUri = 'http://127.0.0.1:40123/oauth/callback';

/** Of the test that runs. */
export let clock: SimulatorClock;
export let aws: Simulator<SimulatorClock>;

/** For each test of a file a new one, whose clock stands still. */
export function withIdentityCenter(accounts?: number): void {
  beforeEach(async () => {
    clock = new SimulatorClock();
    clock.freeze();
    aws = await startSimulator({ account: sampleAws(sampleInstance(accounts)), clock });
  });
  afterEach(() => aws.close());
}

export const settings = () => ({ endpoint: aws.url, region: 'eu-central-1', maxAttempts: 1 });
const oidc = () => new SSOOIDCClient(settings());
export const portal = () => new SSOClient(settings());

export function register(more: Partial<RegisterClientCommandInput> = {}) {
  return oidc().send(
    new RegisterClientCommand({
      clientName: 'test',
      clientType: 'public',
      scopes: ['sso:account:access'],
      grantTypes: ['authorization_code', 'refresh_token', deviceGrant],
      redirectUris: ['http://127.0.0.1/oauth/callback'],
      issuerUrl: sampleStartUrl,
      ...more,
    }),
  );
}

export type Client = Pick<CreateTokenCommandInput, 'clientId' | 'clientSecret'>;

export async function client(): Promise<Client> {
  const { clientId, clientSecret } = await register();
  return { clientId, clientSecret };
}

export function token(registered: Client, more: Partial<CreateTokenCommandInput>) {
  return oidc().send(new CreateTokenCommand({ ...registered, grantType: deviceGrant, ...more }));
}

export function authorizationUrl(registered: Client, more: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: registered.clientId ?? '',
    redirect_uri: redirectUri,
    state: 'a state',
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
    code_challenge: challenge,
    ...more,
  });
  return `${aws.url}/authorize?${query}`;
}

export async function code(registered: Client): Promise<string> {
  const location = aws.identityCenter.visit(authorizationUrl(registered), { decide: 'approve' });
  return new URL(location ?? '').searchParams.get('code') ?? '';
}

export const codeGrant = (value: string): Partial<CreateTokenCommandInput> => ({
  grantType: 'authorization_code',
  code: value,
  redirectUri,
  codeVerifier: verifier,
});

export async function device(registered: Client, startUrl = sampleStartUrl) {
  return oidc().send(
    new StartDeviceAuthorizationCommand({
      clientId: registered.clientId,
      clientSecret: registered.clientSecret,
      startUrl,
    }),
  );
}

export async function signedIn() {
  const registered = await client();
  return { registered, tokens: await token(registered, codeGrant(await code(registered))) };
}

export async function refusal(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const { name, $metadata }: { name?: string; $metadata?: { httpStatusCode?: number } } = Object(error);
    return `${name} ${$metadata?.httpStatusCode}`;
  }
  return 'answered';
}

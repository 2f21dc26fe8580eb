import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import { Secret } from '../../../shared/secret.ts';
import type { AssumeRoleRequest, StsCaller } from '../../core/ports.ts';
import type { StsTimeouts } from '../aws-call.ts';
import type { NetworkOptions } from '../network-options.ts';
import { SdkStsGateway } from '../sts-gateway.ts';
import { TrustedAuthorities } from '../trusted-authorities.ts';
import { httpServer, type LocalServer } from './local-servers.ts';

/** An STS that says yes to everything unless told otherwise, and gateways and callers to ask it with. */

const opened: LocalServer[] = [];

/** For afterEach. */
export async function closeServers(): Promise<void> {
  await Promise.all(opened.splice(0).map((server) => server.close()));
}

/** No longer closed by `closeServers`. */
export function disown(server: LocalServer): void {
  opened.splice(opened.indexOf(server), 1);
}

export async function kept<Opened extends LocalServer>(server: Promise<Opened>): Promise<Opened> {
  const started = await server;
  opened.push(started);
  return started;
}

export const plain: NetworkOptions = {
  endpointUrl: null,
  iamEndpointUrl: null,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  caBundlePath: null,
  proxyFor: () => '',
};
export const patient: StsTimeouts = { connection: 10_000, attempt: 10_000, call: 10_000 };

export function gateway(
  network: Partial<NetworkOptions> = {},
  timeouts = patient,
  extra: string | null = null,
) {
  return new SdkStsGateway({
    network: () => ({ ...plain, ...network }),
    authorities: new TrustedAuthorities(extra),
    timeouts,
  });
}

export function caller(endpointUrl: string | null = null, region = 'eu-central-1'): StsCaller {
  return {
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('secret-of-the-test') },
    region,
    endpointUrl,
  };
}

export const recipe: AssumeRoleRecipe = {
  kind: 'assume-role',
  source: { kind: 'access-key', keyId: 'key' },
  roleArn: 'arn:aws:iam::123456789012:role/deployer',
  region: 'eu-central-1',
  durationSeconds: 3_600,
  policyArns: [],
  tags: [],
  transitiveTagKeys: [],
};
export const request: AssumeRoleRequest = {
  recipe,
  roleSessionName: 'ada',
  durationSeconds: 1_800,
  mfaCode: null,
};
export const withCode: AssumeRoleRequest = {
  ...request,
  recipe: { ...recipe, mfaSerial: 'arn:aws:iam::123456789012:mfa/ada' },
  mfaCode: '123456',
};
export const never = () => new AbortController().signal;

const session = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
  <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/deployer/ada</Arn><AssumedRoleId>AROA:ada</AssumedRoleId></AssumedRoleUser>
  <Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>session-secret</SecretAccessKey>
  <SessionToken>session-token</SessionToken><Expiration>2026-01-01T01:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`;
const userSession = `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult>
  <Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>session-secret</SecretAccessKey>
  <SessionToken>session-token</SessionToken><Expiration>2026-01-01T12:00:00Z</Expiration></Credentials>
</GetSessionTokenResult></GetSessionTokenResponse>`;
const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::123456789012:user/ada</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const answers: Readonly<Record<string, string>> = { AssumeRole: session, GetSessionToken: userSession };
export const answeredAt = 'Thu, 01 Jan 2026 00:00:00 GMT';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly parameters: Readonly<Record<string, string>>;
}

/** An STS that says yes to everything, and what it was asked. */
export function agreeable(answer: (response: ServerResponse, attempt: number) => boolean = () => false) {
  const received: Received[] = [];
  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const parameters = Object.fromEntries(new URLSearchParams(body));
    received.push({ headers: incoming.headers, parameters });
    response.setHeader('Date', answeredAt);
    if (answer(response, received.length)) return;
    response.end(answers[parameters.Action ?? ''] ?? identity);
  };
  return { received, listener };
}

export async function agreeableServer(answer?: (response: ServerResponse, attempt: number) => boolean) {
  const { received, listener } = agreeable(answer);
  const { port } = await kept(httpServer(listener));
  return { received, url: `http://127.0.0.1:${port}` };
}

export function refusing(status: number, code: string) {
  return (response: ServerResponse) => {
    response.statusCode = status;
    response.end(`<ErrorResponse><Error><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>`);
    return true;
  };
}

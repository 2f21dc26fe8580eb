import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AssumeRoleRecipe } from '../../../shared/profile.ts';
import { Secret } from '../../../shared/secret.ts';
import type {
  AssumeRoleRequest,
  AssumeRoleWithSamlRequest,
  AssumeRoleWithWebIdentityRequest,
  StsCaller,
} from '../../core/aws-ports.ts';
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
  ssoEndpointUrl: null,
  ssoOidcEndpointUrl: null,
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
export const samlRequest: AssumeRoleWithSamlRequest = {
  recipe: {
    kind: 'assume-role-with-saml',
    source: { kind: 'sign-in', signInId: 'sign-in' },
    roleArn: recipe.roleArn,
    principalArn: 'arn:aws:iam::123456789012:saml-provider/adfs',
    region: 'eu-west-3',
    durationSeconds: 3_600,
    policyArns: [],
  },
  durationSeconds: 7_200,
  assertion: new Secret('PHNhbWwvPg=='),
};
export const webIdentityRequest: AssumeRoleWithWebIdentityRequest = {
  recipe: {
    kind: 'assume-role-with-web-identity',
    source: { kind: 'token-file', path: '/nowhere' },
    roleArn: recipe.roleArn,
    region: 'eu-west-3',
    durationSeconds: 3_600,
    policyArns: [],
  },
  roleSessionName: 'ada',
  durationSeconds: 1_800,
  token: new Secret('header.body.signature'),
  providerId: null,
};
export const never = () => new AbortController().signal;

const credentials = (end: string) =>
  `<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>session-secret</SecretAccessKey>
  <SessionToken>session-token</SessionToken><Expiration>${end}</Expiration></Credentials>`;
const anHour = credentials('2026-01-01T01:00:00Z');
const assumedRole = `<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/deployer/ada</Arn>
  <AssumedRoleId>AROA:ada</AssumedRoleId></AssumedRoleUser>`;
const federatedUser = `<FederatedUser><Arn>arn:aws:sts::123456789012:federated-user/ada</Arn>
  <FederatedUserId>123456789012:ada</FederatedUserId></FederatedUser>`;
const answering = (action: string, ...parts: readonly string[]) =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${parts.join('')}</${action}Result></${action}Response>`;
const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::123456789012:user/ada</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
const answers: Readonly<Record<string, string>> = {
  AssumeRole: answering('AssumeRole', assumedRole, anHour),
  GetSessionToken: answering('GetSessionToken', credentials('2026-01-01T12:00:00Z')),
  GetFederationToken: answering('GetFederationToken', anHour, federatedUser),
  AssumeRoot: answering('AssumeRoot', anHour, '<SourceIdentity>ada</SourceIdentity>'),
  AssumeRoleWithSAML: answering('AssumeRoleWithSAML', anHour, assumedRole),
  AssumeRoleWithWebIdentity: answering('AssumeRoleWithWebIdentity', anHour, assumedRole),
};
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

export function refusing(status: number, code: string, message = 'No.') {
  return (response: ServerResponse) => {
    response.statusCode = status;
    response.end(
      `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
    return true;
  };
}

import * as z from 'zod/mini';
import { appError, type ReasonCode, type ThingCode } from '../../shared/errors.ts';
import type { MachineSource } from '../../shared/profile.ts';
import { fail, type Result, succeed, unreachable } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { LongTermCredentials, SessionCredentials } from '../core/credentials.ts';
import { redactText } from '../core/failures/redact.ts';
import type { MachineCredentials } from '../core/way-in-ports.ts';
import { MetadataClient, type MetadataReply } from './metadata-client.ts';
import { isOwnEndpoint } from './own-endpoint.ts';
import { OsTokenFiles } from './token-files.ts';

export interface MachineSurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Ms for one try of one request. */
  readonly patience?: number;
  /** Where ECS answers. */
  readonly ecsEndpoint?: string;
}

/** The last moment that a Date can hold: a session whose end nobody told is used until AWS refuses it. */
const untold = 8_640_000_000_000_000;

/** Hosts that answer in clear, beside this machine itself: ECS, and EKS by IPv4 and IPv6. */
const plainHosts = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', 'localhost', '[::1]']);

/** What both services answer; a failure of EC2's has only a Code. */
const answer = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.string(),
  Expiration: z.string(),
});
const failure = z.object({ Code: z.string() });

/**
 * Credentials that the machine gives to whatever runs on it. Only the app's own environment says where from: nothing
 * of ~/.aws is read, which is why the SDK's providers are not used here (they read both files whole, go past
 * Expiration by their own clock, and know neither EKS nor a token file).
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export class HostCredentials implements MachineCredentials {
  readonly #variables: MachineSurroundings['variables'];
  readonly #ecsEndpoint: string;
  readonly #client: MetadataClient;
  readonly #tokenFiles = new OsTokenFiles();

  constructor({ variables, patience = 1_000, ecsEndpoint = 'http://169.254.170.2' }: MachineSurroundings) {
    this.#variables = variables;
    this.#ecsEndpoint = ecsEndpoint;
    this.#client = new MetadataClient(patience);
  }

  get(
    from: MachineSource['from'],
    signal: AbortSignal,
  ): Promise<Result<LongTermCredentials | SessionCredentials>> {
    switch (from) {
      case 'Environment':
        return Promise.resolve(this.#fromEnvironment());
      case 'Ec2InstanceMetadata':
        return this.#fromInstance(signal);
      case 'EcsContainer':
        return this.#fromContainer(signal);
      default:
        return unreachable(from);
    }
  }

  #variable(name: string): string | null {
    return this.#variables[name]?.trim() || null;
  }

  #fromEnvironment(): Result<LongTermCredentials | SessionCredentials> {
    const accessKeyId = this.#variable('AWS_ACCESS_KEY_ID');
    const secret = this.#variable('AWS_SECRET_ACCESS_KEY');
    if (accessKeyId === null)
      return missing('Environment', 'variable-not-set', { variable: 'AWS_ACCESS_KEY_ID' });
    if (secret === null)
      return missing('Environment', 'variable-not-set', { variable: 'AWS_SECRET_ACCESS_KEY' });
    const secretAccessKey = new Secret(secret);
    const token = this.#variable('AWS_SESSION_TOKEN');
    if (token === null) return succeed(Object.freeze({ accessKeyId, secretAccessKey }));
    const end = this.#variable('AWS_CREDENTIAL_EXPIRATION');
    const expiration = end === null ? untold : Date.parse(end);
    if (Number.isNaN(expiration))
      return missing('Environment', 'variable-no-time', { variable: 'AWS_CREDENTIAL_EXPIRATION' });
    const sessionToken = new Secret(token);
    return succeed(
      Object.freeze({ accessKeyId, secretAccessKey, sessionToken, expiration, assumedRoleArn: null }),
    );
  }

  /** By IMDSv2 only: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html */
  async #fromInstance(signal: AbortSignal): Promise<Result<SessionCredentials>> {
    const from = 'Ec2InstanceMetadata';
    if (this.#variable('AWS_EC2_METADATA_DISABLED')?.toLowerCase() === 'true') {
      return missing(from, 'variable-set', { variable: 'AWS_EC2_METADATA_DISABLED' });
    }
    const endpoint = this.#instanceEndpoint();
    if (!/^https?:/.test(endpoint) || !URL.canParse(endpoint)) {
      return missing(from, 'variable-no-address', { variable: 'AWS_EC2_METADATA_SERVICE_ENDPOINT' });
    }
    const at = (path: string) => new URL(path, endpoint);
    const asked = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    const token = await this.#client.ask('PUT', at('/latest/api/token'), asked, signal);
    if (!token.ok) {
      return token.error.code === 'cancelled' ? token : missing(from, 'no-metadata');
    }
    const headers = { 'x-aws-ec2-metadata-token': token.value.text.trim() };
    if (token.value.status !== 200) return refused(from, token.value);

    const roles = '/latest/meta-data/iam/security-credentials/';
    const role = await this.#client.ask('GET', at(roles), headers, signal);
    if (!role.ok) return role;
    const roleName = role.value.text.trim().split('\n')[0] ?? '';
    if (role.value.status === 404 || (role.value.status === 200 && roleName === '')) {
      return missing(from, 'instance-no-role');
    }
    if (role.value.status !== 200) return refused(from, role.value);
    const reply = await this.#client.ask('GET', at(roles + encodeURIComponent(roleName)), headers, signal);
    return reply.ok ? readSession(from, reply.value) : reply;
  }

  #instanceEndpoint(): string {
    const given = this.#variable('AWS_EC2_METADATA_SERVICE_ENDPOINT');
    if (given !== null) return given;
    const mode = this.#variable('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE')?.toLowerCase();
    return mode === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
  }

  async #fromContainer(signal: AbortSignal): Promise<Result<SessionCredentials>> {
    const from = 'EcsContainer';
    const relative = this.#variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
    const full = this.#variable('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    const address = relative === null ? full : `${this.#ecsEndpoint}${relative}`;
    if (address === null)
      return missing(from, 'variable-not-set', { variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' });
    if (isOwnEndpoint(address)) return missing(from, 'address-own');
    if (!isContainerAddress(address)) return missing(from, 'address-not-allowed');

    const authorization = await this.#authorization();
    if (!authorization.ok) return authorization;
    if (/[^\x20-\x7e]/.test(authorization.value)) return missing(from, 'token-lines');
    const headers = authorization.value === '' ? {} : { authorization: authorization.value };
    const reply = await this.#client.ask('GET', new URL(address), headers, signal);
    return reply.ok ? readSession(from, reply.value) : reply;
  }

  /** The file wins, and is read each time: it changes. Empty: none. */
  async #authorization(): Promise<Result<string>> {
    const path = this.#variable('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
    if (path === null) return succeed(this.#variable('AWS_CONTAINER_AUTHORIZATION_TOKEN') ?? '');
    const token = await this.#tokenFiles.read(path);
    if (token.ok) return succeed(token.value.reveal());
    return missing('EcsContainer', 'token-file', {
      ...token.error.params,
      fileReason: token.error.params.reason ?? '',
    });
  }
}

function missing(
  from: MachineSource['from'],
  reason: ReasonCode,
  params: Readonly<Record<string, string>> = {},
): Result<never> {
  return fail(appError('machine-credentials-missing', { ...params, from: from satisfies ThingCode, reason }));
}

function isContainerAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  if (username !== '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (plainHosts.has(hostname) || /^127(?:\.\d{1,3}){3}$/.test(hostname));
}

function readSession(from: MachineSource['from'], reply: MetadataReply): Result<SessionCredentials> {
  const parsed = answer.safeParse(json(reply.text));
  if (reply.status !== 200 || !parsed.success) return refused(from, reply);
  const expiration = Date.parse(parsed.data.Expiration);
  if (Number.isNaN(expiration)) return missing(from, 'no-expiration');
  return succeed(
    Object.freeze({
      accessKeyId: parsed.data.AccessKeyId,
      secretAccessKey: new Secret(parsed.data.SecretAccessKey),
      sessionToken: new Secret(parsed.data.Token),
      expiration,
      assumedRoleArn: null,
    }),
  );
}

/** Nothing else of an answer is told: it may hold a secret. */
function refused(from: MachineSource['from'], { status, text }: MetadataReply): Result<never> {
  const parsed = failure.safeParse(json(text));
  const code = parsed.success ? /^\w{1,64}$/.exec(parsed.data.Code)?.[0] : undefined;
  if (code !== undefined && code !== 'Success') {
    return missing(from, 'answer-was', { answer: redactText(code) });
  }
  return status === 200
    ? missing(from, 'answer-form')
    : missing(from, 'answer-was', { answer: `HTTP ${status}` });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

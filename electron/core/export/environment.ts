import { type Exportable, expirationText } from './exportable.ts';

/** `value` may be a secret: it lives only while a snippet is being rendered. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * Whether AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS are ours to remove.
 *
 * `clear` is right unless the person routes AWS calls by these variables: left over from a demo snippet (or from an
 * emulator) they would send a real session to the wrong place, over plain http. `keep` is for when Keycutter itself
 * was told by them where AWS is.
 */
type EndpointVariables = 'clear' | 'keep';

export interface ExportOptions {
  readonly endpointVariables?: EndpointVariables | undefined;
}

const endpointNames = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'] as const;

const sessionNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCOUNT_ID',
] as const;

/**
 * What makes an SDK use something else than the session, or use it differently
 * (https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html):
 * the JavaScript SDK prefers AWS_PROFILE to static keys, botocore reads AWS_SECURITY_TOKEN before
 * AWS_SESSION_TOKEN, AWS_CREDENTIAL_SCOPE changes what the JavaScript SDK signs for, and Amazon Bedrock's clients
 * prefer AWS_BEARER_TOKEN_BEDROCK to any keys.
 */
const shadowingNames = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_BEARER_TOKEN_BEDROCK',
] as const;

/** Switches AWS_ENDPOINT_URL off, so it must not survive into a demo shell: that would call the real AWS. */
const endpointSwitch = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';

export function variablesToSet(exportable: Exportable): readonly Variable[] {
  const expiration = expirationText(exportable.expiresAt);
  const endpointUrl = exportable.endpointUrl;
  return [
    { name: 'AWS_ACCESS_KEY_ID', value: exportable.accessKeyId },
    { name: 'AWS_SECRET_ACCESS_KEY', value: exportable.secretAccessKey.reveal() },
    { name: 'AWS_SESSION_TOKEN', value: exportable.sessionToken.reveal() },
    { name: 'AWS_CREDENTIAL_EXPIRATION', value: expiration },
    { name: 'AWS_SESSION_EXPIRATION', value: expiration },
    { name: 'AWS_REGION', value: exportable.region },
    { name: 'AWS_DEFAULT_REGION', value: exportable.region },
    ...(exportable.accountId === null ? [] : [{ name: 'AWS_ACCOUNT_ID', value: exportable.accountId }]),
    ...(endpointUrl === null ? [] : endpointNames.map((name) => ({ name, value: endpointUrl }))),
  ];
}

export function namesToClear(exportable: Exportable, options: ExportOptions): readonly string[] {
  const endpointsAreLeftovers = exportable.endpointUrl === null && options.endpointVariables !== 'keep';
  return [
    ...shadowingNames,
    // A stale account id sends account-based endpoints (DynamoDB's) to another account's host.
    ...(exportable.accountId === null ? ['AWS_ACCOUNT_ID'] : []),
    ...(endpointsAreLeftovers ? endpointNames : []),
    ...(exportable.endpointUrl === null ? [] : [endpointSwitch]),
  ];
}

export interface NamesToUnset {
  /** What a set snippet may have set. */
  readonly set: readonly string[];
  /** What it cleared, for the shell in which clearing can leave something behind (fish). */
  readonly cleared: readonly string[];
}

export function namesToUnset(options: ExportOptions): NamesToUnset {
  return {
    set: [...sessionNames, ...(options.endpointVariables === 'keep' ? [] : endpointNames)],
    cleared: [...shadowingNames, endpointSwitch],
  };
}

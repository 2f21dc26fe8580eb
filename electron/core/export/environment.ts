import { type Exportable, expirationText, type RenewingExportable } from './exportable.ts';

/** `value` may be a secret: it lives only while a snippet is being rendered or a program started. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** No name is in both. */
export interface EnvironmentChange {
  readonly set: readonly Variable[];
  readonly clear: readonly string[];
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

/** The profile's name, for a prompt to show. Nothing reads it as anything else. */
export const profileNameVariable = 'KEYCUTTER_PROFILE';

const endpointNames = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'] as const;

/** Switches AWS_ENDPOINT_URL off, so it must not survive into a demo shell: that would call the real AWS. */
const endpointSwitch = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';

/** Set by one way or the other. A stale account id sends account-based endpoints (DynamoDB's) to another account. */
const ourNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCOUNT_ID',
  profileNameVariable,
] as const;

/**
 * What makes an SDK use something else than what we set, or use it differently
 * (https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html): botocore reads AWS_SECURITY_TOKEN
 * before AWS_SESSION_TOKEN, AWS_DEFAULT_PROFILE before AWS_PROFILE, and AWS_CREDENTIAL_FILE, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
 * and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE before the container variables we set; AWS_CREDENTIAL_SCOPE changes what
 * the JavaScript SDK signs for; Amazon Bedrock's clients prefer AWS_BEARER_TOKEN_BEDROCK to any keys. Of our own, by
 * value, AWS_PROFILE has to go: the JavaScript SDK prefers it to static keys.
 */
const shadowingNames = [
  'AWS_DEFAULT_PROFILE',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_CREDENTIAL_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_BEARER_TOKEN_BEDROCK',
] as const;

/** The credentials and where they are used, without the profile's name: all that a file of variables carries. */
export function sessionVariables(exportable: Exportable): readonly Variable[] {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = exportable;
  const expiration = expiresAt === null ? null : expirationText(expiresAt);
  return [
    { name: 'AWS_ACCESS_KEY_ID', value: accessKeyId },
    { name: 'AWS_SECRET_ACCESS_KEY', value: secretAccessKey.reveal() },
    ...where('AWS_SESSION_TOKEN', sessionToken?.reveal() ?? null),
    ...where('AWS_CREDENTIAL_EXPIRATION', expiration),
    ...where('AWS_SESSION_EXPIRATION', expiration),
    ...placeVariables(exportable),
  ];
}

/** By value. */
export function environmentOf(exportable: Exportable, options: ExportOptions = {}): EnvironmentChange {
  return changeOf([...sessionVariables(exportable), nameVariable(exportable)], exportable, options);
}

/**
 * Renewing. With static keys in `[default]` botocore never comes to the container endpoint, so AWS_PROFILE points at a
 * section without keys; the JavaScript SDK passes such a section over.
 */
export function renewingEnvironmentOf(
  exportable: RenewingExportable,
  options: ExportOptions = {},
): EnvironmentChange {
  const variables = [
    { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: exportable.url },
    { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN', value: exportable.token.reveal() },
    { name: 'AWS_PROFILE', value: exportable.sectionName },
    ...placeVariables(exportable),
    nameVariable(exportable),
  ];
  return changeOf(variables, exportable, options);
}

export interface NamesToUnset {
  /** What a snippet may have set, whichever way. */
  readonly set: readonly string[];
  /** What it cleared, for the shell in which clearing can leave something behind (fish). */
  readonly cleared: readonly string[];
}

export function namesToUnset(options: ExportOptions): NamesToUnset {
  return {
    set: [...ourNames, ...(options.endpointVariables === 'keep' ? [] : endpointNames)],
    cleared: [...shadowingNames, endpointSwitch],
  };
}

type Place = Pick<Exportable, 'region' | 'accountId' | 'endpointUrl' | 'profileName'>;

function placeVariables({ region, accountId, endpointUrl }: Place): readonly Variable[] {
  return [
    { name: 'AWS_REGION', value: region },
    { name: 'AWS_DEFAULT_REGION', value: region },
    ...where('AWS_ACCOUNT_ID', accountId),
    ...endpointNames.flatMap((name) => where(name, endpointUrl)),
  ];
}

function nameVariable({ profileName }: Place): Variable {
  return { name: profileNameVariable, value: profileName };
}

function where(name: string, value: string | null): readonly Variable[] {
  return value === null ? [] : [{ name, value }];
}

function changeOf(set: readonly Variable[], place: Place, options: ExportOptions): EnvironmentChange {
  const isSet = new Set(set.map(({ name }) => name));
  const candidates = [
    ...ourNames,
    ...shadowingNames,
    ...(options.endpointVariables === 'keep' ? [] : endpointNames),
    ...(place.endpointUrl === null ? [] : [endpointSwitch]),
  ];
  return { set, clear: candidates.filter((name) => !isSet.has(name)) };
}

import type { ImportNote } from '../../../shared/aws-files-views.ts';
import { checkAccessKeyId, checkSecretAccessKey } from '../../../shared/aws-limits.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { AccessKey } from '../store-ports.ts';
import { credentialKeys, profileMarker, regionMarker, tokenKeys } from './aws-keys.ts';
import { note, valueRefused } from './import-notes.ts';
import { mergedKeys, type ReadKeys, type ReadProfile } from './read-aws-files.ts';

/** What Keycutter has already. */
export interface Known {
  readonly profiles: readonly Profile[];
  readonly accessKeys: readonly AccessKey[];
}

/** The access key that a section is or calls with. */
export interface HeldKey {
  /** Where it stands. */
  readonly section: string;
  readonly accessKeyId: string;
  /** Null: not in the files; Keycutter keeps it under `keyId`. */
  readonly secretAccessKey: Secret | null;
  readonly keyId: string | null;
}

interface StaticKey extends HeldKey {
  readonly secretAccessKey: Secret;
}

/** What gives a section its credentials. */
export type Provider =
  | { readonly kind: 'access-key'; readonly key: StaticKey }
  | { readonly kind: 'web-identity' | 'identity-center' | 'login-session' | 'credential-process' };

/** A section without what Keycutter wrote there; null: there is nothing else. */
export function personsPart(profile: ReadProfile): ReadProfile | null {
  const config = isManaged(profile.config) ? null : profile.config;
  const credentials = isManaged(profile.credentials) ? null : profile.credentials;
  if (config === profile.config && credentials === profile.credentials) return profile;
  const keys = mergedKeys(config, credentials);
  const givesCredentials = [...keys.keys()].some((key) => credentialKeys.has(key));
  return givesCredentials ? { name: profile.name, keys, config, credentials } : null;
}

function isManaged(keys: ReadKeys | null): boolean {
  if (keys === null) return false;
  const marker = keys.get(profileMarker) ?? keys.get(regionMarker);
  const command = keys.get('credential_process')?.value ?? '';
  return (marker !== undefined && !marker.inherited) || runsKeycutter(command);
}

/** Also where a person wrote it by hand: Keycutter must never be its own source. */
function runsKeycutter(command: string): boolean {
  return /(?:^|[\\/"'])keycutter(?:-credentials(?:\.\w+)?["']?(?:\s|$)|(?:\.\w+)?["']?\s(?:.*\s)?creds(?:\s|$))/.test(
    command,
  );
}

/**
 * Of a section that assumes no role by itself, or why there is nothing; in the order of
 * ProfileProviderBuilder in https://github.com/boto/botocore/blob/develop/botocore/credentials.py
 */
export function providerOf(profile: ReadProfile): Result<Provider, ImportNote> {
  const { name, keys, config, credentials } = profile;
  // An empty name of a file counts as none there.
  if (hasValue(keys, 'web_identity_token_file')) return succeed({ kind: 'web-identity' });
  if (keys.has('sso_account_id') || keys.has('sso_role_name')) return succeed({ kind: 'identity-center' });
  if (credentials?.has('aws_access_key_id')) return keyIn(name, credentials);
  if (keys.has('login_session')) return succeed({ kind: 'login-session' });
  if (keys.has('credential_process')) return succeed({ kind: 'credential-process' });
  if (config?.has('aws_access_key_id')) return keyIn(name, config);
  if (hasStaticKeys(keys)) return fail(note('partial-keys', { key: 'aws_access_key_id', section: name }));
  return fail(note('no-credentials', { section: name }));
}

/** botocore never mixes the halves of two files. */
function keyIn(section: string, keys: ReadKeys): Result<Provider, ImportNote> {
  const accessKeyId = keys.get('aws_access_key_id')?.value ?? '';
  const secretAccessKey = keys.get('aws_secret_access_key')?.secret ?? null;
  if (accessKeyId === '' || secretAccessKey === null || secretAccessKey.reveal() === '') {
    const key = accessKeyId === '' ? 'aws_access_key_id' : 'aws_secret_access_key';
    return fail(note('partial-keys', { key, section }));
  }
  const hasToken = tokenKeys.some((key) => (keys.get(key)?.secret?.reveal() ?? '') !== '');
  if (hasToken || accessKeyId.startsWith('ASIA')) return fail(note('temporary-keys', { section }));
  const badId = checkAccessKeyId(accessKeyId);
  const badSecret = checkSecretAccessKey(secretAccessKey.reveal());
  if (badId !== null) return fail(valueRefused('aws_access_key_id', badId, section));
  if (badSecret !== null) return fail(valueRefused('aws_secret_access_key', badSecret, section));
  return succeed({ kind: 'access-key', key: { section, accessKeyId, secretAccessKey, keyId: null } });
}

function hasValue(keys: ReadKeys, name: string): boolean {
  const key = keys.get(name);
  return key !== undefined && (key.value !== '' || key.nested !== null);
}

export function hasStaticKeys(keys: ReadKeys): boolean {
  return keys.has('aws_access_key_id') || keys.has('aws_secret_access_key');
}

export function assumesRole(keys: ReadKeys): boolean {
  return keys.has('role_arn') && !keys.has('web_identity_token_file');
}

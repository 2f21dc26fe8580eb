import { checkAccessKeyId, checkSecretAccessKey } from '../../../shared/aws-limits.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { ImportNote } from '../../../shared/views.ts';
import type { AccessKey } from '../ports.ts';
import { credentialKeys, profileMarker, regionMarker, tokenKeys } from './aws-keys.ts';
import { note } from './import-notes.ts';
import { mergedKeys, type ReadAwsFiles, type ReadKeys, type ReadProfile } from './read-aws-files.ts';

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
  /** Null: no longer in the files; Keycutter keeps it under `keyId`. */
  readonly secretAccessKey: Secret | null;
  readonly keyId: string | null;
}

interface StaticKey extends HeldKey {
  readonly secretAccessKey: Secret;
}

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

/** The static key of a section that assumes no role, or why there is none; in botocore's order of providers. */
export function staticKeyOf(profile: ReadProfile): Result<StaticKey, ImportNote> {
  const { name, keys, config, credentials } = profile;
  const kind = (word: string) => fail(note('kind-not-supported', { kind: word, section: name }));
  if (keys.has('web_identity_token_file')) return kind('web-identity');
  if (keys.has('sso_account_id') || keys.has('sso_role_name')) return kind('identity-center');
  if (credentials?.has('aws_access_key_id')) return keyIn(name, credentials);
  if (keys.has('login_session')) return kind('login-session');
  if (keys.has('credential_process')) return kind('credential-process');
  if (config?.has('aws_access_key_id')) return keyIn(name, config);
  if (keys.has('sso_session') || keys.has('sso_start_url')) return kind('identity-center');
  if (hasStaticKeys(keys)) return fail(note('partial-keys', { key: 'aws_access_key_id', section: name }));
  return fail(note('no-credentials', { section: name }));
}

/** botocore never mixes the halves of two files. */
function keyIn(section: string, keys: ReadKeys): Result<StaticKey, ImportNote> {
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
  if (badId !== null)
    return fail(note('value-refused', { key: 'aws_access_key_id', reason: badId, section }));
  if (badSecret !== null) {
    return fail(note('value-refused', { key: 'aws_secret_access_key', reason: badSecret, section }));
  }
  return succeed({ section, accessKeyId, secretAccessKey, keyId: null });
}

function hasStaticKeys(keys: ReadKeys): boolean {
  return keys.has('aws_access_key_id') || keys.has('aws_secret_access_key');
}

export function assumesRole(keys: ReadKeys): boolean {
  return keys.has('role_arn') && !keys.has('web_identity_token_file');
}

/** The key that a role is assumed with, or why there is none. */
export function sourceOf(
  profile: ReadProfile,
  { profiles }: ReadAwsFiles,
  known: Known,
): Result<HeldKey, ImportNote> {
  const named = profile.keys.get('source_profile')?.value;
  const credentialSource = profile.keys.get('credential_source')?.value;
  if (credentialSource !== undefined) {
    return named === undefined
      ? fail(note('kind-not-supported', { kind: 'credential-source', value: credentialSource }))
      : fail(note('source-and-credential-source'));
  }
  if (named === undefined) return fail(note('source-missing'));
  const source = profiles.get(named);
  if (source === undefined) return fail(note('source-missing', { section: named }));
  const part = named === profile.name ? profile : personsPart(source);
  if (part === null) return keptKeyOf(source, known);
  if (hasStaticKeys(part.keys) || !assumesRole(part.keys)) return staticKeyOf(part);
  const cycle = cycleFrom(profile.name, named, profiles);
  return cycle === null
    ? fail(note('kind-not-supported', { kind: 'role-chain', section: named }))
    : fail(note('cycle', { path: cycle.join(' → ') }));
}

/** Of a managed section in a source's place: the access key it serves, or a session of it, is what is called with. */
function keptKeyOf({ name, config, credentials }: ReadProfile, known: Known): Result<HeldKey, ImportNote> {
  const profileId = (config?.get(profileMarker) ?? credentials?.get(profileMarker))?.value;
  const profile = known.profiles.find(({ id }) => id === profileId);
  if (profile === undefined) return fail(note('no-credentials', { section: name }));
  if (profile.recipe.kind === 'assume-role') {
    return fail(note('kind-not-supported', { kind: 'role-chain', section: name }));
  }
  const { keyId } = profile.recipe.source;
  const key = known.accessKeys.find(({ id }) => id === keyId);
  return key === undefined
    ? fail(note('no-credentials', { section: name }))
    : succeed({ section: name, accessKeyId: key.accessKeyId, secretAccessKey: null, keyId });
}

/** The sections passed on the way back to one that was passed already; null: the way ends. */
function cycleFrom(
  start: string,
  first: string,
  profiles: ReadonlyMap<string, ReadProfile>,
): readonly string[] | null {
  const path = [start];
  for (let next: string | undefined = first; next !== undefined; ) {
    const isPassed = path.includes(next);
    path.push(next);
    if (isPassed) return path;
    const keys: ReadKeys | undefined = profiles.get(next)?.keys;
    if (keys === undefined || hasStaticKeys(keys) || !assumesRole(keys)) return null;
    next = keys.get('source_profile')?.value;
  }
  return null;
}

import { createHash } from 'node:crypto';
import { shapingKeys } from './aws-keys.ts';
import { personsPart } from './import-source.ts';
import type { ReadAwsFiles, ReadKey, ReadKeys } from './read-aws-files.ts';

const roleKeys = [
  'role_arn',
  'external_id',
  'mfa_serial',
  'role_session_name',
  'duration_seconds',
  'region',
] as const;

/** Of what shapes a role's session, as it stands in the section, and what it is assumed with: a key's id, or a mark. */
export function digestOfRole(keys: ReadKeys, caller: string): string {
  const device = keys.get('mfa_process')?.value;
  const parts = [caller, ...roleKeys.map((key) => keys.get(key)?.value ?? null)];
  return hash(device === undefined ? parts : [...parts, device]);
}

export function digestOfKey(accessKeyId: string): string {
  return hash([accessKeyId]);
}

/** Of a section that assumes no role with another's credentials. */
export function digestOfShape(keys: ReadKeys, shape: readonly (string | null)[]): string {
  return hash([...shape, keys.get('region')?.value ?? null]);
}

/** Stands for a section as it is now, among those that the person has seen. */
export function markOfSection(name: string, digest: string): string {
  return hash([name, digest]).slice(0, 16);
}

/**
 * Of all that would shape a session, in whichever order it stands. Keycutter's own sections do not count, so that
 * writing them is no news. Secrets are in it as a hash only.
 */
export function digestOfFiles({ profiles, ssoSessions }: ReadAwsFiles): string {
  const sections = [...profiles.values()].flatMap((profile) => {
    const part = personsPart(profile);
    const keys = [...shapingOf(part?.config ?? null), ...shapingOf(part?.credentials ?? null)];
    return keys.length === 0 ? [] : [hash([profile.name, ...keys.sort()])];
  });
  const sessions = [...ssoSessions].map(([name, keys]) =>
    hash(['sso-session', name, ...shapingOf(keys).sort()]),
  );
  return hash([...sections, ...sessions].sort());
}

function shapingOf(keys: ReadKeys | null): string[] {
  return [...(keys ?? [])]
    .filter(([name]) => shapingKeys.has(name))
    .map(([name, key]) => hashOfKey(name, key));
}

function hashOfKey(name: string, { file, value, secret, nested }: ReadKey): string {
  return hash([file, name, value, secret?.reveal() ?? null, nested === null ? null : [...nested]]);
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

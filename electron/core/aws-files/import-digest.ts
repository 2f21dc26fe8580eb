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

/** Of what shapes a role's session, as it stands in the section, and the key it is assumed with. */
export function digestOfRole(keys: ReadKeys, accessKeyId: string): string {
  return hash([accessKeyId, ...roleKeys.map((key) => keys.get(key)?.value ?? null)]);
}

export function digestOfKey(accessKeyId: string): string {
  return hash([accessKeyId]);
}

/** Stands for a section as it is now, among those that the person has seen. */
export function markOfSection(name: string, digest: string): string {
  return hash([name, digest]).slice(0, 16);
}

/**
 * Of all that would shape a session, in whichever order it stands. Keycutter's own sections do not count, so that
 * writing them is no news. Secrets are in it as a hash only.
 */
export function digestOfFiles({ profiles }: ReadAwsFiles): string {
  const sections = [...profiles.values()].flatMap((profile) => {
    const part = personsPart(profile);
    const keys = [...shapingOf(part?.config ?? null), ...shapingOf(part?.credentials ?? null)];
    return keys.length === 0 ? [] : [hash([profile.name, ...keys.sort()])];
  });
  return hash(sections.sort());
}

function shapingOf(keys: ReadKeys | null): readonly string[] {
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

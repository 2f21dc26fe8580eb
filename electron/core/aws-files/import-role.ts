import {
  type Check,
  checkDurationSeconds,
  checkExternalId,
  checkMfaSerial,
  checkRegion,
  checkRoleArn,
  checkRoleSessionName,
} from '../../../shared/aws-limits.ts';
import type { AssumeRoleRecipe, Profile } from '../../../shared/profile.ts';
import type { ImportNote } from '../../../shared/views.ts';
import { note } from './import-notes.ts';
import type { ReadKey, ReadKeys } from './read-aws-files.ts';

export interface ImportDefaults {
  readonly region: string;
  readonly durationSeconds: number;
}

interface Checked<Value> {
  readonly value: Value;
  readonly notes: readonly ImportNote[];
}

/**
 * The section's own Region, for botocore takes only the keys from a source:
 * https://github.com/aws/aws-cli/issues/3334
 */
export function regionOf(keys: ReadKeys, otherwise: string): Checked<string> {
  const key = keys.get('region');
  if (key === undefined) return { value: otherwise, notes: [] };
  const refused = refusal('region', key, checkRegion);
  return refused === null ? { value: key.value, notes: [] } : { value: otherwise, notes: [refused] };
}

/**
 * The recipe of a section with `role_arn`; null: AWS would refuse it. What the files cannot say (session policy, tags)
 * and do not say (Region, duration) stays as it is in the profile that came from here.
 */
export function roleOf(
  keys: ReadKeys,
  imported: Profile | null,
  defaults: ImportDefaults,
): Checked<Omit<AssumeRoleRecipe, 'source'> | null> & { readonly region: string } {
  const known = imported?.recipe.kind === 'assume-role' ? imported.recipe : null;
  const region = regionOf(keys, known?.region ?? defaults.region);
  const duration = durationOf(keys, known?.durationSeconds ?? defaults.durationSeconds);
  const refused: ImportNote[] = [];
  const optional = (name: string, check: Check): string | undefined => {
    const key = keys.get(name);
    const problem = key === undefined ? null : refusal(name, key, check);
    if (problem !== null) refused.push(problem);
    return key?.value;
  };
  const recipe: Omit<AssumeRoleRecipe, 'source'> = {
    kind: 'assume-role',
    roleArn: optional('role_arn', checkRoleArn) ?? '',
    region: region.value,
    durationSeconds: duration.value,
    externalId: optional('external_id', checkExternalId),
    roleSessionName: optional('role_session_name', checkRoleSessionName),
    mfaSerial: optional('mfa_serial', checkMfaSerial),
    policy: known?.policy,
    policyArns: known?.policyArns ?? [],
    tags: known?.tags ?? [],
    transitiveTagKeys: known?.transitiveTagKeys ?? [],
    sourceIdentity: known?.sourceIdentity,
  };
  return {
    value: refused.length === 0 ? recipe : null,
    notes: [...refused, ...region.notes, ...duration.notes],
    region: region.value,
  };
}

/** As Python's int() reads it. */
function durationOf(keys: ReadKeys, otherwise: number): Checked<number> {
  const key = keys.get('duration_seconds');
  if (key === undefined) return { value: otherwise, notes: [] };
  const seconds = /^\+?\d+(?:_\d+)*$/.test(key.value) ? Number(key.value.replaceAll('_', '')) : Number.NaN;
  const reason = checkDurationSeconds(seconds);
  return reason === null
    ? { value: seconds, notes: [] }
    : { value: otherwise, notes: [note('value-refused', { key: 'duration_seconds', reason })] };
}

function refusal(name: string, { value, nested }: ReadKey, check: Check): ImportNote | null {
  const reason = nested === null ? check(value) : 'One value is wanted here, not a block.';
  return reason === null ? null : note('value-refused', { key: name, reason });
}

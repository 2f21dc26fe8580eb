import type { ImportNote } from '../../../shared/aws-files-views.ts';
import {
  type Check,
  chainedSeconds,
  checkDurationSeconds,
  checkExternalId,
  checkMfaSerial,
  checkRegion,
  checkRoleArn,
  checkRoleSessionName,
  limitProblem,
} from '../../../shared/aws-limits.ts';
import type { AssumeRoleRecipe, Profile } from '../../../shared/profile.ts';
import { note, valueRefused } from './import-notes.ts';
import type { ReadKey, ReadKeys } from './read-aws-files.ts';

export interface ImportDefaults {
  readonly region: string;
  readonly durationSeconds: number;
}

export interface Checked<Value> {
  readonly value: Value;
  readonly notes: readonly ImportNote[];
}

/** What decides how long AWS lets the role last, and whether a code can be given. */
export interface CallerFacts {
  readonly isAccessKey: boolean;
  /** AWS counts its session as role chaining: an hour at most. */
  readonly isChained: boolean;
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
  { isAccessKey, isChained }: CallerFacts,
): Checked<Omit<AssumeRoleRecipe, 'source'> | null> & { readonly region: string } {
  const known = imported?.recipe.kind === 'assume-role' ? imported.recipe : null;
  const region = regionOf(keys, known?.region ?? defaults.region);
  const refused: ImportNote[] = [];
  const optional = (name: string, check: Check): string | undefined => {
    const key = keys.get(name);
    const problem = key === undefined ? null : refusal(name, key, check);
    if (problem !== null) refused.push(problem);
    return key?.value;
  };
  const serial = optional('mfa_serial', checkMfaSerial);
  const mfaSerial = isAccessKey ? serial : undefined;
  const written = writtenDuration(keys);
  const wanted = written.value ?? known?.durationSeconds ?? defaults.durationSeconds;
  // Before there was a choice, each session took a code of its own.
  const isShared = known?.mfaSerial === undefined || known.mfaShared === true;
  const mfaShared = mfaSerial === undefined ? undefined : isShared && (written.value ?? 0) <= chainedSeconds;
  const isCapped = isChained || mfaShared === true;
  const recipe: Omit<AssumeRoleRecipe, 'source'> = {
    kind: 'assume-role',
    roleArn: optional('role_arn', checkRoleArn) ?? '',
    region: region.value,
    durationSeconds: isCapped ? Math.min(wanted, chainedSeconds) : wanted,
    externalId: optional('external_id', checkExternalId),
    roleSessionName: optional('role_session_name', checkRoleSessionName),
    mfaSerial,
    mfaShared,
    policy: known?.policy,
    policyArns: known?.policyArns ?? [],
    tags: known?.tags ?? [],
    transitiveTagKeys: known?.transitiveTagKeys ?? [],
    sourceIdentity: known?.sourceIdentity,
  };
  const isShortened = isChained && (written.value ?? 0) > chainedSeconds;
  return {
    value: refused.length === 0 ? recipe : null,
    notes: [
      ...refused,
      ...region.notes,
      ...written.notes,
      ...(isShortened ? [note('duration-capped', { value: `${written.value}` })] : []),
      ...(serial !== undefined && !isAccessKey ? [codeWithoutKey] : []),
    ],
    region: region.value,
  };
}

const codeWithoutKey = valueRefused('mfa_serial', limitProblem('code-without-key'));

/** Null: the section does not say. As Python's int() reads it. */
export function writtenDuration(keys: ReadKeys): Checked<number | null> {
  const key = keys.get('duration_seconds');
  if (key === undefined) return { value: null, notes: [] };
  const seconds = /^\+?\d+(?:_\d+)*$/.test(key.value) ? Number(key.value.replaceAll('_', '')) : Number.NaN;
  const problem = checkDurationSeconds(seconds);
  return problem === null
    ? { value: seconds, notes: [] }
    : { value: null, notes: [valueRefused('duration_seconds', problem)] };
}

export function refusal(
  name: string,
  { value, nested }: Pick<ReadKey, 'value' | 'nested'>,
  check: Check,
): ImportNote | null {
  const problem = nested === null ? check(value) : limitProblem('value-block');
  return problem === null ? null : valueRefused(name, problem);
}

import type { ImportNote } from '../../../shared/aws-files-views.ts';
import { limitProblem } from '../../../shared/aws-limits.ts';
import type { MachineSource } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { profileMarker } from './aws-keys.ts';
import { note, valueRefused } from './import-notes.ts';
import {
  assumesRole,
  type HeldKey,
  hasStaticKeys,
  type Known,
  personsPart,
  providerOf,
} from './import-source.ts';
import type { ReadAwsFiles, ReadProfile } from './read-aws-files.ts';

/** What a role is assumed with. */
export type Caller =
  | { readonly kind: 'access-key'; readonly key: HeldKey }
  /** The profile that another section becomes. */
  | { readonly kind: 'section'; readonly name: string }
  /** One that is here already; the section of this name is its. */
  | { readonly kind: 'profile'; readonly profileId: string; readonly name: string }
  | MachineSource;

const machineSources: readonly MachineSource['from'][] = [
  'Environment',
  'Ec2InstanceMetadata',
  'EcsContainer',
];

/** More roles one behind the other than anyone has; a file of nothing but sections must not be walked for hours. */
const longestChain = 100;

/**
 * Or why there is nothing, with the meaning of AssumeRoleProvider in
 * https://github.com/boto/botocore/blob/develop/botocore/credentials.py. `isUsable`: whether a section that is no
 * access key becomes a profile.
 */
export function callerOf(
  profile: ReadProfile,
  { profiles }: ReadAwsFiles,
  known: Known,
  isUsable: (section: string) => boolean,
): Result<Caller, ImportNote> {
  const named = profile.keys.get('source_profile')?.value;
  const credentialSource = profile.keys.get('credential_source')?.value;
  if (credentialSource !== undefined) {
    if (named !== undefined) return fail(note('source-and-credential-source'));
    const from = machineSources.find((source) => source === credentialSource);
    if (from !== undefined) return succeed({ kind: 'machine', from });
    const problem = limitProblem('one-of', { choices: machineSources.join(', ') });
    return fail(valueRefused('credential_source', problem));
  }
  if (named === undefined) return keptUnder(profile.name, known) ?? fail(note('source-missing'));
  const source = profiles.get(named);
  if (source === undefined) {
    return keptUnder(named, known) ?? fail(note('source-missing', { section: named }));
  }
  const part = named === profile.name ? profile : personsPart(source);
  if (part === null) return behindManaged(source, known);
  if (hasStaticKeys(part.keys) || !assumesRole(part.keys)) {
    const provider = providerOf(part);
    if (!provider.ok) {
      const kept = provider.error.code === 'no-credentials' ? keptUnder(named, known) : null;
      return kept ?? provider;
    }
    if (provider.value.kind === 'access-key') return succeed(provider.value);
    // A section that assumes a role becomes that role, whatever else is in it.
    if (assumesRole(part.keys)) return fail(note('source-unusable', { section: named }));
  } else {
    const path = pathFrom(profile.name, named, profiles);
    if (path.end === 'circle') return fail(note('cycle', { path: path.names.join(' → ') }));
    if (path.end === 'too-long') return fail(note('source-unusable', { section: named }));
  }
  return isUsable(named)
    ? succeed({ kind: 'section', name: named })
    : fail(note('source-unusable', { section: named }));
}

/**
 * aws-vault keeps the keys of ~/.aws/config's sections elsewhere, under the sections' names; and so does whoever adds
 * one here under that name.
 */
function keptUnder(section: string, { accessKeys }: Known): Result<Caller, ImportNote> | null {
  const key = accessKeys.find(({ name, kept }) => name === section && kept !== 'demo');
  return key === undefined ? null : succeed({ kind: 'access-key', key: heldHere(section, key) });
}

function heldHere(
  section: string,
  { id, accessKeyId }: { readonly id: string; readonly accessKeyId: string },
): HeldKey {
  return { section, accessKeyId, secretAccessKey: null, keyId: id };
}

/** Of a managed section in a source's place: the key, where it serves one or a session of it; else its profile. */
function behindManaged({ name, config, credentials }: ReadProfile, known: Known): Result<Caller, ImportNote> {
  const profileId = (config?.get(profileMarker) ?? credentials?.get(profileMarker))?.value;
  const profile = known.profiles.find(({ id }) => id === profileId);
  if (profile === undefined) return fail(note('no-credentials', { section: name }));
  const { recipe } = profile;
  switch (recipe.kind) {
    case 'access-key':
    case 'session-token': {
      const key = known.accessKeys.find(({ id }) => id === recipe.source.keyId);
      if (key === undefined) return fail(note('no-credentials', { section: name }));
      return succeed({ kind: 'access-key', key: heldHere(name, key) });
    }
    case 'federation-token':
    case 'assume-root':
      return fail(note('source-unusable', { section: name }));
    default:
      return succeed({ kind: 'profile', profileId: profile.id, name });
  }
}

interface Path {
  /** The sections passed, the last of them twice when they lead in a circle. */
  readonly names: readonly string[];
  readonly end: 'open' | 'circle' | 'too-long';
}

/** The way from role to role, up to what assumes none or has keys. */
function pathFrom(start: string, first: string, profiles: ReadonlyMap<string, ReadProfile>): Path {
  const names = new Set([start]);
  for (let next: string | undefined = first; next !== undefined; ) {
    if (names.has(next)) return { names: [...names, next], end: 'circle' };
    names.add(next);
    if (names.size > longestChain) return { names: [...names], end: 'too-long' };
    const section = profiles.get(next);
    const keys = section === undefined ? undefined : personsPart(section)?.keys;
    if (keys === undefined || hasStaticKeys(keys) || !assumesRole(keys)) break;
    next = keys.get('source_profile')?.value;
  }
  return { names: [...names], end: 'open' };
}

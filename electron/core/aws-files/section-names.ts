import type { AwsFileName } from '../../../shared/aws-files-views.ts';
import { splitWords, strip } from './python-text.ts';

/**
 * The profile that botocore takes a section for; null: none. In `credentials` a section's name is the profile's; in
 * `config` it is the second word after `profile`, as a shell would split them.
 * https://github.com/boto/botocore/blob/develop/botocore/configloader.py (build_profile_map)
 */
export function profileOf(file: AwsFileName, header: string): string | null {
  if (file === 'credentials') return header;
  return header === 'default' ? header : secondWord(header, 'profile');
}

/** Of `[sso-session NAME]` and `[services NAME]` alike; anything that merely starts with the word counts. */
export function secondWord(header: string, prefix: string): string | null {
  if (!header.startsWith(prefix)) return null;
  const words = splitWords(header);
  return words?.length === 2 ? (words[1] ?? null) : null;
}

/** The profile that a person, or some other reader, would take a section for; null: none. */
export function looseProfileOf(file: AwsFileName, header: string): string | null {
  const name = strip(header);
  const strict = profileOf(file, header);
  if (strict !== null && file === 'config') return strict;
  if (file === 'credentials') return name;
  if (name === 'default') return name;
  const words = splitWords(name);
  const [prefix, second] = words ?? [];
  return words?.length === 2 && prefix?.toLowerCase() === 'profile' ? (second ?? null) : null;
}

/**
 * Whether every AWS tool can read a profile of this name. botocore inherits `[DEFAULT]` into every section, and the
 * JavaScript SDK loses names that JavaScript's objects have already.
 */
export function isSectionName(name: string): boolean {
  return /^[A-Za-z0-9_@+.%:/-]+$/.test(name) && name !== 'DEFAULT' && !Reflect.has({}, name);
}

export function headerFor(file: AwsFileName, name: string): string {
  return file === 'credentials' || name === 'default' ? name : `profile ${name}`;
}

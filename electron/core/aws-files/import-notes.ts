import type { ImportNote, ImportNoteCode } from '../../../shared/aws-files-views.ts';
import type { LimitProblem } from '../../../shared/aws-limits.ts';
import { notSupportedKeys, shapingKeys } from './aws-keys.ts';
import type { ReadKeys, ReadProfile } from './read-aws-files.ts';

export function note(code: ImportNoteCode, params: Readonly<Record<string, string>> = {}): ImportNote {
  return { code, params };
}

/** The params of a limit fill its words in: error-text.ts reads both. */
export function valueRefused(key: string, { code, params }: LimitProblem, section?: string): ImportNote {
  return note('value-refused', {
    key,
    reason: code,
    ...(section === undefined ? {} : { section }),
    ...params,
  });
}

/** What is worth knowing of a section that can be used. */
export function notesOn(profile: ReadProfile): readonly ImportNote[] {
  return [...plaintextKey(profile), ...inheritedKeys(profile.keys), ...notSupported(profile.keys)];
}

/** Only what stands in `credentials` itself can be moved out of it. */
function plaintextKey({ credentials }: ReadProfile): readonly ImportNote[] {
  const key = credentials?.get('aws_secret_access_key');
  return key === undefined || key.inherited ? [] : [note('plaintext-key')];
}

/** Said because the JavaScript SDK passes `[DEFAULT]` over. */
function inheritedKeys(keys: ReadKeys): readonly ImportNote[] {
  return [...keys].flatMap(([key, { inherited }]) =>
    inherited && shapingKeys.has(key) ? [note('inherited-from-default', { key })] : [],
  );
}

/** What these would say anyway. */
const usual: Readonly<Record<string, string>> = {
  use_fips_endpoint: 'false',
  use_dualstack_endpoint: 'false',
  sts_regional_endpoints: 'regional',
};

function notSupported(keys: ReadKeys): readonly ImportNote[] {
  return notSupportedKeys.flatMap((key) => {
    const value = keys.get(key)?.value;
    return value === undefined || value.toLowerCase() === usual[key]
      ? []
      : [note('key-not-supported', { key })];
  });
}

import { refusal } from './refusal.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/**
 * Inside fish's single quotes a backslash escapes only `\` and `'`
 * (https://fishshell.com/docs/current/language.html#quotes). A line that starts with a space stays out of its history.
 *
 * A universal variable belongs to every fish of the person, now and later, so ours only ever cover one with a global.
 * An exported universal variable can't be hidden from children: an unexported global does not mask it (a known flaw,
 * see create_export_array in https://github.com/fish-shell/fish-shell/blob/master/src/env/environment_impl.rs). It
 * can only be covered by an exported, empty global, which AWS SDKs read as absent. AWS_PROFILE needs more, below.
 */
export const fish: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => ` set -gx ${name} '${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`,
  clear: (names) => [
    ...names.map((name) => ` set -e -g ${name}`),
    ...names
      .filter((name) => !isProfileName(name))
      .map((name) => ` set -qUx ${name}; and set -gx ${name} ''`),
    ...coverProfile,
  ],
  unset: (names) => [
    ...names.set.map((name) => ` set -e -g ${name}`),
    ...uncoverProfile,
    ...names.cleared.map((name) => ` test -z "$${name}"; and set -e -g ${name}`),
  ],
};

function isProfileName(name: string): boolean {
  return name === 'AWS_PROFILE' || name === 'AWS_DEFAULT_PROFILE';
}

/**
 * With an exported universal AWS_PROFILE: the JavaScript SDK prefers any AWS_PROFILE but an empty one to static
 * keys. botocore prefers the keys, yet stops when the profile does not exist, and `''` never does; it reads
 * AWS_DEFAULT_PROFILE first, so that gets the name. The AWS CLI v2 reads AWS_PROFILE first
 * (https://github.com/aws/aws-cli/blob/v2/awscli/botocore/configprovider.py), so here `aws` runs without either.
 * A universal AWS_DEFAULT_PROFILE alone stays: those that read it prefer the keys.
 */
const aboutProfile =
  'AWS_PROFILE is a universal variable of fish. In this shell aws and the SDKs use the Keycutter session; a script ' +
  'that calls the AWS CLI v2 reports an unknown profile until you erase that variable (set -e -U AWS_PROFILE) and paste again.';

const wrapperMark = 'aws without AWS_PROFILE (Keycutter)';

const coverProfile = [
  ' if set -qUx AWS_PROFILE',
  ' set -qUx AWS_DEFAULT_PROFILE; or set -gx AWS_DEFAULT_PROFILE $AWS_PROFILE',
  " set -gx AWS_PROFILE ''",
  ` functions -q aws; or function aws -d '${wrapperMark}'; command env -u AWS_PROFILE -u AWS_DEFAULT_PROFILE aws $argv; end`,
  ` echo '${aboutProfile}' >&2`,
  ' end',
];

const uncoverProfile = [
  ' if set -qgx AWS_PROFILE; and test -z "$AWS_PROFILE"',
  ' set -e -g AWS_PROFILE',
  ' set -e -g AWS_DEFAULT_PROFILE',
  ` functions aws | string match -q '*${wrapperMark}*'; and functions -e aws`,
  ' end',
];

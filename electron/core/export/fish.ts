import { refusal } from './refusal.ts';
import { isPlainWord, type ShellSyntax } from './shell-syntax.ts';

/**
 * Inside fish's single quotes a backslash escapes only `\` and `'`
 * (https://fishshell.com/docs/current/language.html#quotes). A line that starts with a space stays out of its history.
 *
 * A universal variable belongs to every fish of the person, now and later, so ours only ever cover one with a global.
 * An exported universal variable can't be hidden from children: an unexported global does not mask it (a known flaw,
 * see create_export_array in https://github.com/fish-shell/fish-shell/blob/master/src/env/environment_impl.rs). It
 * can only be covered by an exported, empty global, which AWS SDKs read as absent. What needs more is below.
 */
export const fish: ShellSyntax = {
  refusal: (value) => refusal(value),
  set: ({ name, value }) => {
    const line = ` set -gx ${name} ${quoted(value)}`;
    return name === 'AWS_PROFILE' ? `${line}; ${coverDefaultProfile}` : line;
  },
  clear: (names) => [
    ...names.map((name) => ` set -e -g ${name}`),
    ...names
      .filter((name) => !isProfileName(name))
      .map((name) => ` set -qUx ${name}; and set -gx ${name} ''`),
    ...(names.includes('AWS_PROFILE') ? coverProfile : [removeWrapper, aboutContainerVariables]),
  ],
  unset: (names) => [
    ...uncoverProfile,
    ...names.set.map((name) => ` set -e -g ${name}`),
    ...names.cleared.map((name) => ` test -z "$${name}"; and set -e -g ${name}`),
  ],
  comment: (text) => `# ${text}`,
  wordRefusal: (word) => refusal(word),
  evaluate: (words) =>
    ` ${words.map((word) => (isPlainWord(word) ? word : quoted(word))).join(' ')} | source`,
};

function quoted(value: string): string {
  return `'${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

function isProfileName(name: string): boolean {
  return name === 'AWS_PROFILE' || name === 'AWS_DEFAULT_PROFILE';
}

/**
 * By value, with an exported universal AWS_PROFILE: the JavaScript SDK prefers any AWS_PROFILE but an empty one to
 * static keys. botocore prefers the keys, yet stops when the profile does not exist, and `''` never does; it reads
 * AWS_DEFAULT_PROFILE first, so that gets the name. The AWS CLI v2 reads AWS_PROFILE first
 * (https://github.com/aws/aws-cli/blob/v2/awscli/botocore/configprovider.py), so here `aws` runs without either.
 * A universal AWS_DEFAULT_PROFILE alone stays: those that read it prefer the keys.
 */
const aboutProfile =
  'AWS_PROFILE is a universal variable of fish. In this shell aws and the SDKs use the Keycutter session; a script ' +
  'that calls the AWS CLI v2 reports an unknown profile until you erase that variable (set -e -U AWS_PROFILE) and paste again.';

const wrapperMark = 'aws without AWS_PROFILE (Keycutter)';
const removeWrapper = ` functions aws | string match -q '*${wrapperMark}*'; and functions -e aws`;

const coverProfile = [
  ' if set -qUx AWS_PROFILE',
  ' set -qUx AWS_DEFAULT_PROFILE; or set -gx AWS_DEFAULT_PROFILE $AWS_PROFILE',
  " set -gx AWS_PROFILE ''",
  ` functions -q aws; or function aws -d '${wrapperMark}'; command env -u AWS_PROFILE -u AWS_DEFAULT_PROFILE aws $argv; end`,
  ` echo '${aboutProfile}' >&2`,
  ' end',
];

/** Renewing: botocore reads AWS_DEFAULT_PROFILE first, and an empty one as the name of a profile. */
const coverDefaultProfile = 'set -qUx AWS_DEFAULT_PROFILE; and set -gx AWS_DEFAULT_PROFILE $AWS_PROFILE';

/** Read by botocore even when empty, before what a renewing export sets. */
const aboutContainerVariables = [
  ' for name in AWS_CREDENTIAL_FILE AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;',
  'set -qUx $name; and echo "$name is a universal variable of fish, and Python programs such as the AWS CLI stop at it:',
  'erase it (set -e -U $name) and paste again." >&2; end',
].join(' ');

/** An empty AWS_PROFILE is ours, by value; one that AWS_DEFAULT_PROFILE repeats is ours, renewing. */
const uncoverProfile = [
  ' if set -qgx AWS_PROFILE; and test -z "$AWS_PROFILE" -o "$AWS_PROFILE" = "$AWS_DEFAULT_PROFILE"',
  ' set -e -g AWS_DEFAULT_PROFILE',
  ' end',
  removeWrapper,
];

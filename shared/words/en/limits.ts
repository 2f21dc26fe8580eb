import { writingOf } from '../intl.ts';
import { sentences } from '../words.ts';

const { duration, number } = writingOf('en');

/** Why a value is not accepted. `…-form`: what it looks like. */
export const limits = sentences({
  // Lengths and numbers
  'length-between': (param) =>
    `${number(param('minimum'))} to ${number(param('maximum'))} characters; this has ${number(param('actual'))}.`,
  'too-long': (param) => `At most ${number(param('maximum'))} characters.`,
  'at-most': (param) => `At most ${number(param('maximum'))}.`,
  'at-least': (param) => `At least ${number(param('minimum'))}.`,
  'seconds-whole': 'A whole number of seconds.',
  'seconds-between': (param) =>
    `A whole number of seconds, ${number(param('minimum'))} to ${number(param('maximum'))}.`,
  'duration-too-short': 'AWS gives no session shorter than 15 minutes.',
  'duration-too-long': 'AWS gives no session longer than 12 hours.',
  'session-token-duration': 'A whole number of seconds, from 15 minutes to 36 hours.',
  'root-duration': 'AssumeRoot gives at most 15 minutes.',

  // Roles and accounts
  'arn-spaces': 'No spaces before or after the ARN.',
  'arn-of-session':
    'This names a session (assumed-role). Enter the role itself: arn:aws:iam::123456789012:role/NAME',
  'role-arn-form': 'Looks like arn:aws:iam::123456789012:role/NAME',
  'session-name-form': '2 to 64 of letters, digits and + = , . @ - _ ; no spaces.',
  'federated-name-form': '2 to 32 of letters, digits and + = , . @ - _ ; no spaces.',
  'permission-set-form': '1 to 32 of letters, digits and + = , . @ - _ ; no spaces.',
  'aws-prefix': 'Must not start with aws: (kept for AWS’s own use).',
  'external-id-form': '2 to 1,224 of letters, digits and + = , . @ : / - _ ; no spaces.',
  'region-form': 'A Region code such as eu-central-1.',
  'root-task': 'One of the tasks that AssumeRoot knows.',
  'account-form': 'An account has 12 digits.',
  'saml-provider-form': 'Looks like arn:aws:iam::123456789012:saml-provider/NAME',

  // MFA
  'mfa-passkey':
    'Passkeys and security keys do not work through the AWS API; use an authenticator app (…:mfa/NAME).',
  'mfa-serial-form':
    'Looks like arn:aws:iam::123456789012:mfa/NAME, or the serial number of a hardware device.',
  'mfa-code-form': 'Six digits.',
  'mfa-needs-key': 'A code goes with an access key: another session cannot give one.',

  // Programs and addresses
  'command-missing': 'A program and its arguments.',
  'one-line': 'One line.',
  'quote-open': 'A quote in it is not closed.',
  'path-whole': 'A whole path, from the root on.',
  'page-form': 'Looks like https://…',
  'page-password': 'No user name or password in the address.',
  'page-https': 'Must begin with https://',
  'redirect-path-form': 'Begins with / and has letters, digits and . _ - / only.',
  'scopes-form': 'Words separated by single spaces.',
  'endpoint-form': 'A URL such as https://sts.eu-central-1.amazonaws.com',
  'endpoint-password': 'No user name or password in the URL.',
  'endpoint-https': 'Only https, or http to this machine itself.',
  'proxy-form': 'A URL such as http://proxy.example.com:3128',
  'proxy-password': 'No password here; give it in HTTPS_PROXY instead.',

  // Policies and tags
  'policy-characters': 'AWS takes only Latin-1 characters here (no emoji, no Korean).',
  'policy-json': 'Not valid JSON.',
  'policy-json-from': (param) => `Not valid JSON, from character ${param('position')} on.`,
  'policy-statement': 'A policy is a JSON object with a Statement.',
  'policy-size': (param) =>
    `${number(param('used'))} characters; AWS documents at most ${number(param('maximum'))} for the session policies together.`,
  'policy-arn-form': 'Looks like arn:aws:iam::aws:policy/ReadOnlyAccess',
  'tag-characters': 'Letters, digits, spaces and _ . : / = + - @ only.',
  'tag-twice': (param) => `The tag key ${param('key')} is there twice (AWS ignores upper and lower case).`,
  'tags-each-once': 'Each tag key once.',
  'transitive-tag': 'A transitive tag key must be one of the tags.',
  'bucket-form':
    '3 to 63 of lower-case letters, digits, dots and hyphens; begins and ends with a letter or digit.',
  'bucket-dots': 'No two dots in a row.',
  'prefix-slash': 'Keys do not begin with a slash.',
  'prefix-form': 'The beginning of the keys, such as exports/2026/; no * ? $ and nothing outside ASCII.',
  'log-group-form': '1 to 512 of letters, digits and . - _ / #',

  // Keys and names
  'key-temporary': 'This is a temporary key (ASIA…), which ends by itself. Enter a long-term key (AKIA…).',
  'key-id-form': 'A long-term key id starts with AKIA and has 20 capitals and digits.',
  'secret-form': '40 letters, digits, / and +.',
  'name-missing': 'A name is needed.',
  'name-spaces': 'No spaces before or after the name.',
  'name-characters': 'No control or invisible direction characters.',

  // The desktop
  'time-form': 'A time such as 22:00.',
  'keys-form': 'Keys such as Super+Shift+K, with Ctrl, Alt or Super among them.',

  // What stands in the files of ~/.aws
  'value-missing': 'It is not there.',
  'value-block': 'One value is wanted here, not a block.',
  'one-of': (param) => `One of ${param('choices')}.`,
  'code-without-key':
    'AWS takes a code together with an access key only, and this one calls with something else.',
  'says-otherwise': (param) => `${param('section')} says otherwise.`,

  // Input of any command, before its meaning
  'finite-numbers': 'Only finite numbers.',
  'control-characters': 'No control characters.',
  'plain-data': 'Only plain data.',
  'field-forbidden': 'A field with a forbidden name.',
  'field-unknown': 'A field that does not belong here.',
  'type-wrong': (param) => {
    const type = param('type', 'value');
    return `Needs ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}.`;
  },
  'choice-unknown': 'Not one of the choices.',
  'format-wrong': 'Not of the form it must have.',
  'not-valid': 'It is not valid.',
  'command-unknown': 'There is no such command.',
  'envelope-wrong': 'Not in the envelope it must have.',
  'call-id-taken': 'Another call has this id.',
  'no-unset-lines': 'A file has no unset lines.',
  'file-by-value': (param) => `${param('format')} is a file: it carries the session by value only.`,

  // What a command would come to
  'kind-duration': (param) => `AWS gives ${duration(param('seconds'))} at most for this kind of profile.`,
  'demo-section': 'The demo account ends with Keycutter, and its sessions are not AWS’s.',
  'section-of-command': 'The command of this profile reads that section: it would call itself.',
  'role-of-these-keys': 'Its role is assumed with these very keys. Import the role, then take the keys out.',
});

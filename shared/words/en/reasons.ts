import { sentences } from '../words.ts';

/** Why something failed, where that is ours to say: what follows a colon. AWS's and the system's own words stay as they are. */
export const reasons = sentences({
  // The disk: https://nodejs.org/api/errors.html#common-system-errors
  'disk-full': 'the disk is full',
  'disk-quota': 'your disk quota is used up',
  'file-too-large': 'the file would be too large',
  'disk-read-only': 'the disk is read-only',
  'permission-denied': 'permission denied',
  'disk-fault': 'the disk has a fault',
  'folder-not-folder': 'its folder is not a folder',
  'folder-of-its-name': 'there is a folder of its name',
  'folder-gone': 'its folder is gone',
  'links-in-circle': 'its symbolic links go round in a circle',
  'files-open': 'too many files are open',
  'disk-refused': (param) => `the disk refused (${param('errorCode')})`,
  'system-refused': (param) => `the system refused (${param('errorCode')})`,
  'not-a-file': 'it is not a file',
  'too-large': 'it is too large',
  'value-line-break': 'a value has a line break',

  // Doors for programs
  'no-free-port': 'no port is free',

  // Browsers
  'browser-gone': 'what was chosen is no longer there',
  'browser-not-started': 'it did not start',

  // Answers that are none
  'no-readable-answer': 'no readable answer',
  'no-answer': 'it did not answer',
  'not-of-iam': 'something that is no answer of IAM',
  'not-of-sts': 'something that is no answer of AWS STS',

  // Chains, durations and roles
  'federated-user-calls': 'of AWS STS, a federated user may call GetCallerIdentity only',
  'root-one-task': 'a root session is for its one task only',
  'key-itself': 'it serves an access key; choose that key itself as the source',
  'role-of-aws': 'only AWS itself can change this role',
  'role-of-identity-center': 'Identity Center manages it; its permission set has the duration',
  'caller-elsewhere': (param) =>
    `${param('caller')} is not in account ${param('account')}, which the role belongs to`,
  'maximum-an-hour': 'a maximum is one hour at least',
  'no-session-policy': 'its call takes no session policy',
  'own-session-policy': 'it has a session policy of its own, and AWS takes only one',

  // Rotation
  'old-key-active': 'the old key is still active',

  // Programs that print codes, tokens and credentials
  'no-six-digits': 'not six digits',
  'output-over': 'they are over already',
  'output-long-term':
    'it printed a long-term access key; keep that under Access keys, or name this profile as a source',
  'output-not-a-word': 'a token is one word',
  'output-no-json': 'it is no JSON',
  'output-version': 'its Version is not 1',
  'output-no-key': 'it has no AccessKeyId and SecretAccessKey',
  'output-token-no-text': 'its SessionToken is no text',
  'output-expiration': 'its Expiration is no time with a zone',
  'output-too-long': 'it printed more than a mebibyte',

  // Token files
  'file-not-there': 'there is no such file',
  'folder-not-there': 'there is no such folder',
  'no-file': 'it is no file',
  'token-too-long': 'it is too long for a token',

  // This machine’s own credentials
  'variable-not-set': (param) => `${param('variable')} is not set`,
  'variable-set': (param) => `${param('variable')} is set`,
  'variable-no-time': (param) => `${param('variable')} is no time`,
  'variable-no-address': (param) => `${param('variable')} is no address`,
  'no-metadata': 'no metadata service answers, so this is no EC2 instance, or its service is off',
  'instance-no-role': 'the instance has no role',
  'address-own': 'the address there is Keycutter’s own',
  'address-not-allowed': 'the address there is not one that may be used',
  'token-lines': 'its token has more than one line',
  'token-file': (param) => `its token file could not be read, ${param('fileReason')}`,
  'no-expiration': 'what came has no Expiration',
  'answer-was': (param) => `the answer was ${param('answer')}`,
  'answer-form': 'the answer is in another form',

  // What other tools keep
  'other-form': 'it is in another form',
  'on-mac': 'on macOS its keychain is opened by aws-vault only',
  'on-windows': 'on Windows Keycutter cannot read it',
  'entry-no-key': 'the entry holds no access key',
  'entry-session': 'the entry holds a session, not an access key',
  passphrase: 'its file is encrypted with a passphrase of its own',
  'other-machine': 'it was written on another machine, or in another form',
  'own-file-too-large': 'its file is too large',
  'own-file-unreadable': 'its file could not be read',
  'no-machine-id': 'this machine does not tell its id, which Leapp locks its file with',
  'entry-empty': 'the key is not in its keychain entry',
  'provider-gone': 'its identity provider is not there',
  'not-aws': 'it is no session of AWS',
  'source-gone': 'the session it calls with is not there',
  'role-unreadable': 'its role cannot be read',
  'identity-center-gone': 'its Identity Center is not there',
  'start-page-not-https': 'its sign-in address is no https page',
  'aws-would-refuse': (param) => `AWS would refuse its ${param('refusedField', 'profile')}`,
  'not-by-cli': 'it is not what the AWS CLI writes',
  'not-cli-file': 'it is no file of the AWS CLI',
  unreadable: 'it cannot be read',

  // What a format cannot carry
  empty: 'it is empty',
  'too-long': 'it is too long',
  'endpoint-not-carried': 'the demo account’s address has no place there',
  'control-character': 'it has a character that would change it (control character)',
  'lone-surrogate': 'it has a character that would change it (lone surrogate)',
  'not-ascii': 'it has a character that would change it (not ascii)',
  'percent-sign': 'it has a character that would change it (percent sign)',
  'exclamation-mark': 'it has a character that would change it (exclamation mark)',
  'double-quote': 'it has a character that would change it (double quote)',
  'single-quote': 'it has a character that would change it (single quote)',
  backslash: 'it has a character that would change it (backslash)',
  'dollar-sign': 'it has a character that would change it (dollar sign)',
  'operator-sign': 'it has a character that would change it (operator sign)',
  'surrounding-space': 'it has a character that would change it (surrounding space)',
  'comment-mark': 'it has a character that would change it (comment mark)',
});

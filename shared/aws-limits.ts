/**
 * What AWS STS accepts, checked as one types. Each check takes the text of one field and answers with a sentence
 * about what is wrong, or null. Lengths and patterns: the request parameters of
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export type Check = (value: string) => string | null;

export const durationSeconds = { minimum: 900, maximum: 43_200, default: 3_600 } as const;
export const maximumTags = 50;
export const maximumPolicyArns = 10;
/** AWS documents 2,048 characters for the inline policy and the managed policies together. */
const documentedPolicyCharacters = 2_048;

const partition = 'aws(?:-[a-z]+)*';
const roleArn = new RegExp(`^arn:${partition}:iam::(\\d{12}):role/([\\x21-\\x7e]+)$`);
const policyArn = new RegExp(`^arn:${partition}:iam::(?:\\d{12}|aws):policy/[\\x21-\\x7e]+$`);
const mfaArn = new RegExp(`^arn:${partition}:iam::\\d{12}:mfa/[\\w+=/:,.@-]+$`);

function lengthBetween(value: string, minimum: number, maximum: number): string | null {
  const length = [...value].length;
  return length < minimum || length > maximum
    ? `${minimum} to ${maximum.toLocaleString('en')} characters; this has ${length.toLocaleString('en')}.`
    : null;
}

export const checkRoleArn: Check = (value) => {
  if (value.trim() !== value) return 'No spaces before or after the ARN.';
  if (/^arn:[^:]*:sts::\d+:assumed-role\//.test(value)) {
    return 'This names a session (assumed-role). Enter the role itself: arn:aws:iam::123456789012:role/NAME';
  }
  if (!roleArn.test(value)) return 'Looks like arn:aws:iam::123456789012:role/NAME';
  return lengthBetween(value, 20, 2_048);
};

export const checkRoleSessionName: Check = (value) =>
  /^[\w+=,.@-]{2,64}$/.test(value) ? null : '2 to 64 of letters, digits and + = , . @ - _ ; no spaces.';

export const checkSourceIdentity: Check = (value) => {
  if (/^aws:/i.test(value)) return 'Must not start with aws: (kept for AWS’s own use).';
  return checkRoleSessionName(value);
};

export const checkExternalId: Check = (value) =>
  /^[\w+=,.@:/-]{2,1224}$/.test(value)
    ? null
    : '2 to 1,224 of letters, digits and + = , . @ : / - _ ; no spaces.';

export const checkMfaSerial: Check = (value) => {
  if (/:u2f\//.test(value)) {
    return 'Passkeys and security keys do not work through the AWS API; use an authenticator app (…:mfa/NAME).';
  }
  if (!/^[\w+=/:,.@-]{9,256}$/.test(value) || (value.startsWith('arn:') && !mfaArn.test(value))) {
    return 'Looks like arn:aws:iam::123456789012:mfa/NAME, or the serial number of a hardware device.';
  }
  return null;
};

export const checkMfaCode: Check = (value) => (/^\d{6}$/.test(value) ? null : 'Six digits.');

export const checkRegion: Check = (value) =>
  /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/.test(value) ? null : 'A Region code such as eu-central-1.';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const sessionTokenSeconds = { minimum: 900, maximum: 129_600 } as const;

export const checkSessionTokenSeconds = (seconds: number): string | null => {
  const { minimum, maximum } = sessionTokenSeconds;
  return Number.isInteger(seconds) && seconds >= minimum && seconds <= maximum
    ? null
    : 'A whole number of seconds, from 15 minutes to 36 hours.';
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
export const rootSeconds = { minimum: 1, maximum: 900 } as const;

export const checkRootSeconds = (seconds: number): string | null => {
  const { minimum, maximum } = rootSeconds;
  return Number.isInteger(seconds) && seconds >= minimum && seconds <= maximum
    ? null
    : 'AssumeRoot gives at most 15 minutes.';
};

/** A session that was got with another session's credentials: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
export const chainedSeconds = 3_600;

/** Names of the AWS managed policies that AssumeRoot takes, each for one task. */
export const rootTaskPolicies = [
  'IAMAuditRootUserCredentials',
  'IAMCreateRootUserPassword',
  'IAMDeleteRootUserCredentials',
  'S3UnlockBucketPolicy',
  'SQSUnlockQueuePolicy',
] as const;

export const checkRootTask: Check = (value) =>
  rootTaskPolicies.some((name) => name === value) ? null : 'One of the tasks that AssumeRoot knows.';

export const checkAccountId: Check = (value) => (/^\d{12}$/.test(value) ? null : 'An account has 12 digits.');

export const checkSamlProviderArn: Check = (value) =>
  new RegExp(`^arn:${partition}:iam::\\d{12}:saml-provider/[\\w.-]{1,128}$`).test(value)
    ? null
    : 'Looks like arn:aws:iam::123456789012:saml-provider/NAME';

/** Of a permission set: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html */
export const checkPermissionSetName: Check = (value) =>
  /^[\w+=,.@-]{1,32}$/.test(value) ? null : '1 to 32 of letters, digits and + = , . @ - _ ; no spaces.';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const checkFederatedName: Check = (value) =>
  /^[\w+=,.@-]{2,32}$/.test(value) ? null : '2 to 32 of letters, digits and + = , . @ - _ ; no spaces.';

/** A program and its arguments; whether it is there shows when it is run. */
export const checkCommand: Check = (value) =>
  value.trim() === '' ? 'A program and its arguments.' : /[\0\r\n]/.test(value) ? 'One line.' : null;

/** A page a browser is sent to: https, or http on this machine only. */
export const checkPageUrl: Check = (value) => {
  if (!URL.canParse(value)) return 'Looks like https://…';
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return 'No user name or password in the address.';
  const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback) ? null : 'Must begin with https://';
};

export const checkRedirectPath: Check = (value) =>
  /^\/[\w./-]{0,200}$/.test(value) ? null : 'Begins with / and has letters, digits and . _ - / only.';

export const checkScopes: Check = (value) =>
  /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(value)
    ? null
    : 'Words separated by single spaces.';

export const checkDurationSeconds = (seconds: number): string | null => {
  if (!Number.isInteger(seconds)) return 'A whole number of seconds.';
  if (seconds < durationSeconds.minimum) return 'AWS gives no session shorter than 15 minutes.';
  if (seconds > durationSeconds.maximum) return 'AWS gives no session longer than 12 hours.';
  return null;
};

/** Characters the AssumeRole API takes in an inline policy. */
const policyCharacters = /^[\t\n\r\u0020-\u00ff]+$/;

export const checkPolicy: Check = (value) => {
  if (!policyCharacters.test(value)) return 'AWS takes only Latin-1 characters here (no emoji, no Korean).';
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (cause) {
    // The engine's own message may quote what was typed; where it stumbled is enough.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    return position ? `Not valid JSON, from character ${Number(position) + 1} on.` : 'Not valid JSON.';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || !('Statement' in parsed)) {
    return 'A policy is a JSON object with a Statement.';
  }
  return null;
};

/** Warned about, not refused: the API model itself states no maximum for the inline policy. */
export const warnPolicySize = (policy: string, policyArns: readonly string[]): string | null => {
  const used = policy.length + policyArns.reduce((sum, arn) => sum + arn.length, 0);
  return used > documentedPolicyCharacters
    ? `${used.toLocaleString('en')} characters; AWS documents at most 2,048 for the session policies together.`
    : null;
};

export const checkPolicyArn: Check = (value) =>
  policyArn.test(value)
    ? lengthBetween(value, 20, 2_048)
    : 'Looks like arn:aws:iam::aws:policy/ReadOnlyAccess';

const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagCharactersSentence = 'Letters, digits, spaces and _ . : / = + - @ only.';

export const checkTagKey: Check = (value) => {
  if (!tagCharacters.test(value)) return tagCharactersSentence;
  if (/^aws:/i.test(value)) return 'Must not start with aws: (kept for AWS’s own use).';
  return lengthBetween(value, 1, 128);
};

export const checkTagValue: Check = (value) =>
  tagCharacters.test(value) ? lengthBetween(value, 0, 256) : tagCharactersSentence;

/** Tag keys are compared without regard to case: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export const checkTagKeysUnique = (keys: readonly string[]): string | null => {
  const seen = new Set<string>();
  for (const key of keys) {
    const folded = key.toLowerCase();
    if (seen.has(folded)) return `The tag key ${key} is there twice (AWS ignores upper and lower case).`;
    seen.add(folded);
  }
  return null;
};

export const checkAccessKeyId: Check = (value) => {
  if (/^ASIA/.test(value)) {
    return 'This is a temporary key (ASIA…), which ends by itself. Enter a long-term key (AKIA…).';
  }
  return /^AKIA[A-Z2-7]{12,124}$/.test(value)
    ? null
    : 'A long-term key id starts with AKIA and has 20 capitals and digits.';
};

export const checkSecretAccessKey: Check = (value) =>
  /^[A-Za-z0-9/+=]{40}$/.test(value) ? null : '40 letters, digits, / and +.';

/** Names a person gives. Control and bidirectional characters can make one name look like another. */
export const checkName: Check = (value) => {
  if (value.trim() === '') return 'A name is needed.';
  if (value.trim() !== value) return 'No spaces before or after the name.';
  if (hasControlCharacters(value)) return 'No control or invisible direction characters.';
  return lengthBetween(value, 1, 80);
};

function hasControlCharacters(value: string): boolean {
  return /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(value);
}

/** https only, but for this machine itself: credentials and signatures must not cross a network in clear. */
export const checkEndpointUrl: Check = (value) => {
  if (!URL.canParse(value)) return 'A URL such as https://sts.eu-central-1.amazonaws.com';
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return 'No user name or password in the URL.';
  if (url.protocol === 'https:') return null;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'http:' && loopback ? null : 'Only https, or http to this machine itself.';
};

export const checkProxyUrl: Check = (value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'A URL such as http://proxy.example.com:3128';
  // Settings are a file in clear text.
  return url.username === '' && url.password === ''
    ? null
    : 'No password here; give it in HTTPS_PROXY instead.';
};

/** As a person reads a clock: `07:30`, `22:00`. */
export const checkTimeOfDay: Check = (value) =>
  /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : 'A time such as 22:00.';

const acceleratorModifiers =
  /^(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)$/;
const acceleratorKey =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc|[-=[\];',./`\\])$/;

/** https://www.electronjs.org/docs/latest/api/accelerator; with Shift alone it would take a letter from everyone. */
export const checkAccelerator: Check = (value) => {
  const modifiers = value.split('+');
  const key = modifiers.pop() ?? '';
  const isOne = acceleratorKey.test(key) && modifiers.every((part) => acceleratorModifiers.test(part));
  return isOne && modifiers.some((part) => part !== 'Shift')
    ? null
    : 'Keys such as Super+Shift+K, with Ctrl, Alt or Super among them.';
};

export interface RoleArnParts {
  readonly account: string;
  /** Without the path. */
  readonly roleName: string;
}

export function parseRoleArn(arn: string): RoleArnParts | null {
  const match = roleArn.exec(arn);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { account: match[1], roleName: match[2].split('/').at(-1) ?? match[2] };
}

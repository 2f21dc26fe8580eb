import type { limits } from './words/en/limits.ts';

export type LimitCode = keyof typeof limits;

/** What is wrong with a value; plain data. `limitText` (error-text.ts) makes a sentence of it. */
export interface LimitProblem {
  readonly code: LimitCode;
  /** Fill the sentence in; never a secret. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * What AWS STS accepts, checked as one types. Each check takes the text of one field and answers with what is wrong,
 * or null. Lengths and patterns: the request parameters of
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export type Check = (value: string) => LimitProblem | null;

/** Numbers are written as the person's language has them, so they come as they are. */
export function limitProblem(
  code: LimitCode,
  params: Readonly<Record<string, string | number>> = {},
): LimitProblem {
  return {
    code,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
  };
}

export const durationSeconds = { minimum: 900, maximum: 43_200, default: 3_600 } as const;
export const maximumTags = 50;
export const maximumPolicyArns = 10;
/** AWS documents 2,048 characters for the inline policy and the managed policies together. */
const documentedPolicyCharacters = 2_048;

const partition = 'aws(?:-[a-z]+)*';
const roleArn = new RegExp(`^arn:${partition}:iam::(\\d{12}):role/([\\x21-\\x7e]+)$`);
const policyArn = new RegExp(`^arn:${partition}:iam::(?:\\d{12}|aws):policy/[\\x21-\\x7e]+$`);
const mfaArn = new RegExp(`^arn:${partition}:iam::\\d{12}:mfa/[\\w+=/:,.@-]+$`);

function lengthBetween(value: string, minimum: number, maximum: number): LimitProblem | null {
  const actual = [...value].length;
  return actual < minimum || actual > maximum
    ? limitProblem('length-between', { minimum, maximum, actual })
    : null;
}

export const checkRoleArn: Check = (value) => {
  if (value.trim() !== value) return limitProblem('arn-spaces');
  if (/^arn:[^:]*:sts::\d+:assumed-role\//.test(value)) {
    return limitProblem('arn-of-session');
  }
  if (!roleArn.test(value)) return limitProblem('role-arn-form');
  return lengthBetween(value, 20, 2_048);
};

export const checkRoleSessionName: Check = (value) =>
  /^[\w+=,.@-]{2,64}$/.test(value) ? null : limitProblem('session-name-form');

export const checkSourceIdentity: Check = (value) => {
  if (/^aws:/i.test(value)) return limitProblem('aws-prefix');
  return checkRoleSessionName(value);
};

export const checkExternalId: Check = (value) =>
  /^[\w+=,.@:/-]{2,1224}$/.test(value) ? null : limitProblem('external-id-form');

export const checkMfaSerial: Check = (value) => {
  if (/:u2f\//.test(value)) {
    return limitProblem('mfa-passkey');
  }
  if (!/^[\w+=/:,.@-]{9,256}$/.test(value) || (value.startsWith('arn:') && !mfaArn.test(value))) {
    return limitProblem('mfa-serial-form');
  }
  return null;
};

export const checkMfaCode: Check = (value) => (/^\d{6}$/.test(value) ? null : limitProblem('mfa-code-form'));

export const checkRegion: Check = (value) =>
  /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/.test(value) ? null : limitProblem('region-form');

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const sessionTokenSeconds = { minimum: 900, maximum: 129_600 } as const;

export const checkSessionTokenSeconds = (seconds: number): LimitProblem | null => {
  const { minimum, maximum } = sessionTokenSeconds;
  return Number.isInteger(seconds) && seconds >= minimum && seconds <= maximum
    ? null
    : limitProblem('session-token-duration');
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
export const rootSeconds = { minimum: 1, maximum: 900 } as const;

export const checkRootSeconds = (seconds: number): LimitProblem | null => {
  const { minimum, maximum } = rootSeconds;
  return Number.isInteger(seconds) && seconds >= minimum && seconds <= maximum
    ? null
    : limitProblem('root-duration');
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
  rootTaskPolicies.some((name) => name === value) ? null : limitProblem('root-task');

export const checkAccountId: Check = (value) =>
  /^\d{12}$/.test(value) ? null : limitProblem('account-form');

export const checkSamlProviderArn: Check = (value) =>
  new RegExp(`^arn:${partition}:iam::\\d{12}:saml-provider/[\\w.-]{1,128}$`).test(value)
    ? null
    : limitProblem('saml-provider-form');

/** Of a permission set: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html */
export const checkPermissionSetName: Check = (value) =>
  /^[\w+=,.@-]{1,32}$/.test(value) ? null : limitProblem('permission-set-form');

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const checkFederatedName: Check = (value) =>
  /^[\w+=,.@-]{2,32}$/.test(value) ? null : limitProblem('federated-name-form');

/** A program and its arguments; whether it is there shows when it is run. */
export const checkCommand: Check = (value) =>
  value.trim() === ''
    ? limitProblem('command-missing')
    : /[\0\r\n]/.test(value)
      ? limitProblem('one-line')
      : null;

/** A page a browser is sent to: https, or http on this machine only. */
export const checkPageUrl: Check = (value) => {
  if (!URL.canParse(value)) return limitProblem('page-form');
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return limitProblem('page-password');
  const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback) ? null : limitProblem('page-https');
};

export const checkRedirectPath: Check = (value) =>
  /^\/[\w./-]{0,200}$/.test(value) ? null : limitProblem('redirect-path-form');

export const checkScopes: Check = (value) =>
  /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(value)
    ? null
    : limitProblem('scopes-form');

export const checkDurationSeconds = (seconds: number): LimitProblem | null => {
  if (!Number.isInteger(seconds)) return limitProblem('seconds-whole');
  if (seconds < durationSeconds.minimum) return limitProblem('duration-too-short');
  if (seconds > durationSeconds.maximum) return limitProblem('duration-too-long');
  return null;
};

/** Characters the AssumeRole API takes in an inline policy. */
const policyCharacters = /^[\t\n\r\u0020-\u00ff]+$/;

export const checkPolicy: Check = (value) => {
  if (!policyCharacters.test(value)) return limitProblem('policy-characters');
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (cause) {
    // The engine's own message may quote what was typed; where it stumbled is enough.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    return position === undefined
      ? limitProblem('policy-json')
      : limitProblem('policy-json-from', { position: Number(position) + 1 });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || !('Statement' in parsed)) {
    return limitProblem('policy-statement');
  }
  return null;
};

/** Warned about, not refused: the API model itself states no maximum for the inline policy. */
export const warnPolicySize = (policy: string, policyArns: readonly string[]): LimitProblem | null => {
  const used = policy.length + policyArns.reduce((sum, arn) => sum + arn.length, 0);
  return used > documentedPolicyCharacters
    ? limitProblem('policy-size', { used, maximum: documentedPolicyCharacters })
    : null;
};

export const checkPolicyArn: Check = (value) =>
  policyArn.test(value) ? lengthBetween(value, 20, 2_048) : limitProblem('policy-arn-form');

const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const checkTagKey: Check = (value) => {
  if (!tagCharacters.test(value)) return limitProblem('tag-characters');
  if (/^aws:/i.test(value)) return limitProblem('aws-prefix');
  return lengthBetween(value, 1, 128);
};

export const checkTagValue: Check = (value) =>
  tagCharacters.test(value) ? lengthBetween(value, 0, 256) : limitProblem('tag-characters');

/** Tag keys are compared without regard to case: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export const checkTagKeysUnique = (keys: readonly string[]): LimitProblem | null => {
  const seen = new Set<string>();
  for (const key of keys) {
    const folded = key.toLowerCase();
    if (seen.has(folded)) return limitProblem('tag-twice', { key });
    seen.add(folded);
  }
  return null;
};

export const checkAccessKeyId: Check = (value) => {
  if (/^ASIA/.test(value)) {
    return limitProblem('key-temporary');
  }
  return /^AKIA[A-Z2-7]{12,124}$/.test(value) ? null : limitProblem('key-id-form');
};

export const checkSecretAccessKey: Check = (value) =>
  /^[A-Za-z0-9/+=]{40}$/.test(value) ? null : limitProblem('secret-form');

/** Names a person gives. Control and bidirectional characters can make one name look like another. */
export const checkName: Check = (value) => {
  if (value.trim() === '') return limitProblem('name-missing');
  if (value.trim() !== value) return limitProblem('name-spaces');
  if (hasControlCharacters(value)) return limitProblem('name-characters');
  return lengthBetween(value, 1, 80);
};

function hasControlCharacters(value: string): boolean {
  return /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(value);
}

/** https only, but for this machine itself: credentials and signatures must not cross a network in clear. */
export const checkEndpointUrl: Check = (value) => {
  if (!URL.canParse(value)) return limitProblem('endpoint-form');
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return limitProblem('endpoint-password');
  if (url.protocol === 'https:') return null;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'http:' && loopback ? null : limitProblem('endpoint-https');
};

export const checkProxyUrl: Check = (value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return limitProblem('proxy-form');
  // Settings are a file in clear text.
  return url.username === '' && url.password === '' ? null : limitProblem('proxy-password');
};

/** As a person reads a clock: `07:30`, `22:00`. */
export const checkTimeOfDay: Check = (value) =>
  /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : limitProblem('time-form');

const acceleratorModifiers =
  /^(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)$/;
const acceleratorKey =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc|[-=[\];',./`\\])$/;

/** https://www.electronjs.org/docs/latest/api/accelerator; with Shift alone it would take a letter from everyone. */
export const checkAccelerator: Check = (value) => {
  const modifiers = value.split('+');
  const key = modifiers.pop() ?? '';
  const isOne = acceleratorKey.test(key) && modifiers.every((part) => acceleratorModifiers.test(part));
  return isOne && modifiers.some((part) => part !== 'Shift') ? null : limitProblem('keys-form');
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

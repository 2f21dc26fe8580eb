import type { desktopErrors } from './words/en/desktop-errors.ts';
import type { reasons } from './words/en/reasons.ts';
import type { signInReasons } from './words/en/sign-in-reasons.ts';
import type { systemReasons } from './words/en/system.ts';
import type { things } from './words/en/things.ts';
import type { wayInErrors } from './words/en/way-in-errors.ts';

/** On the many ways to a session. */
export type WayInErrorCode = keyof typeof wayInErrors;
/** Of the desktop around the app. */
export type DesktopErrorCode = keyof typeof desktopErrors;

/** Why, as the param `reason`, where that is ours to say. AWS's and the system's own words are put there as they are. */
export type ReasonCode = keyof typeof reasons | keyof typeof signInReasons | keyof typeof systemReasons;
/** What a failure is about, as the param `what`, `field`, `holder` or `from`, where that is a thing of ours. */
export type ThingCode = keyof typeof things;

/**
 * Every failure a person can meet. `code` is stable and decides the words (words/en, words/ko); `params` fill them in
 * and never hold a secret.
 */
export type ErrorCode =
  | WayInErrorCode
  | DesktopErrorCode
  // Input and callers
  | 'input-refused'
  | 'input-too-large'
  | 'sender-refused'
  | 'cancelled'
  | 'internal'
  // Access keys and the OS keychain
  | 'access-key-not-found'
  | 'access-key-name-taken'
  | 'access-key-already-kept'
  | 'access-key-secret-missing'
  | 'keychain-unavailable'
  | 'keychain-locked'
  | 'keychain-changed'
  | 'keychain-failed'
  // Profiles and sessions
  | 'profile-not-found'
  | 'profile-name-taken'
  | 'profile-source-missing'
  | 'profile-has-no-session'
  | 'session-none'
  | 'mfa-dismissed'
  | 'mfa-code-reused'
  | 'mfa-timed-out'
  // Serving programs
  | 'mfa-needed'
  | 'approval-needed'
  | 'approval-denied'
  | 'client-not-allowed'
  | 'grant-not-found'
  | 'endpoint-port-taken'
  | 'endpoint-unavailable'
  | 'agent-unavailable'
  // The keycutter command
  | 'app-not-reachable'
  | 'app-not-started'
  | 'app-other-version'
  | 'app-not-proven'
  | 'terminal-unavailable'
  // ~/.aws
  | 'aws-file-unreadable'
  | 'aws-file-write-failed'
  | 'aws-file-busy'
  | 'aws-file-changing'
  | 'aws-section-taken'
  | 'aws-section-name-refused'
  | 'aws-section-not-managed'
  | 'aws-section-gone'
  | 'aws-section-shadowed'
  | 'import-outdated'
  | 'key-move-mismatch'
  | 'key-move-unverified'
  // IAM and the console
  | 'iam-access-denied'
  | 'iam-key-limit'
  | 'iam-unknown'
  | 'rotation-unfinished'
  | 'rotation-needs-keychain'
  | 'console-not-possible'
  | 'console-refused'
  | 'browser-failed'
  // What AWS STS answered: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
  | 'sts-access-denied'
  | 'sts-mfa-code-wrong'
  | 'sts-duration-over-maximum'
  | 'sts-duration-over-chaining-limit'
  | 'sts-expired-token'
  | 'sts-malformed-policy'
  | 'sts-packed-policy-too-large'
  | 'sts-region-disabled'
  | 'sts-idp-rejected-claim'
  | 'sts-invalid-identity-token'
  | 'sts-idp-communication'
  | 'sts-invalid-client-token'
  | 'sts-signature-mismatch'
  | 'sts-clock-skew'
  | 'sts-throttled'
  | 'sts-validation'
  | 'sts-server-error'
  | 'sts-unknown'
  // The way to AWS
  | 'network-unreachable'
  | 'network-timed-out'
  | 'network-name-unknown'
  | 'proxy-authentication-required'
  | 'proxy-failed'
  | 'tls-untrusted'
  | 'ca-bundle-unreadable'
  | 'endpoint-not-allowed'
  // What is kept on this machine
  | 'storage-write-failed'
  | 'storage-corrupt'
  | 'storage-from-newer-version'
  // Handing over
  | 'export-value-unsupported'
  | 'clipboard-failed'
  | 'demo-unavailable';

export interface AppError {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
}

/** One of many that did not go as it should, by its name. */
export interface FailedEntry {
  readonly name: string;
  readonly error: AppError;
}

export function appError(code: ErrorCode, params: Readonly<Record<string, string>> = {}): AppError {
  return { code, params };
}

/** For the param `reason` of a failure that another one led to. */
export function causedBy({ code, params }: AppError): { readonly reason: ErrorCode; readonly cause: string } {
  return { reason: code, cause: JSON.stringify(params) };
}

const passing: ReadonlySet<ErrorCode> = new Set([
  'cancelled',
  'keychain-locked',
  'network-name-unknown',
  'network-timed-out',
  'network-unreachable',
  'proxy-failed',
  'aws-file-busy',
  'aws-file-changing',
  'sign-in-not-reachable',
  'identity-center-throttled',
  'command-timed-out',
  'sts-idp-communication',
  'sts-server-error',
  'sts-throttled',
]);

const unreachable: ReadonlySet<ErrorCode> = new Set([
  'network-name-unknown',
  'network-timed-out',
  'network-unreachable',
  'proxy-failed',
  'sign-in-not-reachable',
]);

/** Whether nobody answered: the way to AWS, or to who signs the person in, is closed. */
export function isUnreachable(error: AppError): boolean {
  return unreachable.has(error.code);
}

/** Whether the same request may well succeed a little later, with nothing changed by anyone. */
export function isPassing(error: AppError): boolean {
  return passing.has(error.code);
}

const needingPerson: ReadonlySet<ErrorCode> = new Set([
  'approval-needed',
  'sign-in-needed',
  'sign-in-dismissed',
  'sign-in-timed-out',
  'sign-in-window-closed',
  'keychain-locked',
  'mfa-dismissed',
  'mfa-needed',
  'mfa-timed-out',
]);

/** Whether a program gets no further until the person at this machine has done something in the window. */
export function needsPerson(error: AppError): boolean {
  return needingPerson.has(error.code);
}

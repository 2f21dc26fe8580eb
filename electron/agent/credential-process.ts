import type { ServedCredentials } from '../core/credentials.ts';

/**
 * One line, as programs take it from credential_process. An access key itself has neither token nor end.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function credentialProcessLine(served: ServedCredentials): string {
  const { expiration, sessionToken, accountId } = served;
  return JSON.stringify({
    Version: 1,
    AccessKeyId: served.accessKeyId,
    SecretAccessKey: served.secretAccessKey.reveal(),
    ...(sessionToken === null ? {} : { SessionToken: sessionToken.reveal() }),
    ...(expiration === null ? {} : { Expiration: utc(expiration) }),
    ...(accountId === null ? {} : { AccountId: accountId }),
  });
}

/** Whole seconds, rounded down, so that nothing trusts the session past its end. */
function utc(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

import type { Secret } from '../../../shared/secret.ts';

/** Live credentials as an export by value needs them. */
export interface Exportable {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Null, as is `expiresAt`: an access key itself. */
  readonly sessionToken: Secret | null;
  /** The session's Expiration, epoch milliseconds. */
  readonly expiresAt: number | null;
  readonly region: string;
  /** 12 digits; null while nothing has told us. */
  readonly accountId: string | null;
  /** As the person named it: hostile text. */
  readonly profileName: string;
  /** Where the session's calls go when that is not AWS: the demo account's address. Null for AWS itself. */
  readonly endpointUrl: string | null;
}

/**
 * What a renewing export needs: where SDKs fetch credentials, again and again, instead of the credentials.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export interface RenewingExportable {
  /** `http://127.0.0.1:PORT/…`, the profile's own. */
  readonly url: string;
  /** Sent as it is in the Authorization header. */
  readonly token: Secret;
  readonly region: string;
  /** A section of the shared config that holds a Region and nothing else. */
  readonly sectionName: string;
  readonly accountId: string | null;
  readonly profileName: string;
  readonly endpointUrl: string | null;
}

/** UTC with `Z` and whole seconds, rounded down, so that nothing trusts the session past its end. */
export function expirationText(expiresAt: number): string {
  return new Date(Math.floor(expiresAt / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

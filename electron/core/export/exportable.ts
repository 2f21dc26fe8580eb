import type { Secret } from '../../../shared/secret.ts';

/** A live session as an export needs it. */
export interface Exportable {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  /** The session's Expiration, epoch milliseconds. */
  readonly expiresAt: number;
  readonly region: string;
  /** 12 digits; null while nothing has told us. */
  readonly accountId: string | null;
  /** As the person named it: hostile text. Only a credentials-file section carries it, made safe. */
  readonly profileName: string;
  /** Where the session's calls go when that is not AWS: the demo account's address. Null for AWS itself. */
  readonly endpointUrl: string | null;
}

/** UTC with `Z` and whole seconds, rounded down, so that nothing trusts the session past its end. */
export function expirationText(expiresAt: number): string {
  return new Date(Math.floor(expiresAt / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

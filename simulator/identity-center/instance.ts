import { createHash } from 'node:crypto';
import type { PolicyDocument } from '../policy-document.ts';

/** Plain data: an IAM Identity Center instance, read afresh at every request. */
export interface IdentityCenterInstance {
  /** Of the access portal, such as https://d-1234567890.awsapps.com/start */
  readonly startUrl: string;
  readonly accounts: readonly PortalAccount[];
  readonly permissionSets: readonly PermissionSet[];
  readonly users: readonly PortalUser[];
  /** How long a portal session, and with it a refresh token, lives at most: seconds; 8 hours when absent. */
  readonly sessionSeconds?: number;
  /** Seconds; 1 hour when absent. */
  readonly accessTokenSeconds?: number;
  /** Between two polls with a device code, at first; seconds; 1 when absent. */
  readonly intervalSeconds?: number;
  /** A device code's life in seconds; 600 when absent. */
  readonly deviceCodeSeconds?: number;
}

interface PortalAccount {
  /** 12 digits. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

export interface PermissionSet {
  readonly name: string;
  /** Of the role sessions, seconds, 3600 to 43,200; 3600 when absent. */
  readonly sessionSeconds?: number;
  readonly policies?: readonly PolicyDocument[];
}

export interface PortalUser {
  /** As it appears in the ARN of the user's role sessions. */
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

interface Assignment {
  readonly accountId: string;
  readonly permissionSet: string;
}

/** The role that Identity Center makes in an account: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
export function reservedRoleName(accountId: string, permissionSet: string): string {
  const hash = createHash('sha256').update(`${accountId}/${permissionSet}`).digest('hex');
  return `AWSReservedSSO_${permissionSet}_${hash.slice(0, 16)}`;
}

/** People write the start page with and without what follows `/start`. */
export function isStartUrlOf({ startUrl }: IdentityCenterInstance, given: string): boolean {
  const plain = (url: string) => url.replace(/#.*$/, '').replace(/\/+$/, '');
  return plain(startUrl) === plain(given);
}

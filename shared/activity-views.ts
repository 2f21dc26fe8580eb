import type { AppError } from './errors.ts';

export type ActivityKind =
  | 'served'
  | 'serving-allowed'
  | 'serving-denied'
  | 'export-made'
  | 'export-revoked'
  | 'imported'
  | 'key-moved'
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-saved'
  | 'sign-in-removed'
  | 'mfa-session-opened'
  | 'mfa-device-changed'
  | 'handed-off'
  | 'role-maximum-raised'
  | 'key-rotated'
  | 'section-written'
  | 'section-removed'
  | 'console-opened'
  | 'assumed'
  | 'refreshed'
  | 'stopped'
  | 'expired'
  | 'failed'
  | 'copied'
  | 'checked'
  | 'restored'
  | 'key-added'
  | 'key-tested'
  | 'key-renamed'
  | 'key-removed'
  | 'profile-saved'
  | 'profile-removed';

export interface ActivityEntry {
  readonly id: string;
  readonly at: number;
  readonly kind: ActivityKind;
  /** Name of the profile or key at that time. */
  readonly subject: string;
  /** A few words more, such as the format copied or the new expiry; never a secret. */
  readonly detail: string;
  readonly error: AppError | null;
}

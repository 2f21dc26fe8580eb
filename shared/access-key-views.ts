import type { AppError } from './errors.ts';

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

export type SecretKept = 'keychain' | 'memory' | 'demo';

export interface AccessKeyView {
  readonly id: string;
  readonly name: string;
  /** AKIA…, not a secret. */
  readonly accessKeyId: string;
  readonly kept: SecretKept;
  readonly addedAt: number;
  /** The answer of the last GetCallerIdentity. */
  readonly identity: CallerIdentity | null;
  /** Why it cannot be used now, when that is known. */
  readonly problem: AppError | null;
  /** A rotation that is not over: under way or stopped half-way, or done but for deleting the old key. */
  readonly rotation: RotationView | null;
  /** When AWS made it, epoch ms; null: not known. */
  readonly createdAt: number | null;
  /** Sessions that its MFA codes opened, for all its profiles. */
  readonly mfaSessions: readonly { readonly serial: string; readonly expiresAt: number }[];
}

export interface RotationView {
  readonly stage: 'creating' | 'verifying' | 'switching' | 'deactivating' | 'old-key-inactive';
  /** AKIA… that is being replaced; null while it is not known. */
  readonly oldAccessKeyId: string | null;
}

import type { Secret } from '../../shared/secret.ts';

/** An IAM user's access key, with its secret, as it is needed for the length of one call. */
export interface LongTermCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/**
 * What AssumeRole answers: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
 * One frozen tuple: whoever holds it never sees half of an older and half of a newer one.
 */
export interface SessionCredentials {
  /** ASIA… */
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** No length is promised by AWS. */
  readonly sessionToken: Secret;
  /** Epoch ms by AWS's clock. */
  readonly expiration: number;
  readonly assumedRoleArn: string;
}

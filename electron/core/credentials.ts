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
  /** Of the role session or federated user, as AWS names it; null: it acts as a user, or was not told. */
  readonly assumedRoleArn: string | null;
}

/** What a program is handed. */
export interface ServedCredentials {
  readonly profileId: string;
  readonly profileName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Null, as is `expiration`: an access key itself. */
  readonly sessionToken: Secret | null;
  /** Epoch ms by AWS's clock. */
  readonly expiration: number | null;
  readonly region: string;
  /** 12 digits; null while nothing has told us. */
  readonly accountId: string | null;
  /** Where calls go when that is not AWS: the demo account's address. */
  readonly endpointUrl: string | null;
}

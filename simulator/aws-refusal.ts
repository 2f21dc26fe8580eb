import { fail, type Result } from '../shared/result.ts';

/**
 * What AWS answers instead of a result. Codes and statuses:
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html and the operations' own pages; the wording of
 * messages is what users have quoted in public issue threads.
 */
export interface AwsRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export type Answer<Value> = Result<Value, AwsRefusal>;

function refuse(status: number, code: string, message: string): Result<never, AwsRefusal> {
  return fail({ status, code, message });
}

export const refusals = {
  missingAuthentication: () =>
    refuse(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'),

  incompleteSignature: (message: string) => refuse(400, 'IncompleteSignature', message),

  /** AWS ends the sentence with a full stop for an unknown key and without one for a bad session token. */
  unknownAccessKey: () =>
    refuse(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),

  invalidToken: () =>
    refuse(403, 'InvalidClientTokenId', 'The security token included in the request is invalid'),

  /**
   * The model names ExpiredTokenException with status 400, but requests signed with expired credentials get this:
   * https://github.com/aws/aws-sdk-java-v2/issues/1649
   */
  expiredToken: () => refuse(403, 'ExpiredToken', 'The security token included in the request is expired'),

  signatureDoesNotMatch: (
    message = 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ) => refuse(403, 'SignatureDoesNotMatch', message),

  accessDenied: (message: string) => refuse(403, 'AccessDenied', message),

  /** What someone without credentials of AWS is told. */
  notAuthorized: (action: string) => refuse(403, 'AccessDenied', `Not authorized to perform ${action}`),

  invalidIdentityToken: (message: string) => refuse(400, 'InvalidIdentityToken', message),

  /** For assertions and web identity tokens; requests signed with expired credentials get `expiredToken`. */
  expiredIdentityToken: (message: string) => refuse(400, 'ExpiredTokenException', message),

  idpRejectedClaim: (message: string) => refuse(403, 'IDPRejectedClaim', message),

  idpCommunicationError: (message: string) => refuse(400, 'IDPCommunicationError', message),

  validation: (message: string) => refuse(400, 'ValidationError', message),

  longerThanRoleAllows: () =>
    refuse(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ),

  invalidParameterValue: (message: string) => refuse(400, 'InvalidParameterValue', message),

  malformedInput: (message: string) => refuse(400, 'MalformedInput', message),

  malformedPolicyDocument: (message: string) => refuse(400, 'MalformedPolicyDocument', message),

  packedPolicyTooLarge: (message: string) => refuse(400, 'PackedPolicyTooLarge', message),

  regionDisabled: (accountId: string) =>
    refuse(
      403,
      'RegionDisabledException',
      `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
    ),

  noSuchRole: (roleName: string) =>
    refuse(404, 'NoSuchEntity', `The role with name ${roleName} cannot be found.`),

  noSuchUser: (userName: string) =>
    refuse(404, 'NoSuchEntity', `The user with name ${userName} cannot be found.`),

  noSuchAccessKey: (accessKeyId: string) =>
    refuse(404, 'NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`),

  /** https://github.com/rebuy-de/aws-nuke/issues/441 */
  unmodifiableRole: (roleName: string) =>
    refuse(
      400,
      'UnmodifiableEntity',
      `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`,
    ),

  limitExceeded: (message: string) => refuse(409, 'LimitExceeded', message),

  invalidAction: (action: string, version: string) =>
    refuse(400, 'InvalidAction', `Could not find operation ${action} for version ${version}`),

  methodNotAllowed: () => refuse(405, 'MethodNotAllowed', 'Only POST is understood here.'),

  bodyTooLarge: () => refuse(413, 'RequestEntityTooLarge', 'The request body is too large.'),
};

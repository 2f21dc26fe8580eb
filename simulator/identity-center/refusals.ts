import { fail, type Result } from '../../shared/result.ts';

/**
 * What the two services answer instead of a result. OIDC errors have `error` and `error_description` as OAuth has
 * them, portal errors a message: https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/CommonErrors.html
 */
export interface JsonRefusal {
  readonly status: number;
  /** With `Exception`, as in the header X-Amzn-ErrorType. */
  readonly code: string;
  readonly body: Readonly<Record<string, string>>;
}

export type JsonAnswer = Result<object, JsonRefusal>;

/** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2, https://datatracker.ietf.org/doc/html/rfc8628#section-3.5 */
const oauthErrors = {
  AccessDeniedException: [400, 'access_denied'],
  AuthorizationPendingException: [400, 'authorization_pending'],
  ExpiredTokenException: [400, 'expired_token'],
  InvalidClientException: [401, 'invalid_client'],
  InvalidClientMetadataException: [400, 'invalid_client_metadata'],
  InvalidGrantException: [400, 'invalid_grant'],
  InvalidRedirectUriException: [400, 'invalid_redirect_uri'],
  InvalidRequestException: [400, 'invalid_request'],
  InvalidScopeException: [400, 'invalid_scope'],
  SlowDownException: [400, 'slow_down'],
  UnauthorizedClientException: [400, 'unauthorized_client'],
  UnsupportedGrantTypeException: [400, 'unsupported_grant_type'],
} as const;

export function refuseOidc(code: keyof typeof oauthErrors, description: string): Result<never, JsonRefusal> {
  const [status, error] = oauthErrors[code];
  return fail({ status, code, body: { error, error_description: description } });
}

export const portalRefusals = {
  unauthorized: () => refusePortal(401, 'UnauthorizedException', 'Session token not found or invalid'),
  tooMany: () => refusePortal(429, 'TooManyRequestsException', 'HTTP 429 Unknown Code'),
  /** AWS says this for a role one has no access to: https://github.com/aws/aws-cli/issues/7871 */
  noAccess: () => refusePortal(403, 'ForbiddenException', 'No access'),
  notFound: () => refusePortal(404, 'ResourceNotFoundException', 'Account not found'),
  invalid: (message: string) => refusePortal(400, 'InvalidRequestException', message),
};

function refusePortal(status: number, code: string, message: string): Result<never, JsonRefusal> {
  return fail({ status, code, body: { message, __type: `com.amazonaws.switchboard.portal#${code}` } });
}

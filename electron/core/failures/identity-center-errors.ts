import { type AppError, appError, type ReasonCode } from '../../../shared/errors.ts';
import type { SsoGrant } from '../way-in-ports.ts';
import { type StsFailure, stsError } from './sts-errors.ts';

/** What was asked of Identity Center. */
export type IdentityCenterCall =
  | { readonly kind: 'client' }
  | { readonly kind: 'token'; readonly grant: SsoGrant['kind'] }
  | { readonly kind: 'portal'; readonly account: string | null; readonly role: string | null };

const service = 'Identity Center';

/**
 * Puts a refusal of Identity Center into a typed error.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html#API_CreateToken_Errors
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html#API_GetRoleCredentials_Errors
 */
export function identityCenterError(failure: StsFailure, call: IdentityCenterCall): AppError {
  const name = failure.name.replace(/Exception$/, '');
  const { code, params } = stsError(failure);
  const { detail, ...facts } = params;
  const reason = detail ?? params.awsCode ?? '';
  if (code === 'sts-throttled') return appError('identity-center-throttled', facts);
  if (code === 'sts-server-error' || name === 'InternalServer') {
    return appError('sign-in-not-reachable', { host: service, reason, ...facts });
  }
  const ended = appError('sign-in-revoked', { signIn: service, ...facts });
  switch (call.kind) {
    case 'portal': {
      if (name === 'Unauthorized' || failure.status === 401) return ended;
      if (name !== 'Forbidden' && name !== 'ResourceNotFound') break;
      const { account, role } = call;
      return appError('identity-center-no-access', {
        ...(role === null ? {} : { role }),
        ...(account === null ? {} : { account }),
        ...facts,
      });
    }
    case 'token':
      if (call.grant === 'refresh' && /^(?:InvalidGrant|ExpiredToken|AccessDenied)$/.test(name)) return ended;
      if (name === 'AccessDenied') {
        return appError('sign-in-refused', {
          host: service,
          reason: 'access-denied' satisfies ReasonCode,
          ...facts,
        });
      }
      break;
    case 'client':
      break;
  }
  return appError('identity-center-refused', { reason, ...facts });
}

/** Registrations end after 90 days, and can be taken back: a new one is made for the asking. */
export function isRegistrationRefused({ code, params }: AppError): boolean {
  return (
    code === 'identity-center-refused' && /^(?:Invalid|Unauthorized)Client\b/.test(named(params.awsCode))
  );
}

/** The person took longer than the code lives. */
export function isDeviceCodeExpired({ code, params }: AppError): boolean {
  return code === 'identity-center-refused' && named(params.awsCode) === 'ExpiredToken';
}

function named(awsCode = ''): string {
  return awsCode.replace(/Exception$/, '');
}

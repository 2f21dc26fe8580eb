import { type AppError, appError, type ReasonCode } from '../../../shared/errors.ts';
import { type StsFailure, stsError } from './sts-errors.ts';

/**
 * Puts a refusal of IAM into a typed error. What is common to all of AWS (keys, signatures, throttling) keeps the code
 * it has for STS. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html#API_CreateAccessKey_Errors
 */
export function iamError(failure: StsFailure, action: string): AppError {
  const { code, params } = stsError(failure);
  const name = failure.name.replace(/Exception$/, '');
  if (name === 'LimitExceeded' && action === 'CreateAccessKey') return appError('iam-key-limit', params);
  // Roles of AWS's services, and those that Identity Center made.
  if (name === 'UnmodifiableEntity' && action === 'UpdateRole') {
    return appError('role-maximum-not-raisable', { reason: 'role-of-aws' satisfies ReasonCode });
  }
  if (code === 'sts-access-denied') {
    // AWS does not say that MFA would do; a policy that wants it denies explicitly what comes without.
    const denied = /explicit deny/i.test(failure.message) ? { explicitly: 'yes' } : {};
    return appError('iam-access-denied', { action: `iam:${action}`, ...params, ...denied });
  }
  return code === 'sts-unknown' || code === 'sts-validation'
    ? appError('iam-unknown', params)
    : { code, params };
}

import { succeed } from '../../shared/result.ts';
import { identityOf } from '../caller.ts';
import type { Operation } from '../operation.ts';

/**
 * Answers anyone, even under an explicit deny.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity: Operation = ({ caller }) => {
  const { arn, userId } = identityOf(caller);
  return succeed({ Arn: arn, UserId: userId, Account: caller.account.id });
};

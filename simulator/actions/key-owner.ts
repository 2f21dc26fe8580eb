import { succeed } from '../../shared/result.ts';
import type { KeyOwner } from '../access-key-store.ts';
import { rootArn, userArn } from '../account.ts';
import { authorize, callerContext } from '../authorization.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { isClosedToIam, userOf } from '../caller.ts';
import { constraints, RequestValidation } from '../constraints.ts';
import type { OperationContext } from '../operation.ts';

/** The user that is named or, where none is, the one whose key signed. */
export function allowedOwner(
  { caller, parameters, region, now }: OperationContext,
  action: string,
  validate: (validation: RequestValidation) => void = () => {},
): Answer<KeyOwner> {
  if (isClosedToIam(caller)) {
    return refusals.invalidToken();
  }
  const { account } = caller;
  const userName = parameters.get('UserName');
  const validation = new RequestValidation();
  validation.optional('userName', userName, constraints.userName);
  validate(validation);
  const valid = validation.result();
  if (!valid.ok) {
    return valid;
  }
  if (userName === undefined && caller.kind === 'role-session') {
    return refusals.validation('Must specify userName when calling with non-User credentials');
  }
  const named = account.users?.find((candidate) => candidate.name === userName);
  const owner: KeyOwner = { account, user: userName === undefined ? userOf(caller) : (named ?? null) };
  const resource =
    userName !== undefined && named === undefined
      ? `arn:aws:iam::${account.id}:user/${userName}`
      : arnOf(owner);
  const request = {
    action: `iam:${action}`,
    resource,
    context: callerContext(caller, now).set('aws:RequestedRegion', region),
  };
  const authorized = authorize(caller, request, `user ${userName ?? nameOf(owner)}`);
  if (!authorized.ok) {
    return authorized;
  }
  return userName !== undefined && named === undefined ? refusals.noSuchUser(userName) : succeed(owner);
}

function arnOf({ account, user }: KeyOwner): string {
  return user === null ? rootArn(account) : userArn(account, user);
}

export function nameOf({ user }: KeyOwner): string {
  return user?.name ?? '(root)';
}

export function xmlTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

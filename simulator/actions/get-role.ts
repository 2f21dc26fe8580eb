import { succeed } from '../../shared/result.ts';
import { roleArn } from '../account.ts';
import { authorize, callerContext } from '../authorization.ts';
import { refusals } from '../aws-refusal.ts';
import { isClosedToIam } from '../caller.ts';
import { constraints, RequestValidation } from '../constraints.ts';
import type { Operation } from '../operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html. Only roles of the caller's own account. */
export const getRole: Operation = ({ caller, parameters, region, now, roles }) => {
  if (isClosedToIam(caller)) {
    return refusals.invalidToken();
  }
  const roleName = parameters.get('RoleName');
  const validation = new RequestValidation();
  validation.required('roleName', roleName, constraints.roleName);
  const valid = validation.result();
  if (!valid.ok || roleName === undefined) {
    return valid;
  }
  const { account } = caller;
  const role = account.roles?.find((candidate) => candidate.name === roleName);
  const resource =
    role === undefined ? `arn:aws:iam::${account.id}:role/${roleName}` : roleArn({ account, role });
  const context = callerContext(caller, now).set('aws:RequestedRegion', region);
  const authorized = authorize(caller, { action: 'iam:GetRole', resource, context }, `role ${roleName}`);
  if (!authorized.ok) {
    return authorized;
  }
  if (role === undefined) {
    return refusals.noSuchRole(roleName);
  }
  const { description, maxSessionDuration } = roles.of({ account, role });
  return succeed({
    Role: {
      Path: role.path ?? '/',
      RoleName: role.name,
      RoleId: role.id,
      Arn: resource,
      CreateDate: '2020-01-01T00:00:00Z',
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trustPolicy)),
      Description: description,
      MaxSessionDuration: maxSessionDuration,
    },
  });
};

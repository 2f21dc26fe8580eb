import { succeed } from '../../shared/result.ts';
import { defaultMaxSessionDuration, roleArn } from '../account.ts';
import { authorize, callerContext } from '../authorization.ts';
import { refusals } from '../aws-refusal.ts';
import { isClosedToIam } from '../caller.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { Operation } from '../operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html. Only roles of the caller's own account. */
export const updateRole: Operation = ({ caller, parameters, region, now, roles }) => {
  if (isClosedToIam(caller)) {
    return refusals.invalidToken();
  }
  const roleName = parameters.get('RoleName');
  const description = parameters.get('Description');
  // Left out, it is not left as it was: the default comes back.
  const seconds = parseDuration(parameters.get('MaxSessionDuration'), defaultMaxSessionDuration);
  if (!seconds.ok) {
    return seconds;
  }
  const validation = new RequestValidation();
  validation.required('roleName', roleName, constraints.roleName);
  validation.optional('description', description, constraints.roleDescription);
  validation.range('maxSessionDuration', seconds.value, 3600, 43_200);
  const valid = validation.result();
  if (!valid.ok || roleName === undefined) {
    return valid;
  }
  const { account } = caller;
  const role = account.roles?.find((candidate) => candidate.name === roleName);
  const resource =
    role === undefined ? `arn:aws:iam::${account.id}:role/${roleName}` : roleArn({ account, role });
  const context = callerContext(caller, now).set('aws:RequestedRegion', region);
  const authorized = authorize(caller, { action: 'iam:UpdateRole', resource, context }, `role ${roleName}`);
  if (!authorized.ok) {
    return authorized;
  }
  if (role === undefined) {
    return refusals.noSuchRole(roleName);
  }
  if (/^\/aws-(?:reserved|service-role)\//.test(role.path ?? '/') || /^AWSReservedSSO_/.test(roleName)) {
    return refusals.unmodifiableRole(roleName);
  }
  roles.update(
    { account, role },
    { maxSessionDuration: seconds.value, ...(description === undefined ? {} : { description }) },
  );
  return succeed({});
};

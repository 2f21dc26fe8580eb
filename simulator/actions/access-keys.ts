import { succeed } from '../../shared/result.ts';
import { type KeyOwner, mostKeys, type StoredKey } from '../access-key-store.ts';
import { rootArn, userArn } from '../account.ts';
import { authorize, callerContext } from '../authorization.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { userOf } from '../caller.ts';
import { constraints, RequestValidation } from '../constraints.ts';
import type { Operation, OperationContext } from '../operation.ts';
import type { XmlContent } from '../xml.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey: Operation = (context) => {
  const owner = allowedOwner(context, 'CreateAccessKey');
  if (!owner.ok) {
    return owner;
  }
  const { keys, now } = context;
  if (keys.of(owner.value).length >= mostKeys) {
    return refusals.limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${mostKeys}`);
  }
  const created = keys.create(owner.value, now);
  return succeed({
    AccessKey: { ...metadata(owner.value, created), SecretAccessKey: created.secretAccessKey },
  });
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys: Operation = (context) => {
  const owner = allowedOwner(context, 'ListAccessKeys');
  return owner.ok
    ? succeed({
        AccessKeyMetadata: context.keys.of(owner.value).map((key) => metadata(owner.value, key)),
        IsTruncated: 'false',
      })
    : owner;
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey: Operation = (context) => {
  const status = context.parameters.get('Status');
  const found = allowedKey(context, 'UpdateAccessKey', (validation) =>
    validation.required('status', status, constraints.accessKeyStatus),
  );
  if (!found.ok) {
    return found;
  }
  const { owner, key } = found.value;
  context.keys.update(owner, key.accessKeyId, { status: status === 'Inactive' ? 'Inactive' : 'Active' });
  return succeed({});
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey: Operation = (context) => {
  const found = allowedKey(context, 'DeleteAccessKey');
  if (!found.ok) {
    return found;
  }
  context.keys.remove(found.value.owner, found.value.key.accessKeyId);
  return succeed({});
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const getAccessKeyLastUsed: Operation = (context) => {
  const found = allowedKey(context, 'GetAccessKeyLastUsed');
  if (!found.ok) {
    return found;
  }
  const { owner, key } = found.value;
  return succeed({
    UserName: nameOf(owner),
    AccessKeyLastUsed: {
      LastUsedDate: key.lastUsedAt === null ? undefined : xmlTime(key.lastUsedAt),
      ServiceName: key.lastUsedService ?? 'N/A',
      Region: key.lastUsedAt === null ? 'N/A' : 'us-east-1',
    },
  });
};

function allowedKey(
  context: OperationContext,
  action: string,
  validate: (validation: RequestValidation) => void = () => {},
): Answer<{ readonly owner: KeyOwner; readonly key: StoredKey }> {
  const accessKeyId = context.parameters.get('AccessKeyId');
  const owner = allowedOwner(context, action, (validation) => {
    validation.required('accessKeyId', accessKeyId, constraints.accessKeyId);
    validate(validation);
  });
  if (!owner.ok) {
    return owner;
  }
  const key = context.keys.of(owner.value).find((candidate) => candidate.accessKeyId === accessKeyId);
  return key === undefined
    ? refusals.noSuchAccessKey(accessKeyId ?? '')
    : succeed({ owner: owner.value, key });
}

/** The user that is named or, where none is, the one whose key signed. */
function allowedOwner(
  { caller, parameters, region, now }: OperationContext,
  action: string,
  validate: (validation: RequestValidation) => void = () => {},
): Answer<KeyOwner> {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
  if (caller.kind === 'user-session' && caller.mfaAt === null) {
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

function metadata(owner: KeyOwner, key: StoredKey): Readonly<Record<string, XmlContent>> {
  return {
    UserName: nameOf(owner),
    AccessKeyId: key.accessKeyId,
    Status: key.status ?? 'Active',
    CreateDate: xmlTime(key.createdAt),
  };
}

function arnOf({ account, user }: KeyOwner): string {
  return user === null ? rootArn(account) : userArn(account, user);
}

function nameOf({ user }: KeyOwner): string {
  return user?.name ?? '(root)';
}

function xmlTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

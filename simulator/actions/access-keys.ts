import { succeed } from '../../shared/result.ts';
import { type KeyOwner, mostKeys, type StoredKey } from '../access-key-store.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { constraints, type RequestValidation } from '../constraints.ts';
import type { Operation, OperationContext } from '../operation.ts';
import type { XmlContent } from '../xml.ts';
import { allowedOwner, nameOf, xmlTime } from './key-owner.ts';

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

function metadata(owner: KeyOwner, key: StoredKey): Readonly<Record<string, XmlContent>> {
  return {
    UserName: nameOf(owner),
    AccessKeyId: key.accessKeyId,
    Status: key.status ?? 'Active',
    CreateDate: xmlTime(key.createdAt),
  };
}

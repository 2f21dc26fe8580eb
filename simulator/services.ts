import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './actions/access-keys.ts';
import { assumeRole } from './actions/assume-role.ts';
import { getCallerIdentity } from './actions/get-caller-identity.ts';
import { getRole } from './actions/get-role.ts';
import { getSessionToken } from './actions/get-session-token.ts';
import type { Operation } from './operation.ts';

interface Service {
  /** As in the credential scope of a signature. */
  readonly signingName: string;
  readonly namespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** By the Version parameter: all services share one address here, so it is what tells them apart. */
const services: Readonly<Record<string, Service>> = {
  '2011-06-15': {
    signingName: 'sts',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: {
      AssumeRole: assumeRole,
      GetCallerIdentity: getCallerIdentity,
      GetSessionToken: getSessionToken,
    },
  },
  '2010-05-08': {
    signingName: 'iam',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    operations: {
      CreateAccessKey: createAccessKey,
      DeleteAccessKey: deleteAccessKey,
      GetAccessKeyLastUsed: getAccessKeyLastUsed,
      GetRole: getRole,
      ListAccessKeys: listAccessKeys,
      UpdateAccessKey: updateAccessKey,
    },
  },
};

/** What AWS uses when it knows no operation that the answer could belong to. */
export const faultNamespace = 'http://webservices.amazon.com/AWSFault/2005-15-09';

interface FoundOperation {
  readonly signingName: string;
  readonly namespace: string;
  readonly run: Operation;
}

export function findOperation(action: string, version: string): FoundOperation | undefined {
  const service = Object.hasOwn(services, version) ? services[version] : undefined;
  const run =
    service !== undefined && Object.hasOwn(service.operations, action)
      ? service.operations[action]
      : undefined;
  return service === undefined || run === undefined ? undefined : { ...service, run };
}

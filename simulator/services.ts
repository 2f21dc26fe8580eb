import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './actions/access-keys.ts';
import { assumeRole } from './actions/assume-role.ts';
import { assumeRoleWithSaml } from './actions/assume-role-with-saml.ts';
import { assumeRoleWithWebIdentity } from './actions/assume-role-with-web-identity.ts';
import { assumeRoot } from './actions/assume-root.ts';
import { getCallerIdentity } from './actions/get-caller-identity.ts';
import { getFederationToken } from './actions/get-federation-token.ts';
import { getRole } from './actions/get-role.ts';
import { getSessionToken } from './actions/get-session-token.ts';
import { listMfaDevices } from './actions/list-mfa-devices.ts';
import { updateRole } from './actions/update-role.ts';
import type { OpenOperation, Operation } from './operation.ts';

interface Service {
  /** As in the credential scope of a signature. */
  readonly signingName: string;
  readonly namespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Those that take no signature. */
  readonly openOperations?: Readonly<Record<string, OpenOperation>>;
}

/** By the Version parameter: all services share one address here, so it is what tells them apart. */
const services: Readonly<Record<string, Service>> = {
  '2011-06-15': {
    signingName: 'sts',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: {
      AssumeRole: assumeRole,
      AssumeRoot: assumeRoot,
      GetCallerIdentity: getCallerIdentity,
      GetFederationToken: getFederationToken,
      GetSessionToken: getSessionToken,
    },
    openOperations: {
      AssumeRoleWithSAML: assumeRoleWithSaml,
      AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
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
      ListMFADevices: listMfaDevices,
      UpdateAccessKey: updateAccessKey,
      UpdateRole: updateRole,
    },
  },
};

/** What AWS uses when it knows no operation that the answer could belong to. */
export const faultNamespace = 'http://webservices.amazon.com/AWSFault/2005-15-09';

type FoundOperation = Pick<Service, 'signingName' | 'namespace'> &
  (
    | { readonly isOpen: false; readonly run: Operation }
    | { readonly isOpen: true; readonly run: OpenOperation }
  );

export function findOperation(action: string, version: string): FoundOperation | undefined {
  const service = own(services, version);
  if (service === undefined) {
    return undefined;
  }
  const { signingName, namespace } = service;
  const run = own(service.operations, action);
  if (run !== undefined) {
    return { signingName, namespace, isOpen: false, run };
  }
  const runOpen = own(service.openOperations ?? {}, action);
  return runOpen === undefined ? undefined : { signingName, namespace, isOpen: true, run: runOpen };
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

import { succeed } from '../shared/result.ts';
import type { IamAccessKey, SimulatedAws } from './account.ts';
import { type Answer, refusals } from './aws-refusal.ts';
import type { Caller } from './caller.ts';
import type { SessionStore } from './session-store.ts';
import {
  type Authorization,
  checkScopeAndTime,
  checkSignature,
  parseAuthorization,
  type SignedRequest,
} from './signature.ts';

export interface Authenticated {
  readonly caller: Caller;
  /** The Region the request was signed for. */
  readonly region: string;
}

interface KnownKey {
  readonly secretAccessKey: string;
  readonly caller: Caller;
}

/**
 * Finds out who signed a request. The session token is read first because, with AWS, it holds the secret that the
 * signature is checked against.
 */
export function authenticate(
  aws: SimulatedAws,
  sessions: SessionStore,
  request: SignedRequest,
  service: string,
  now: number,
): Answer<Authenticated> {
  const authorization = parseAuthorization(request.headers);
  if (!authorization.ok) {
    return authorization;
  }
  const known = findKey(aws, sessions, authorization.value, request.headers['x-amz-security-token'], now);
  if (!known.ok) {
    return known;
  }
  const scope = checkScopeAndTime(authorization.value, service, now);
  if (!scope.ok) {
    return scope;
  }
  const signature = checkSignature(request, authorization.value, known.value.secretAccessKey);
  if (!signature.ok) {
    return signature;
  }
  return succeed({ caller: known.value.caller, region: authorization.value.region });
}

function findKey(
  aws: SimulatedAws,
  sessions: SessionStore,
  { accessKeyId }: Authorization,
  sessionToken: string | undefined,
  now: number,
): Answer<KnownKey> {
  if (sessionToken === undefined) {
    const known = findLongTermKey(aws, accessKeyId);
    return known === undefined ? refusals.unknownAccessKey() : succeed(known);
  }
  const session = sessions.find(accessKeyId, sessionToken);
  if (session === undefined) {
    return refusals.invalidToken();
  }
  if (session.credentials.expiresAt <= now) {
    return refusals.expiredToken();
  }
  return succeed({ secretAccessKey: session.credentials.secretAccessKey, caller: session.caller });
}

/** A deactivated key is answered like one that never was. */
function findLongTermKey(aws: SimulatedAws, accessKeyId: string): KnownKey | undefined {
  const isMeant = (key: IamAccessKey) => key.accessKeyId === accessKeyId && key.status !== 'Inactive';
  for (const account of aws.accounts) {
    const rootKey = account.rootAccessKeys?.find(isMeant);
    if (rootKey !== undefined) {
      return { secretAccessKey: rootKey.secretAccessKey, caller: { kind: 'root', account } };
    }
    for (const user of account.users ?? []) {
      const key = user.accessKeys.find(isMeant);
      if (key !== undefined) {
        return { secretAccessKey: key.secretAccessKey, caller: { kind: 'user', account, user } };
      }
    }
  }
  return undefined;
}

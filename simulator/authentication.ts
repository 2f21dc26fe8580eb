import { succeed } from '../shared/result.ts';
import type { AccessKeyStore } from './access-key-store.ts';
import type { SimulatedAws } from './account.ts';
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
  /** Remembers that it was used; a session's is not remembered. */
  readonly markUsed: () => void;
}

/**
 * Finds out who signed a request. The session token is read first because, with AWS, it holds the secret that the
 * signature is checked against.
 */
export function authenticate(
  aws: SimulatedAws,
  sessions: SessionStore,
  keys: AccessKeyStore,
  request: SignedRequest,
  service: string,
  now: number,
): Answer<Authenticated> {
  const authorization = parseAuthorization(request.headers);
  if (!authorization.ok) {
    return authorization;
  }
  const known = findKey(
    aws,
    sessions,
    keys,
    service,
    authorization.value,
    request.headers['x-amz-security-token'],
    now,
  );
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
  known.value.markUsed();
  return succeed({ caller: known.value.caller, region: authorization.value.region });
}

function findKey(
  aws: SimulatedAws,
  sessions: SessionStore,
  keys: AccessKeyStore,
  service: string,
  { accessKeyId }: Authorization,
  sessionToken: string | undefined,
  now: number,
): Answer<KnownKey> {
  if (sessionToken === undefined) {
    const known = findLongTermKey(aws, keys, service, accessKeyId, now);
    return known === undefined ? refusals.unknownAccessKey() : succeed(known);
  }
  const session = sessions.find(accessKeyId, sessionToken);
  if (session === undefined) {
    return refusals.invalidToken();
  }
  if (session.credentials.expiresAt <= now) {
    return refusals.expiredToken();
  }
  const { secretAccessKey } = session.credentials;
  return succeed({ secretAccessKey, caller: session.caller, markUsed: () => {} });
}

/** A deactivated key is answered like one that never was. */
function findLongTermKey(
  aws: SimulatedAws,
  keys: AccessKeyStore,
  service: string,
  accessKeyId: string,
  now: number,
): KnownKey | undefined {
  const found = keys.findUsable(aws.accounts, accessKeyId, now);
  if (found === undefined) {
    return undefined;
  }
  const { owner, key } = found;
  const { account, user } = owner;
  return {
    secretAccessKey: key.secretAccessKey,
    caller: user === null ? { kind: 'root', account } : { kind: 'user', account, user },
    markUsed: () => keys.update(owner, accessKeyId, { lastUsedAt: now, lastUsedService: service }),
  };
}

import { succeed } from '../../shared/result.ts';
import type { SimulatedAws } from '../account.ts';
import type { RoleSession } from '../caller.ts';
import type { SessionStore } from '../session-store.ts';
import { type IdentityCenterInstance, type PortalUser, reservedRoleName } from './instance.ts';
import { type JsonAnswer, portalRefusals } from './refusals.ts';

/** A page of whatever a user may see, by their order in the data. */
interface PageRequest {
  readonly nextToken: string | null;
  readonly maxResult: string | null;
}

const largestPage = 100;

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html */
export function listAccounts(
  { accounts }: IdentityCenterInstance,
  user: PortalUser,
  page: PageRequest,
): JsonAnswer {
  const open = new Set(user.assignments.map(({ accountId }) => accountId));
  const seen = accounts
    .filter(({ id }) => open.has(id))
    .map(({ id, name, email }) => ({
      accountId: id,
      accountName: name,
      ...(email === undefined ? {} : { emailAddress: email }),
    }));
  return pageOf('accountList', seen, page);
}

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html */
export function listAccountRoles(
  instance: IdentityCenterInstance,
  user: PortalUser,
  accountId: string | null,
  page: PageRequest,
): JsonAnswer {
  if (accountId === null) return portalRefusals.invalid('Account ID is missing');
  if (!instance.accounts.some(({ id }) => id === accountId)) return portalRefusals.notFound();
  const roles = user.assignments
    .filter((assignment) => assignment.accountId === accountId)
    .map(({ permissionSet }) => ({ roleName: permissionSet, accountId }));
  return roles.length === 0 ? portalRefusals.noAccess() : pageOf('roleList', roles, page);
}

interface CredentialsRequest {
  readonly accountId: string | null;
  readonly roleName: string | null;
  readonly now: number;
}

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html */
export function getRoleCredentials(
  aws: SimulatedAws,
  instance: IdentityCenterInstance,
  sessions: SessionStore,
  user: PortalUser,
  { accountId, roleName, now }: CredentialsRequest,
): JsonAnswer {
  if (accountId === null || roleName === null) return portalRefusals.invalid('Account ID or role is missing');
  const assigned = user.assignments.some(
    (assignment) => assignment.accountId === accountId && assignment.permissionSet === roleName,
  );
  const set = instance.permissionSets.find(({ name }) => name === roleName);
  if (!assigned || set === undefined) return portalRefusals.noAccess();

  const account = aws.accounts.find(({ id }) => id === accountId) ?? { id: accountId };
  const name = reservedRoleName(accountId, roleName);
  const caller: RoleSession = {
    kind: 'role-session',
    account,
    role: {
      name,
      id: `AROA${name.slice(-16).toUpperCase()}`,
      path: '/aws-reserved/sso.amazonaws.com/',
      trustPolicy: { Statement: [] },
      policies: set.policies ?? [],
      maxSessionDuration: 43_200,
    },
    roleSessionName: user.name,
    sessionPolicies: null,
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: null,
    chained: false,
    federatedProvider: null,
  };
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = sessions.issue(
    caller,
    now,
    set.sessionSeconds ?? 3600,
  );
  return succeed({
    roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration: expiresAt },
  });
}

function pageOf(list: string, items: readonly object[], { nextToken, maxResult }: PageRequest): JsonAnswer {
  const size = maxResult === null ? largestPage : Number(maxResult);
  if (!Number.isInteger(size) || size < 1 || size > largestPage) {
    return portalRefusals.invalid('max_result must be from 1 to 100');
  }
  const start = nextToken === null ? 0 : offsetOf(nextToken, list);
  if (start === null) return portalRefusals.invalid('Invalid next_token');
  const end = start + size;
  const more = end < items.length ? { nextToken: tokenOf(end, list) } : {};
  return succeed({ [list]: items.slice(start, end), ...more });
}

function tokenOf(offset: number, list: string): string {
  return Buffer.from(`${list}:${offset}`).toString('base64');
}

function offsetOf(token: string, list: string): number | null {
  const [name, offset] = Buffer.from(token, 'base64').toString().split(':');
  return name === list && /^\d+$/.test(offset ?? '') ? Number(offset) : null;
}

import { createDecipheriv, createHash } from 'node:crypto';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { LongTermCredentials } from '../core/credentials.ts';
import type { OtherToolItem, OtherToolTake } from '../core/way-in-ports.ts';

const magic = 'Salted__';
const keyBytes = 32;
const ivBytes = 16;

/**
 * Opens ~/.Leapp/Leapp-lock.json: AES-256-CBC as CryptoJS writes it (https://cryptojs.gitbook.io/docs/#the-cipher-input),
 * base64 of OpenSSL's salted format, key and IV by EVP_BytesToKey with MD5
 * (https://docs.openssl.org/3.0/man3/EVP_BytesToKey/). `passphrase`: see leapp.ts. Errors: other-tool-unreadable.
 */
export function openWorkspace(text: string, passphrase: string): Result<unknown> {
  const whole = Buffer.from(text.trim(), 'base64');
  const refused = fail(leappUnreadable('other-machine'));
  if (whole.subarray(0, magic.length).toString('latin1') !== magic) return refused;
  const salt = whole.subarray(magic.length, magic.length + 8);
  try {
    const derived = bytesToKey(passphrase, salt);
    const cipher = createDecipheriv('aes-256-cbc', derived.subarray(0, keyBytes), derived.subarray(keyBytes));
    const plain = Buffer.concat([cipher.update(whole.subarray(magic.length + 8)), cipher.final()]);
    const workspace: unknown = JSON.parse(plain.toString('utf8'));
    return succeed(workspace);
  } catch {
    return refused;
  }
}

function bytesToKey(passphrase: string, salt: Uint8Array): Buffer {
  let derived = Buffer.alloc(0);
  for (let block = Buffer.alloc(0); derived.length < keyBytes + ivBytes; ) {
    block = createHash('md5').update(block).update(passphrase, 'utf8').update(salt).digest();
    derived = Buffer.concat([derived, block]);
  }
  return derived.subarray(0, keyBytes + ivBytes);
}

type Fields = Readonly<Record<string, unknown>>;

interface Workspace {
  readonly sessions: readonly Fields[];
  readonly idpUrls: readonly Fields[];
  readonly integrations: readonly Fields[];
  readonly region: string;
}

/**
 * Its sessions, as https://github.com/Noovolari/leapp/tree/master/packages/core/src/models keeps them. Whatever is
 * there is hostile: what has not the form it should have is named, never guessed.
 */
export function itemsIn(
  workspace: unknown,
  readKey: (sessionId: string) => Promise<Result<LongTermCredentials>>,
): readonly OtherToolItem[] {
  const whole = isFields(workspace) ? workspace : {};
  const read: Workspace = {
    sessions: list(whole._sessions),
    idpUrls: list(whole._idpUrls),
    integrations: list(whole._awsSsoIntegrations),
    region: text(whole._defaultRegion) || 'us-east-1',
  };
  const items = new Map<string, OtherToolItem>();
  for (const session of read.sessions) {
    for (const item of itemsOf(session, read, readKey)) if (!items.has(item.id)) items.set(item.id, item);
  }
  return [...items.values()];
}

function itemsOf(
  session: Fields,
  workspace: Workspace,
  readKey: (sessionId: string) => Promise<Result<LongTermCredentials>>,
): readonly OtherToolItem[] {
  const id = text(session.sessionId);
  const name = text(session.sessionName);
  if (id === '' || name === '') return [];
  const region = text(session.region) || workspace.region;
  switch (session.type) {
    case 'awsIamUser': {
      const mfaSerial = text(session.mfaDevice) || null;
      const take = { kind: 'session-token', sourceId: keyItemId(id), region, mfaSerial } as const;
      return [
        {
          id: keyItemId(id),
          name,
          becomes: 'access-key',
          about: '',
          problem: null,
          take: { kind: 'access-key', read: () => readKey(id) },
        },
        item(id, name, mfaSerial ?? '', take),
      ];
    }
    case 'awsIamRoleChained':
      return [chained(id, name, region, session, workspace)];
    case 'awsIamRoleFederated': {
      const startUrl = text(byId(workspace.idpUrls, session.idpUrlId)?.url);
      const [roleArn, principalArn] = [text(session.roleArn), text(session.idpArn)];
      if (!startUrl) return [broken(id, name, roleArn, 'provider-gone')];
      return [
        item(id, name, roleArn, { kind: 'assume-role-with-saml', startUrl, roleArn, principalArn, region }),
      ];
    }
    case 'awsSsoRole':
      return [permissionSet(id, name, region, session, workspace)];
    default:
      return [broken(id, name, '', 'not-aws')];
  }
}

/**
 * Leapp takes a code for the user's session and assumes the role from that: the same as one code that several roles
 * share.
 */
function chained(
  id: string,
  name: string,
  region: string,
  session: Fields,
  { sessions }: Workspace,
): OtherToolItem {
  const roleArn = text(session.roleArn);
  const parentId = text(session.parentSessionId);
  const parent = sessions.find((other) => text(other.sessionId) === parentId);
  if (parentId === '' || parent === undefined) return broken(id, name, roleArn, 'source-gone');
  const isUser = parent.type === 'awsIamUser';
  const sessionName = text(session.roleSessionName);
  return item(id, name, roleArn, {
    kind: 'assume-role',
    sourceId: isUser ? keyItemId(parentId) : parentId,
    roleArn,
    region,
    mfaSerial: isUser ? text(parent.mfaDevice) || null : null,
    // Leapp's own default says nothing of the person.
    roleSessionName: sessionName === '' || sessionName === 'assumed-from-leapp' ? null : sessionName,
  });
}

/** Its ARN is Leapp's own: `arn:aws:iam::123456789012/NAME`. */
function permissionSet(
  id: string,
  name: string,
  region: string,
  session: Fields,
  { integrations }: Workspace,
): OtherToolItem {
  const [, accountId, roleName] =
    /^arn:[\w-]+:iam::(\d{12}):?\/(?:role\/)?(.+)$/.exec(text(session.roleArn)) ?? [];
  const integration = byId(integrations, session.awsSsoConfigurationId);
  const startUrl = text(integration?.portalUrl);
  const ssoRegion = text(integration?.region);
  const about = text(session.roleArn);
  if (accountId === undefined || roleName === undefined) return broken(id, name, about, 'role-unreadable');
  if (!startUrl || !ssoRegion) return broken(id, name, about, 'identity-center-gone');
  const take = { kind: 'identity-center', startUrl, ssoRegion, accountId, roleName, region } as const;
  // Leapp names it after the account, which has several roles.
  return item(id, `${name}/${roleName}`, `${accountId} / ${roleName}`, take);
}

function item(
  id: string,
  name: string,
  about: string,
  take: Exclude<OtherToolTake, { kind: 'access-key' }>,
): OtherToolItem {
  return { id, name, becomes: take.kind, about, problem: null, take };
}

function broken(id: string, name: string, about: string, reason: ReasonCode): OtherToolItem {
  return { id, name, becomes: null, about, problem: leappUnreadable(reason), take: null };
}

function keyItemId(sessionId: string): string {
  return `key:${sessionId}`;
}

function byId(entries: readonly Fields[], id: unknown): Fields | undefined {
  return text(id) === '' ? undefined : entries.find((entry) => text(entry.id) === text(id));
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty: there is none. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function leappUnreadable(reason: ReasonCode): AppError {
  return appError('other-tool-unreadable', { tool: 'Leapp', reason });
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { LongTermCredentials } from '../core/credentials.ts';
import type { OtherToolItem } from '../core/way-in-ports.ts';
import type { SecretCollections } from './secret-collections.ts';

export interface AwsVaultSurroundings {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Null: not on this platform. */
  readonly collections: Pick<SecretCollections, 'items' | 'secret'> | null;
}

export interface FoundTool {
  readonly place: string | null;
  readonly items: readonly OtherToolItem[];
}

/**
 * The access keys that aws-vault keeps. Which roles they assume stands in ~/.aws/config.
 * https://github.com/99designs/aws-vault/blob/master/USAGE.md#backends
 * Errors: other-tool-unreadable, keychain-*.
 */
export async function readAwsVault(around: AwsVaultSurroundings): Promise<Result<FoundTool>> {
  const { platform, home } = around;
  switch (platform) {
    case 'darwin': {
      const place = join(home, 'Library', 'Keychains', 'aws-vault.keychain-db');
      if (!(await isThere(place))) return succeed({ place: null, items: [] });
      return fail(unreadable('on-mac'));
    }
    case 'win32':
      return fail(unreadable('on-windows'));
    default:
      return readSecretService(around);
  }
}

async function readSecretService({
  variables,
  home,
  collections,
}: AwsVaultSurroundings): Promise<Result<FoundTool>> {
  const files = await encryptedFiles(variables.AWS_VAULT_FILE_DIR || join(home, '.awsvault', 'keys'));
  // https://github.com/99designs/aws-vault/blob/master/cli/global.go
  const name = variables.AWS_VAULT_SECRET_SERVICE_COLLECTION_NAME || 'awsvault';
  const found = (await collections?.items(name)) ?? succeed(null);
  if (!found.ok && files === null) return found;
  const kept = found.ok ? (found.value ?? []) : [];
  // The keyring gives them in no order.
  const items = kept
    .filter(({ label }) => !isSession(label))
    .toSorted((left, right) => (left.label < right.label ? -1 : 1))
    .map(
      (entry): OtherToolItem => ({
        id: `key:${entry.label}`,
        name: entry.label,
        becomes: 'access-key',
        about: name,
        problem: null,
        take: { kind: 'access-key', read: () => readKey(collections, entry.path) },
      }),
    );
  if (items.length === 0 && files === null) return succeed({ place: null, items: [] });
  return succeed({
    place: items.length > 0 ? `Secret Service: ${name}` : (files?.folder ?? null),
    items: [...items, ...(files?.items ?? [])],
  });
}

async function readKey(
  collections: AwsVaultSurroundings['collections'],
  path: string,
): Promise<Result<LongTermCredentials>> {
  const secret = await collections?.secret(path);
  if (secret === undefined) return fail(appError('keychain-unavailable'));
  return secret.ok ? parseAwsVaultItem(secret.value) : secret;
}

/**
 * What an item holds: JSON of github.com/99designs/keyring's Item, whose Data is base64 of JSON of the AWS SDK's
 * credentials. Errors: other-tool-unreadable.
 */
function parseAwsVaultItem(item: Secret): Result<LongTermCredentials> {
  const data = textIn(parsed(item.reveal()), 'Data');
  const credentials = data === null ? null : parsed(Buffer.from(data, 'base64').toString('utf8'));
  const accessKeyId = textIn(credentials, 'AccessKeyID');
  const secretAccessKey = textIn(credentials, 'SecretAccessKey');
  if (!accessKeyId || !secretAccessKey) return fail(unreadable('entry-no-key'));
  if (textIn(credentials, 'SessionToken')) return fail(unreadable('entry-session'));
  return succeed({ accessKeyId, secretAccessKey: new Secret(secretAccessKey) });
}

/**
 * Sessions and sign-ins that it caches beside the keys, in the ways it has named them over time:
 * https://github.com/99designs/aws-vault/blob/master/vault/sessionkeyring.go, oidctokenkeyring.go
 */
function isSession(label: string): boolean {
  return (
    /^[^,]+,[^,]+,[^,]*,\d+$/.test(label) ||
    /^session:[^ ]+:[^ ]*:[^:]+$/.test(label) ||
    / session \(\d+\)$/.test(label) ||
    label.startsWith('oidc:')
  );
}

/** Its file store: one encrypted file for each key, under a passphrase that only the person knows. */
async function encryptedFiles(
  folder: string,
): Promise<{ readonly folder: string; readonly items: readonly OtherToolItem[] } | null> {
  const names = await readdir(folder).catch(() => []);
  const items = names
    .filter((name) => !name.startsWith('.') && !isSession(decoded(name)))
    .map(
      (name): OtherToolItem => ({
        id: `file:${name}`,
        name: decoded(name),
        becomes: null,
        about: folder,
        problem: unreadable('passphrase'),
        take: null,
      }),
    );
  return items.length === 0 ? null : { folder, items };
}

/** File names are percent-encoded: https://github.com/99designs/keyring/blob/master/file.go */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function textIn(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : null;
}

function unreadable(reason: ReasonCode): AppError {
  return appError('other-tool-unreadable', { tool: 'aws-vault', reason });
}

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { LongTermCredentials } from '../core/credentials.ts';
import type { FoundTool } from './aws-vault.ts';
import { itemsIn, leappUnreadable, openWorkspace } from './leapp-workspace.ts';

export interface LeappSurroundings {
  readonly home: string;
  /** As `machineId` below has it. Null: it could not be read. */
  readonly machineId: () => Promise<string | null>;
  /** Of the keychain service `Leapp`. Null: no such entry. Errors: keychain-*. */
  readonly password: (account: string) => Promise<Result<Secret | null>>;
}

const largest = 16 * 1024 * 1024;

/** Errors: other-tool-unreadable. */
export async function readLeapp({
  home,
  machineId,
  password,
}: LeappSurroundings): Promise<Result<FoundTool>> {
  const place = join(home, '.Leapp', 'Leapp-lock.json');
  const size = await stat(place).then(
    (stats) => stats.size,
    () => null,
  );
  if (size === null) return succeed({ place: null, items: [] });
  if (size > largest) return fail(leappUnreadable('own-file-too-large'));
  const text = await readFile(place, 'latin1').catch(() => null);
  if (text === null) return fail(leappUnreadable('own-file-unreadable'));
  const id = await machineId();
  if (id === null) return fail(leappUnreadable('no-machine-id'));
  const workspace = openWorkspace(text, id);
  if (!workspace.ok) return workspace;
  return succeed({ place, items: itemsIn(workspace.value, (sessionId) => readKey(sessionId, password)) });
}

/** https://github.com/Noovolari/leapp/blob/master/packages/core/src/services/session/aws/aws-iam-user-service.ts */
async function readKey(
  sessionId: string,
  password: LeappSurroundings['password'],
): Promise<Result<LongTermCredentials>> {
  const accessKeyId = await password(`${sessionId}-iam-user-aws-session-access-key-id`);
  if (!accessKeyId.ok) return accessKeyId;
  const secret = await password(`${sessionId}-iam-user-aws-session-secret-access-key`);
  if (!secret.ok) return secret;
  const isWhole = accessKeyId.value !== null && secret.value !== null;
  if (!isWhole) return fail(leappUnreadable('entry-empty'));
  return succeed({
    accessKeyId: accessKeyId.value.reveal().trim(),
    secretAccessKey: new Secret(secret.value.reveal().trim()),
  });
}

/**
 * What Leapp locks its file with, as npm's node-machine-id makes it: SHA-256, in hex, of the system's own id in lower
 * case. https://github.com/automation-stack/node-machine-id
 */
export async function machineId(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  const id = await systemId(platform);
  return id === null ? null : hashedMachineId(id);
}

export function hashedMachineId(id: string): string {
  return createHash('sha256').update(id.replaceAll(/\s+/g, '').toLowerCase()).digest('hex');
}

async function systemId(platform: NodeJS.Platform): Promise<string | null> {
  switch (platform) {
    case 'darwin': {
      const printed = await output('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
      return /"IOPlatformUUID" = "([^"]+)"/.exec(printed)?.[1] ?? null;
    }
    case 'win32': {
      const program = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
      const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography';
      const printed = await output(program, ['QUERY', key, '/v', 'MachineGuid']);
      return /REG_SZ\s+(\S+)/.exec(printed)?.[1] ?? null;
    }
    default: {
      const files = ['/var/lib/dbus/machine-id', '/etc/machine-id'];
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
      return [...texts, hostname()].join('\n').trimStart().split('\n')[0] ?? null;
    }
  }
}

async function output(program: string, parameters: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, parameters, { timeout: 5_000, windowsHide: true });
    return stdout;
  } catch {
    return '';
  }
}

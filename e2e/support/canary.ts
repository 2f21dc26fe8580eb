import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedAws } from '../../simulator/account.ts';

/**
 * Looks for secrets in whatever may hold bytes, in every form in which a secret is likely to lie around. What is
 * found is answered as `place: name of the secret, form`, never as the secret.
 */

export interface Pattern {
  /** Name of the secret and form it was written in. */
  readonly label: string;
  readonly bytes: Buffer;
}

export const forms = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'base64+0',
  'base64+1',
  'base64+2',
  'url-encoded',
  'hex',
  'HEX',
] as const;

export type Form = (typeof forms)[number];

/** 40 characters as AWS makes them, one of each that some encoding changes. */
export function newSecret(): string {
  return `${randomBytes(27).toString('base64url').replace(/[-_]/g, 'x')}/a+B`;
}

/** All access keys there have this secret. */
export function withSecret(account: SimulatedAws, secretAccessKey: string): SimulatedAws {
  return {
    accounts: account.accounts.map(({ users = [], ...one }) => ({
      ...one,
      users: users.map((user) => ({
        ...user,
        accessKeys: user.accessKeys.map((key) => ({ ...key, secretAccessKey })),
      })),
    })),
  };
}

/** The part of the encoded text that does not depend on what stands around the secret. */
export function encode(secret: string, form: Form): Buffer {
  const bytes = Buffer.from(secret, 'utf8');
  switch (form) {
    case 'utf-8':
      return bytes;
    case 'utf-16le':
      return Buffer.from(secret, 'utf16le');
    case 'utf-16be':
      return Buffer.from(secret, 'utf16le').swap16();
    case 'base64+0':
      return base64Core(bytes, 0);
    case 'base64+1':
      return base64Core(bytes, 1);
    case 'base64+2':
      return base64Core(bytes, 2);
    case 'url-encoded':
      return Buffer.from(encodeURIComponent(secret));
    case 'hex':
      return Buffer.from(bytes.toString('hex'));
    case 'HEX':
      return Buffer.from(bytes.toString('hex').toUpperCase());
  }
}

/** With `before` bytes in front, only these characters are made of the secret alone. */
function base64Core(bytes: Buffer, before: 0 | 1 | 2): Buffer {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const mixedAtStart = [0, 2, 3][before];
  const mixedAtEnd = (before + bytes.length) % 3 === 0 ? 0 : 1;
  return Buffer.from(text.slice(mixedAtStart, text.length - mixedAtEnd));
}

/** The patterns of all forms of all these secrets. */
export function findSecrets(secrets: Readonly<Record<string, string>>): readonly Pattern[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    forms.map((form) => ({ label: `${name}, ${form}`, bytes: encode(secret, form) })),
  );
}

export function searchBytes(place: string, bytes: Buffer, patterns: readonly Pattern[]): readonly string[] {
  return patterns.filter((pattern) => bytes.includes(pattern.bytes)).map(({ label }) => `${place}: ${label}`);
}

/** Names and contents of all files below, and where links lead to. */
export function searchFolder(folder: string, patterns: readonly Pattern[]): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const inName = searchBytes('name of a file', Buffer.from(entry.name), patterns);
    if (entry.isDirectory()) return [...inName, ...searchFolder(path, patterns)];
    return entry.isFile() ? [...inName, ...searchBytes(path, readIfThere(path), patterns)] : inName;
  });
}

/** Files come and go while they are looked through. */
export function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registryRuntimeFolder, registryRuntimeSupported, verifyIntegrity } from './registry-runtime.mjs';

describe('verifyIntegrity', () => {
  let folder;
  let file;
  const integrity = `sha512-${createHash('sha512').update('the package').digest('base64')}`;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keycutter-runtime-'));
    file = join(folder, 'package.tgz');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('accepts the file that was asked for', async () => {
    writeFileSync(file, 'the package');
    await expect(verifyIntegrity(file, integrity)).resolves.toBeUndefined();
  });

  it('refuses any other', async () => {
    writeFileSync(file, 'the package.');
    await expect(verifyIntegrity(file, integrity)).rejects.toThrow('not what was asked for');
  });
});

it('is kept where the user keeps caches', () => {
  expect(registryRuntimeFolder({ XDG_CACHE_HOME: '/cache' })).toMatch(
    /^\/cache\/keycutter\/electron-33\.2\.1-/,
  );
});

it('exists for one kind of machine', () => {
  expect(registryRuntimeSupported('linux', 'x64')).toBe(true);
  expect(registryRuntimeSupported('linux', 'arm64')).toBe(false);
  expect(registryRuntimeSupported('darwin', 'x64')).toBe(false);
});

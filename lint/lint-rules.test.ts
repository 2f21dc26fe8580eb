import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A file of one line, and where it stands. */
type Sample = readonly [file: string, line: string];

const refused: readonly Sample[] = [
  ['shared/a.ts', "export * from '../electron/core/a.ts';"],
  ['shared/a.ts', "export type { A } from '../renderer/a.ts';"],
  ['shared/a.ts', "export * from 'node:fs';"],
  ['shared/words/a.ts', "export * from '../../electron/core/a.ts';"],
  ['shared/words/a.ts', "export * from 'node:fs';"],
  ['shared/words/en/a.ts', "export type { A } from '../../../renderer/a.ts';"],
  ['shared/a.ts', "export { wordsOf } from './words/words-of.ts';"],
  ['cli/deep/a.ts', "export { ko } from '../../shared/words/ko/index.ts';"],
  ['electron/agent/a.ts', "export { wordsOf } from '../../shared/words/words-of.ts';"],
  ['electron/core/a.ts', "export { app } from 'electron';"],
  ['electron/core/a.ts', "export * from 'node:fs/promises';"],
  ['electron/core/a.ts', "export type { A } from '../adapters/a.ts';"],
  ['electron/core/deep/a.ts', "export * from '../../shell/a.ts';"],
  ['electron/core/deep/testing/a.ts', "export * from 'node:child_process';"],
  ['electron/core/a.ts', 'export const now = Date.now();'],
  ['electron/core/a.ts', 'export const now = new Date();'],
  ['electron/core/a.ts', 'setTimeout(() => {}, 1);'],
  ['electron/adapters/a.ts', "export * from '../shell/a.ts';"],
  ['electron/adapters/a.ts', "export { app } from 'electron';"],
  ['electron/shell/a.ts', "export * from '../adapters/a.ts';"],
  ['electron/shell/a.ts', "export * from '../../renderer/a.ts';"],
  ['electron/shell/a.ts', "import { ipcMain } from 'electron'; ipcMain.on('a', () => {});"],
  ['electron/shell/a.ts', "import { app, clipboard } from 'electron'; app.on('a', clipboard.clear);"],
  ['electron/shell/a.ts', "import { shell } from 'electron'; shell.openExternal('a');"],
  ['electron/main.ts', "export * from '@aws-sdk/client-sts';"],
  ['electron/main.ts', "export const a = import('@napi-rs/keyring');"],
  ['electron/compose.ts', "export * from 'electron-store';"],
  ['electron/adapters/a.ts', "export * from 'fast-xml-parser';"],
  ['electron/shell/a.ts', "export * from '../security/sign-in-session.ts';"],
  ['electron/compose.ts', "export type { Configuration } from 'openid-client';"],
  ['electron/adapters/logind.ts', "export * from '@jellybrick/dbus-next';"],
  ['electron/agent/a.ts', "export * from '../adapters/a.ts';"],
  ['electron/agent/a.ts', "export { app } from 'electron';"],
  ['electron/core/a.ts', "export type { A } from '../agent/a.ts';"],
  ['cli/a.ts', "export * from '../electron/core/a.ts';"],
  ['cli/deep/a.ts', "export type { A } from '../../electron/agent/a.ts';"],
  ['cli/a.ts', "export * from 'zod/mini';"],
  ['cli/a.ts', "export const a = import('zod/mini');"],
  ['cli/a.ts', "export * from '@aws-sdk/client-sts';"],
  ['renderer/a.tsx', "export * from '../electron/core/a.ts';"],
  ['renderer/deep/a.ts', "export * from '../../simulator/a.ts';"],
  ['renderer/a.ts', "export * from 'electron';"],
  ['simulator/a.ts', "export * from '../electron/core/a.ts';"],
  ['simulator/a.ts', "export * from 'zod/mini';"],
  ['simulator/saml/a.ts', "export * from 'xml-crypto';"],
  ['simulator/a.ts', "export * from './saml/xml-signature.ts';"],
];

const accepted: readonly Sample[] = [
  ['electron/adapters/saml-reader.ts', "export * from 'fast-xml-parser';"],
  ['electron/shell/saml-window.ts', "export * from '../security/sign-in-session.ts';"],
  ['shared/a.ts', "export * from './b.ts';"],
  ['shared/a.ts', "export * from './words/en/index.ts';"],
  ['shared/words/a.ts', "export * from '../b.ts'; export * from './en/index.ts';"],
  ['shared/words/ko/a.ts', "export * from '../../b.ts'; export * from '../c.ts'; export * from './d.ts';"],
  ['cli/a.ts', "export * from '../shared/words/en/index.ts';"],
  ['electron/core/a.ts', "export { createHash } from 'node:crypto';"],
  ['electron/core/deep/a.ts', "export * from '../../../shared/a.ts';"],
  ['electron/testing/a.ts', "export * from 'node:child_process';"],
  ['electron/core/a.ts', 'export const then = new Date(0);'],
  ['electron/adapters/a.ts', "export * from '../core/ports.ts';"],
  ['electron/adapters/sts-gateway.ts', "export * from '@aws-sdk/client-sts';"],
  ['electron/adapters/identity-center-gateway.ts', "export * from '@aws-sdk/client-sso';"],
  ['electron/adapters/oidc-gateway.ts', "export const a = import('openid-client');"],
  ['electron/adapters/dbus.ts', "export const a = import('@jellybrick/dbus-next');"],
  ['electron/ipc/register-ipc.ts', "import { ipcMain } from 'electron'; ipcMain.on('a', () => {});"],
  ['electron/shell/clipboard.ts', "import { clipboard } from 'electron'; clipboard.clear();"],
  ['electron/agent/a.ts', "export * from 'node:http'; export type { A } from '../core/credentials.ts';"],
  ['cli/a.ts', "export const a = import('./b.ts'); export const b = import('node:fs');"],
  ['cli/deep/a.ts', "export * from 'node:net'; export * from '../../shared/a.ts'; export * from '../b.ts';"],
  ['renderer/a.tsx', "export * from '../shared/a.ts';"],
];

/** The samples that a plugin complains of, by their number. One run for all of them. */
async function complaints(samples: readonly Sample[]): Promise<ReadonlySet<number>> {
  const checkout = await mkdtemp(join(tmpdir(), 'keycutter-lint-'));
  await cp(join(root, 'lint'), join(checkout, 'lint'), { recursive: true });
  const {
    $schema: _,
    vcs: __,
    ...configuration
  } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'));
  await writeFile(join(checkout, 'biome.json'), JSON.stringify(configuration));
  for (const [number, [file, line]] of samples.entries()) {
    const path = join(checkout, `sample-${number}`, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${line}\n`);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const command = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: checkout }).catch(
    (failure: { stdout: string }) => failure,
  );
  await rm(checkout, { recursive: true });
  const report: { diagnostics: { category: string; location: { path: unknown } }[] } = JSON.parse(stdout);
  const numbers = report.diagnostics
    .filter(({ category }) => category === 'plugin')
    .map(({ location }) => Number(/sample-(\d+)/.exec(JSON.stringify(location.path))?.[1]));
  return new Set(numbers);
}

describe('the linter', () => {
  let complained: ReadonlySet<number>;

  beforeAll(async () => {
    complained = await complaints([...refused, ...accepted]);
  }, 60_000);

  it.each(refused.map(([file, line], number) => ({ file, line, number })))(
    'refuses in $file: $line',
    ({ number }) => {
      expect(complained).toContain(number);
    },
  );

  it.each(accepted.map(([file, line], index) => ({ file, line, number: refused.length + index })))(
    'has nothing against $file: $line',
    ({ number }) => {
      expect(complained).not.toContain(number);
    },
  );
});

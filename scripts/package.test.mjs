import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from './setup/repository.mjs';

it.each([
  ['--relese', 'There is no --relese here'],
  ['snap', 'There is no package snap here'],
])('npm run package refuses %s before it does anything', (word, reason) => {
  const script = join(repository, 'scripts/package.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, word], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(reason);
});

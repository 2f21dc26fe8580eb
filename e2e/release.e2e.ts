import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const repository = fileURLToPath(new URL('..', import.meta.url));
/** Each is in the seams' own code, and survives minifying. */
const seams = ['keycutterSeams', 'KEYCUTTER_USER_DATA', 'SeamClock', 'shiftWallClock'];

function found(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(cjs|js)$/.test(file) && !file.startsWith('e2e'),
  );
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return seams.filter((seam) => text.includes(seam));
}

test('the build that is released has no test seams', () => {
  test.setTimeout(120_000);
  const { KEYCUTTER_TEST_SEAMS: _, ...env } = process.env;
  execFileSync(process.execPath, [join(repository, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: repository,
    env,
    stdio: 'pipe',
  });
  expect(found(join(repository, 'build/e2e'))).toEqual(seams);
  expect(found(join(repository, 'build'))).toEqual([]);
});

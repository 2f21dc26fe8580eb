import { OsAwsFiles } from '../aws-files.ts';
import { withSection } from './aws-section.ts';

/** A Keycutter that writes: `FILE NAME` adds one section; `FILE NAME SIZE` writes a section over and over. */
const [config = '', name = '', size] = process.argv.slice(2);
const files = new OsAwsFiles({
  paths: { config, credentials: `${config}-credentials` },
  backupFolder: `${config}-backups`,
  lockPatience: 60_000,
});
for (let count = 0; ; count += 1) {
  const value = size === undefined ? 'added' : `${count} ${'x'.repeat(Number(size))} ${count}`;
  const done = await files.update('config', withSection(name, value));
  if (!done.ok) throw new Error(done.error.code);
  if (size === undefined) break;
  if (count === 0) process.stdout.write('writing\n');
}

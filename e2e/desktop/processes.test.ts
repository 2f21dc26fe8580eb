import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProcessGroup } from './processes.ts';

const env = { PATH: process.env.PATH ?? '' };

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

describe.runIf(process.platform === 'linux')('a group of processes', () => {
  it('ends with all its members, one started in place of another too, and with its folder', async () => {
    const group = new ProcessGroup();
    const announcePid = ['-c', 'echo $$ >&3; exec sleep 300'];
    await group.startAnnounced('first', 'sh', announcePid, { env });
    await group.end('first', 'SIGKILL');
    const second = Number(await group.startAnnounced('first', 'sh', announcePid, { env }));
    expect(isAlive(second)).toBe(true);
    await group.stop();
    expect(isAlive(second)).toBe(false);
    expect(existsSync(group.folder)).toBe(false);
  });
});

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { EndpointFile } from '../../shared/agent-protocol.ts';
import { electronExecutable, until } from '../desktop/index.ts';
import { readIfThere } from './canary.ts';

/** An app that a command has started: nobody's child, and found by what it says of itself. */
export class StartedApp {
  readonly pid: number;

  private constructor(pid: number) {
    this.pid = pid;
  }

  static in(userData: string): StartedApp {
    const text = readFileSync(join(userData, 'agent/endpoint.json'), 'utf8');
    return new StartedApp((JSON.parse(text) as EndpointFile).pid);
  }

  isRunning(): boolean {
    // One that has ended, and whose end nobody has asked for yet, is a zombie: it has no command line.
    return readIfThere(`/proc/${this.pid}/cmdline`).length > 0;
  }

  async quit(): Promise<void> {
    if (this.isRunning()) process.kill(this.pid, 'SIGTERM');
    await until('the app has ended', async () => !this.isRunning());
  }
}

/** The pids of all apps that commands have started on this data. */
export function startedApps(userData: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      // The app's own folder is where commands start it. Its environment can't be read: Chromium writes its title there.
      const commandLine = readIfThere(`/proc/${pid}/cmdline`).toString('utf8');
      const isMain = commandLine.startsWith(electronExecutable()) && !commandLine.includes('--type=');
      return isMain && folderOf(pid) === userData;
    })
    .map(Number);
}

function folderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

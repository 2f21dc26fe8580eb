import { lstatSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { isRunning } from './is-running.ts';

/** Ms; starting takes half a minute at most, so an older lock is left over, whoever has that pid by now. */
const longest = 120_000;

/**
 * One of many commands starts the app, and the others wait for it. A symbolic link is made at once or not at all, and
 * its target is the pid of the holder. It only saves work: that the app runs once is Electron's own lock, so
 * where no link can be made (Windows) everyone may start. The curl helper keeps to the same rules.
 */
export class StarterLock {
  readonly #path: string;
  #own = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** True: start the app, then release. */
  take(): boolean {
    if (this.#own || this.#link()) return true;
    const holder = this.#holder();
    if (holder === null) return this.#link();
    // The curl helper took it, and has this command do the starting.
    if (holder === String(process.ppid)) return true;
    if (!this.#isLeftOver(holder)) return false;
    this.#clear(holder);
    return this.#link();
  }

  release(): void {
    if (this.#own && this.#holder() === String(process.pid)) remove(this.#path);
    this.#own = false;
  }

  #link(): boolean {
    const made = link(this.#path);
    this.#own = made === 'made';
    return made !== 'there';
  }

  /** Null: nobody. */
  #holder(): string | null {
    return targetOf(this.#path);
  }

  #isLeftOver(holder: string): boolean {
    if (!isRunning(Number(holder))) return true;
    try {
      return Date.now() - lstatSync(this.#path).mtimeMs > longest;
    } catch {
      return false;
    }
  }

  /** One at a time, so that nobody takes away the lock of the one who has just replaced this holder. */
  #clear(holder: string): void {
    const clearing = `${this.#path}.${holder.replace(/\W/g, '_')}`;
    if (link(clearing) === 'there') {
      if (!isRunning(Number(targetOf(clearing)))) remove(clearing);
      return;
    }
    if (this.#holder() === holder) remove(this.#path);
    remove(clearing);
  }
}

function link(path: string): 'made' | 'there' | 'impossible' {
  try {
    symlinkSync(String(process.pid), path);
    return 'made';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'there' : 'impossible';
  }
}

function targetOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Gone already.
  }
}

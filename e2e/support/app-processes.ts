import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { type Pattern, readIfThere, searchBytes } from './canary.ts';

export interface ProcessFacts {
  readonly id: number;
  readonly commandLine: Buffer;
  readonly environment: Buffer;
}

/** A process and all that it started. */
export function processesOf(processId: number): readonly ProcessFacts[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const family = new Set([processId]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const [id, parent] of parents) if (family.has(parent)) family.add(id);
  }
  return [...family].map((id) => ({
    id,
    commandLine: readIfThere(`/proc/${id}/cmdline`),
    environment: readIfThere(`/proc/${id}/environ`),
  }));
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name, in brackets, may hold anything. */
function parentOf(processId: string): number {
  const [, parent = ''] =
    /.*\) \S (\d+) /s.exec(readIfThere(`/proc/${processId}/stat`).toString('latin1')) ?? [];
  return Number(parent);
}

const largestRead = 16 << 20;

/** What a process has written into its memory. Throws where it may not be looked into. */
export function searchMemory(processId: number, patterns: readonly Pattern[]): readonly string[] {
  const longest = Math.max(...patterns.map(({ bytes }) => bytes.length));
  const memory = openSync(`/proc/${processId}/mem`, 'r');
  const found = new Set<string>();
  const chunk = Buffer.alloc(largestRead);
  try {
    for (const line of readIfThere(`/proc/${processId}/maps`).toString('utf8').split('\n')) {
      // https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html
      const [, start = '', end = ''] = /^([\da-f]+)-([\da-f]+) rw.. \S+ \S+ 0\s/.exec(line) ?? [];
      const until = Number.parseInt(end, 16);
      let at = Number.parseInt(start, 16);
      while (at < until) {
        const length = readMemory(memory, chunk, at, Math.min(largestRead, until - at));
        if (length === 0) break;
        for (const hit of searchBytes('memory', chunk.subarray(0, length), patterns)) found.add(hit);
        // What lies across the border is read again.
        at += length < largestRead ? length : length - longest;
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
}

/** 0: gone or not for reading, as the pages of some devices are. */
function readMemory(memory: number, into: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, into, 0, length, at);
  } catch {
    return 0;
  }
}

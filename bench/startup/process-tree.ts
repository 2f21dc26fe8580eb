import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, children of children included. */
export function processTree(root: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const fields = statFields(Number(name));
      return fields === null ? [] : [{ id: Number(name), parent: Number(fields[1]) }];
    });
  const tree = [root];
  for (const id of tree) {
    for (const process of parents) if (process.parent === id) tree.push(process.id);
  }
  return tree;
}

/**
 * Memory in bytes, where a page that several processes share counts for each with its part (PSS):
 * https://docs.kernel.org/filesystems/proc.html
 */
export function proportionalMemory(root: number): number {
  const kilobytes = processTree(root).map((id) => {
    const rollup = readUnlessEnded(`/proc/${id}/smaps_rollup`);
    return rollup === null ? 0 : Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
  });
  return sum(kilobytes) * 1024;
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Processor time used so far, in user and system mode, in seconds. */
export function processorTime(root: number): number {
  const ticks = processTree(root).map((id) => {
    const fields = statFields(id);
    return fields === null ? 0 : Number(fields[11]) + Number(fields[12]);
  });
  return sum(ticks) / ticksPerSecond;
}

/** The fields of /proc/ID/stat from the third on; the second, the name, may hold blanks. Null: it has ended. */
function statFields(id: number): readonly string[] | null {
  const stat = readUnlessEnded(`/proc/${id}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

export function readUnlessEnded(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

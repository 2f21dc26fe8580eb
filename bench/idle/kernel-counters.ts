import { readdirSync } from 'node:fs';
import { processTree, readUnlessEnded } from '../startup/process-tree.ts';

export interface KernelCounters {
  /** Seconds in which a thread had a processor. */
  readonly processorTime: number;
  /** How often a thread was woken: each time it had given its processor up by itself before. */
  readonly wakeUps: number;
}

/**
 * Of all threads of a process and its children that are there now. Nanoseconds on a processor stand first in `schedstat`
 * (https://docs.kernel.org/scheduler/sched-stats.html); ticks, as in `stat`, are too coarse for an app that does nothing.
 */
export function kernelCounters(root: number): KernelCounters {
  let nanoseconds = 0;
  let wakeUps = 0;
  for (const id of processTree(root)) {
    for (const thread of threads(id)) {
      const schedule = readUnlessEnded(`/proc/${id}/task/${thread}/schedstat`);
      nanoseconds += Number(schedule?.split(' ')[0] ?? 0);
      const status = readUnlessEnded(`/proc/${id}/task/${thread}/status`);
      wakeUps += Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status ?? '')?.[1] ?? 0);
    }
  }
  return { processorTime: nanoseconds / 1e9, wakeUps };
}

function threads(id: number): readonly string[] {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
  }
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { findSecrets } from './canary.ts';

/**
 * Looks through the arguments and the environment of every process of this machine, over and over, for as long as it
 * is on; in a thread of its own, because the programs it watches live for milliseconds.
 */
const watching = `
const { parentPort, workerData } = require('node:worker_threads');
const { readdirSync, readFileSync } = require('node:fs');
const stop = new Int32Array(workerData.stop);
const patterns = workerData.patterns.map(({ label, bytes }) => ({ label, bytes: Buffer.from(bytes) }));
const found = new Set();
let rounds = 0;
parentPort.postMessage('on');
while (Atomics.load(stop, 0) === 0) {
  rounds += 1;
  for (const id of readdirSync('/proc')) {
    if (!/^\\d+$/.test(id) || id === String(process.pid)) continue;
    for (const file of ['cmdline', 'environ']) {
      let bytes;
      try { bytes = readFileSync('/proc/' + id + '/' + file); } catch { continue; }
      for (const { label, bytes: wanted } of patterns) if (bytes.includes(wanted)) found.add(file + ': ' + label);
    }
  }
}
parentPort.postMessage({ rounds, found: [...found].sort() });
`;

interface Watched<Value> {
  readonly value: Value;
  /** `cmdline: name of the secret, form`, and `environ: …`. */
  readonly found: readonly string[];
}

/** What was to be seen of these secrets in any process while `act` ran. */
export async function watchProcesses<Value>(
  secrets: Readonly<Record<string, string>>,
  act: () => Promise<Value>,
): Promise<Watched<Value>> {
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(watching, { eval: true, workerData: { stop, patterns: findSecrets(secrets) } });
  try {
    await once(worker, 'message');
    const value = await act();
    const end = once(worker, 'message');
    Atomics.store(new Int32Array(stop), 0, 1);
    const [{ found }] = (await end) as [{ readonly found: readonly string[] }];
    return { value, found };
  } finally {
    await worker.terminate();
  }
}

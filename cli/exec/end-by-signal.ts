import { constants } from 'node:os';

/** By which we end too, so that a shell sees what it would have seen. The others could leave a core with secrets. */
const endedBy: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Ends this process as the program was ended by a signal. */
export function endBySignal(signal: NodeJS.Signals): void {
  const code = 128 + (constants.signals[signal] ?? 0);
  if (process.platform === 'win32' || !endedBy.includes(signal)) {
    process.exitCode = code;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // Ignored signals (nohup) do not end us.
  process.exitCode = code;
}

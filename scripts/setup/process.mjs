import { once } from 'node:events';
import { constants } from 'node:os';

/** Runs a script's body: its answer is the exit code, and an error's message is all that is said of it. */
export async function runAsMain(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Waits for a child that shares our terminal, and answers its exit code. Ctrl-C reaches it without us, so we only stay
 * until it has ended; a signal sent to us alone is passed on.
 */
export async function forward(child) {
  const ignore = () => undefined;
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', ignore);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, pass);
  try {
    const [code, signal] = await once(child, 'exit');
    return code ?? 128 + constants.signals[signal];
  } finally {
    process.off('SIGINT', ignore);
    for (const signal of ['SIGTERM', 'SIGHUP']) process.off(signal, pass);
  }
}

import { accessSync, constants, statSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { connect } from './agent/connect.ts';
import { endBySignal } from './exec/end-by-signal.ts';
import { text } from './text/en.ts';
import type { Output, World } from './world.ts';

const longestInput = 64 * 1024;
const interrupted = 130;

/** The real world. What a command may not need is loaded when it does. */
export function nodeWorld(dataFolder: string): World {
  const { env: environment, platform } = process;
  const err = output(2);
  return {
    environment,
    platform,
    version: __APP_VERSION__,
    dataFolder,
    out: output(1),
    err,
    inputIsTerminal: isatty(0),
    now: () => Date.now(),
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
    beforeInterrupt,
    readInput,
    openTerminal: async () => (await import('./terminal.ts')).openTerminal(platform),
    readTextFile: async (path) => {
      const { readFile } = await import('node:fs/promises');
      return readFile(path, 'utf8').catch(() => null);
    },
    isProgram,
    connect: (start) =>
      connect({
        dataFolder,
        version: __APP_VERSION__,
        start,
        onStarting: () => err.write(`keycutter: ${text.starting}\n`),
      }),
    runProgram: async (program) => {
      const { runProgram } = await import('./exec/run-program.ts');
      const hasTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor));
      return runProgram(program, { platform, hasTerminal });
    },
  };
}

/**
 * Straight to the descriptor: process.stdout costs milliseconds to set up, and makes a pipe non-blocking also for the
 * program that exec is about to run.
 */
function output(descriptor: 1 | 2): Output {
  return {
    isTerminal: isatty(descriptor),
    write: (words) => {
      const bytes = Buffer.from(words);
      let written = 0;
      while (written < bytes.length) {
        try {
          written += writeSync(descriptor, bytes, written);
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? error.code : undefined;
          // A reader that has gone (`| head`) ends us as SIGPIPE would.
          if (code === 'EPIPE') process.exit(141);
          // Somebody else made the pipe non-blocking, and its reader is slow.
          if (code !== 'EAGAIN') throw error;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
      }
    },
  };
}

/** Whoever presses it a second time waits for nothing. */
function beforeInterrupt(cleanUp: () => Promise<unknown>): () => void {
  const end = () => {
    endBySignal('SIGINT');
    // On Windows no signal ends us.
    process.exit(interrupted);
  };
  const onInterrupt = () => void cleanUp().then(end, end);
  process.once('SIGINT', onInterrupt);
  return () => process.off('SIGINT', onInterrupt);
}

async function readInput(): Promise<string> {
  let input = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    input += String(chunk);
    if (input.length > longestInput) break;
  }
  return input.slice(0, longestInput);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

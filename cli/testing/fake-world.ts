import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { AgentConnection } from '../agent/connect.ts';
import { type End, run } from '../run.ts';
import type { Program, ProgramEnd, Terminal, World } from '../world.ts';
import type { FakeApp } from './fake-app.ts';

/** 2026-03-04 15:00 UTC. */
export const testNow = Date.UTC(2026, 2, 4, 15, 0, 0);

export interface Surroundings {
  readonly app?: FakeApp;
  /** Lines typed at the terminal, in turn; absent: there is no terminal. After the last one nothing more is typed. */
  readonly typed?: readonly string[];
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly outIsTerminal?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: readonly string[];
  readonly programEnd?: ProgramEnd;
  readonly platform?: NodeJS.Platform;
  /** Told of what is written to the terminal, as it is. */
  readonly onTerminal?: (text: string) => void;
  /** Gets what Ctrl-C would do first. */
  readonly onInterruptible?: (cleanUp: () => Promise<unknown>) => void;
}

export interface Ran extends End {
  readonly out: string;
  readonly err: string;
  readonly terminal: string;
  /** For each line read from the terminal, whether it was shown. */
  readonly echoes: readonly boolean[];
  readonly program: Program | null;
  readonly starts: readonly boolean[];
}

/** Runs the command in this process, with everything around it made up. */
export async function runHere(words: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  let out = '';
  let err = '';
  let terminal = '';
  let program: Program | null = null;
  const echoes: boolean[] = [];
  const starts: boolean[] = [];
  const typed = [...(surroundings.typed ?? [])];
  const device: Terminal = {
    write: (text) => {
      terminal += text;
      surroundings.onTerminal?.(text);
    },
    ask: (question, { echo, signal }) => {
      terminal += question;
      echoes.push(echo);
      const line = typed.shift();
      if (line !== undefined) return Promise.resolve(line);
      return new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(null), { once: true });
      });
    },
    close: () => {},
  };
  const world: World = {
    environment: surroundings.environment ?? { SHELL: '/bin/bash', PATH: '/bin' },
    platform: surroundings.platform ?? 'linux',
    version: '1.2.3',
    dataFolder: '/home/ann/.config/Keycutter',
    out: {
      isTerminal: surroundings.outIsTerminal ?? false,
      write: (text) => {
        out += text;
      },
    },
    err: {
      isTerminal: false,
      write: (text) => {
        err += text;
      },
    },
    inputIsTerminal: surroundings.input === undefined,
    now: () => testNow,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    beforeInterrupt: (cleanUp) => {
      surroundings.onInterruptible?.(cleanUp);
      return () => {};
    },
    readInput: () => Promise.resolve(surroundings.input ?? ''),
    openTerminal: () => Promise.resolve(surroundings.typed === undefined ? null : device),
    readTextFile: (path) => Promise.resolve(surroundings.files?.[path] ?? null),
    isProgram: (path) => surroundings.programs?.includes(path) ?? false,
    connect: (start): Promise<Result<AgentConnection>> => {
      starts.push(start);
      const { app } = surroundings;
      return Promise.resolve(app ? succeed(app.connection()) : fail(appError('app-not-reachable')));
    },
    runProgram: (given) => {
      program = given;
      return Promise.resolve(surroundings.programEnd ?? { kind: 'exited', code: 0 });
    },
  };
  const end = await run(words, world);
  return { ...end, out, err, terminal, echoes, program, starts };
}

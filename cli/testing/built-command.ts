import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';

/** The command as it is shipped, installed under a folder of its own as the app installs it. */
export interface BuiltCommand {
  readonly folder: string;
  /** The app's data folder; its name has a space and a quote. */
  readonly dataFolder: string;
  /** The one file. */
  readonly script: string;
  /** A folder for PATH that holds `keycutter`. */
  readonly bin: string;
  remove(): void;
}

export async function buildCommand(): Promise<BuiltCommand> {
  const folder = mkdtempSync(join(tmpdir(), 'keycutter-command-'));
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  const builder = await createBuilder({
    configFile,
    logLevel: 'error',
    environments: { cli: { build: { outDir: folder } } },
  });
  const { cli } = builder.environments;
  if (cli === undefined) throw new Error('vite.config.ts has no environment named cli');
  await builder.build(cli);
  const script = join(folder, 'cli/keycutter.cjs');
  const dataFolder = join(folder, "user's data");
  const bin = join(dataFolder, 'bin');
  mkdirSync(bin, { recursive: true });
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  writeFileSync(
    join(bin, 'keycutter'),
    `#!/bin/sh\nexec ${[process.execPath, script, '--data-folder', dataFolder].map(quoted).join(' ')} "$@"\n`,
    { mode: 0o755 },
  );
  return { folder, dataFolder, script, bin, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  readonly out: () => string;
  send(signal: NodeJS.Signals): void;
  /** Ends it and all that it started. */
  end(): void;
}

interface How {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly folder?: string;
}

/** Starts a program without this test's terminal: in a session of its own. */
export function start(program: string, words: readonly string[], how: How = {}): Started {
  const child = spawn(program, [...words], {
    env: { ...how.environment },
    detached: true,
    ...(how.folder === undefined ? {} : { cwd: how.folder }),
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // A program that never reads leaves us a broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(how.input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return {
    ended,
    out: () => out,
    send: (signal) => void child.kill(signal),
    end: () => {
      try {
        // Its process group: see `detached`.
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    },
  };
}

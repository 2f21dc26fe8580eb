import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { start } from './built-command.ts';

export type Step = { readonly expect: string } | { readonly send: string };

export interface Played {
  /** Negative: the signal that ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly failed?: string;
}

/** Python's pty module is what makes a real terminal without compiling anything. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import pty']).status === 0;
}

/** Runs a program on a real pseudo-terminal and types what the steps say. */
export async function playOnTerminal(
  command: readonly string[],
  steps: readonly Step[],
  environment: Readonly<Record<string, string>>,
): Promise<Played> {
  const script = fileURLToPath(new URL('on-terminal.py', import.meta.url));
  const input = steps.map((step) => `${JSON.stringify(step)}\n`).join('');
  const { out, err } = await start('python3', [script, ...command], { environment, input }).ended;
  if (out === '') throw new Error(`on-terminal.py failed: ${err}`);
  return JSON.parse(out) as Played;
}

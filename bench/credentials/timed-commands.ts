import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../e2e/desktop/processes.ts';

export type CommandLine = readonly [command: string, ...parameters: string[]];

/**
 * Runs each once, one after the other, and answers with how long each took, in ms. Bash starts them and looks at the
 * clock: a small process that starts others as a shell does.
 */
export function timeEach(commands: readonly CommandLine[], env: Environment): Promise<readonly number[]> {
  return run(commands.map((command) => `timed ${quoted(command)}`).join('\n'), env);
}

/** Runs as many at once, and answers with how long each took, in ms. */
export function timeTogether(
  count: number,
  command: CommandLine,
  env: Environment,
): Promise<readonly number[]> {
  return run(`for ((n = 0; n < ${count}; n++)); do timed ${quoted(command)} & done\nwait`, env);
}

async function run(lines: string, env: Environment): Promise<readonly number[]> {
  // EPOCHREALTIME: seconds, a point, and six digits.
  const script = `
timed() {
  local from=\${EPOCHREALTIME/./}
  "$@" >/dev/null || { echo "failed: $1" >&2; exit 1; }
  echo $((\${EPOCHREALTIME/./} - from))
}
${lines}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: env as NodeJS.ProcessEnv });
  return stdout
    .trim()
    .split('\n')
    .map((microseconds) => Number(microseconds) / 1_000);
}

function quoted(command: CommandLine): string {
  return command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}

import { delimiter, join } from 'node:path';
import { type Result, succeed } from '../../shared/result.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { candidatesFor } from '../completion/candidates.ts';
import { completionScripts } from '../completion/scripts.ts';
import { type Failure, usageFailure } from '../failure.ts';
import { initScripts } from '../shells/init-scripts.ts';
import { text } from '../text/en.ts';
import type { World } from '../world.ts';

/** `keycutter shell-init` */
export function shellInit(call: Call): Promise<Result<Outcome, Failure>> {
  return script(call, initScripts, 'shell-init');
}

/** `keycutter completion` */
export function completion(call: Call): Promise<Result<Outcome, Failure>> {
  return script(call, completionScripts, 'completion');
}

async function script(
  { world, given }: Call,
  scripts: ReadonlyMap<string, (command: string) => string>,
  name: string,
): Promise<Result<Outcome, Failure>> {
  const shell = given.operand(0);
  const render = scripts.get(shell);
  if (render === undefined) {
    return usageFailure(text.notAShell(shell, [...scripts.keys()]), text.usageHint(name));
  }
  const lines = render(ownCommand(world));
  return succeed({ text: lines, json: { shell, lines } });
}

/** How a shell starts this command: by its name where the PATH has it, or else by the path the app installed it at. */
function ownCommand({ environment, dataFolder, isProgram, platform }: World): string {
  const name = platform === 'win32' ? 'keycutter.cmd' : 'keycutter';
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter);
  if (folders.some((folder) => folder !== '' && isProgram(join(folder, name)))) return 'keycutter';
  const installed = join(dataFolder, 'bin', name);
  return isProgram(installed) ? installed : 'keycutter';
}

/** For the shells' completions: one candidate a line, with what it is after a tab. Never starts the app. */
export async function complete({ world, given, commands }: Call): Promise<Result<Outcome, Failure>> {
  const candidates = await candidatesFor(given.command, commands, world);
  const lines = candidates.map(({ value, about }) => `${value}${about === '' ? '' : `\t${about}`}\n`);
  return succeed({ text: lines.join(''), json: { candidates } });
}

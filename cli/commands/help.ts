import { type Result, succeed } from '../../shared/result.ts';
import { findCommand } from '../arguments.ts';
import type { Call, Outcome } from '../command-specification.ts';
import type { Failure } from '../failure.ts';
import { commandHelp, generalHelp, usageOf } from '../help.ts';
import { summaries } from '../text/help.ts';

export async function help({ given, commands }: Call): Promise<Result<Outcome, Failure>> {
  const words = [given.optionalOperand(0), given.optionalOperand(1)].filter((word) => word !== undefined);
  if (words.length === 0) {
    const json = commands
      .filter(({ hidden }) => hidden !== true)
      .map((command) => ({ name: command.name, summary: summaries[command.name], usage: usageOf(command) }));
    return succeed({ text: generalHelp(commands), json: { commands: json } });
  }
  const found = findCommand(commands, words);
  if (!found.ok) return found;
  const { specification } = found.value;
  const json = { name: specification.name, usage: usageOf(specification), examples: specification.examples };
  return succeed({ text: commandHelp(specification), json });
}

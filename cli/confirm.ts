import { fail, type Result, succeed } from '../shared/result.ts';
import type { Call } from './command-specification.ts';
import { exitCodes, type Failure } from './failure.ts';
import { text } from './text/en.ts';

/** Asks at the terminal before something is lost, unless `--yes` was said. */
export async function confirmed(
  { world, given }: Call,
  question: string,
): Promise<Result<undefined, Failure>> {
  if (given.has('yes')) return succeed();
  const terminal = await world.openTerminal();
  if (terminal === null) {
    return fail({
      code: 'confirmation-needed',
      what: text.confirmNeeded,
      next: text.confirmNext,
      exitCode: exitCodes.person,
    });
  }
  try {
    const answer = (await terminal.ask(text.confirm(question), { echo: true })) ?? '';
    if (/^\s*y(?:es)?\s*$/i.test(answer)) return succeed();
    return fail({
      code: 'not-confirmed',
      what: text.notConfirmed,
      next: text.nothingChanged,
      exitCode: exitCodes.failed,
    });
  } finally {
    terminal.close();
  }
}

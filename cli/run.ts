import { plainText } from '../shared/plain-text.ts';
import { type Result, succeed } from '../shared/result.ts';
import type { AgentConnection } from './agent/connect.ts';
import { AppCalls } from './app-calls.ts';
import { type Arguments, findCommand, parseArguments } from './arguments.ts';
import type { Call, CommandSpecification, Outcome } from './command-specification.ts';
import { commands } from './command-table.ts';
import { exitCodes, type Failure, orFailure } from './failure.ts';
import { commandHelp, generalHelp } from './help.ts';
import { jsonLine } from './output/json.ts';
import type { World } from './world.ts';

export interface End {
  readonly exitCode: number;
  /** To end by, instead of the code. */
  readonly signal?: NodeJS.Signals;
}

/** One run of the command. `words`: what was typed after `keycutter`. */
export async function run(words: readonly string[], world: World): Promise<End> {
  const [first = 'help', ...rest] = words;
  if (first === '--version' || first === '-V')
    return say(world, { version: world.version }, `keycutter ${world.version}\n`, rest);
  if (first === '--help' || first === '-h') return say(world, null, generalHelp(commands), []);
  // `keycutter --json ls` as well as `keycutter ls --json`.
  const ordered = first === '--json' ? [...rest, first] : [first, ...rest];

  const found = findCommand(commands, ordered);
  const asked = ownWords(ordered).includes('--json');
  if (!found.ok) return complain(world, found.error, asked, null);
  const { specification } = found.value;
  const given = parseArguments(specification, found.value.words);
  if (!given.ok) return complain(world, given.error, asked, specification);
  if (given.value.has('help')) return say(world, null, commandHelp(specification), []);
  return carryOut(specification, given.value, world);
}

async function carryOut(specification: CommandSpecification, given: Arguments, world: World): Promise<End> {
  const json = given.has('json');
  let connection: AgentConnection | null = null;
  const call: Call = {
    world,
    given,
    json,
    commands,
    app: async () => {
      if (connection === null) {
        const connected = orFailure(await world.connect(true));
        if (!connected.ok) return connected;
        connection = connected.value;
      }
      return succeed(new AppCalls(connection));
    },
    leaveApp: () => connection?.close(),
  };
  let result: Result<Outcome, Failure>;
  try {
    result = await specification.run(call);
  } finally {
    call.leaveApp();
  }
  if (!result.ok) return complain(world, result.error, json, specification);
  const { text, json: value, note, exitCode = exitCodes.done, signal } = result.value;
  if (!json) {
    world.out.write(text);
    if (note) world.err.write(`${note}\n`);
  } else if (value !== null) {
    world.out.write(jsonLine(value));
  }
  return signal === undefined ? { exitCode } : { exitCode, signal };
}

/** What follows `--` is another program's. */
function ownWords(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
}

function say(world: World, value: unknown, words: string, rest: readonly string[]): End {
  world.out.write(rest.includes('--json') ? jsonLine(value) : words);
  return { exitCode: exitCodes.done };
}

/** One line on standard error, also for programs: what is on standard output is then never a failure. */
function complain(
  world: World,
  { code, what, next, exitCode }: Failure,
  json: boolean,
  specification: CommandSpecification | null,
): End {
  world.err.write(
    json ? jsonLine({ error: { code, what, next } }) : `keycutter: ${plainText(`${what} ${next}`, 2_000)}\n`,
  );
  // As env and docker do it: the codes below are the program's that was to be run.
  const own = specification?.runsCommand === true && exitCode < exitCodes.execFailed;
  return { exitCode: own ? exitCodes.execFailed : exitCode };
}

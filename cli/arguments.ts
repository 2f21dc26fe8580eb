import { parseArgs } from 'node:util';
import { fail, type Result, succeed } from '../shared/result.ts';
import type { CommandSpecification, Option } from './command-specification.ts';
import { type Failure, usageFailure } from './failure.ts';
import { nearest } from './nearest.ts';
import { text } from './text/en.ts';

/** The options that every command takes. */
export const commonOptions: readonly Option[] = [{ name: 'json' }, { name: 'help', short: 'h' }];

/** What was typed for one command, checked against its row of the table. */
export class Arguments {
  readonly #operands: readonly string[];
  readonly #options: ReadonlyMap<string, readonly string[]>;
  /** The command after `--`, with its own arguments. */
  readonly command: readonly string[];

  constructor(
    operands: readonly string[],
    options: ReadonlyMap<string, readonly string[]>,
    command: readonly string[],
  ) {
    this.#operands = operands;
    this.#options = options;
    this.command = command;
  }

  /** An operand the table calls required; the parser has seen to it. */
  operand(position: number): string {
    return this.#operands[position] ?? '';
  }

  optionalOperand(position: number): string | undefined {
    return this.#operands[position];
  }

  has(name: string): boolean {
    return this.#options.has(name);
  }

  value(name: string): string | undefined {
    return this.#options.get(name)?.at(-1);
  }

  values(name: string): readonly string[] {
    return this.#options.get(name) ?? [];
  }
}

/** `words`: what follows the command's name. Errors: usage, with a hint. */
export function parseArguments(
  specification: CommandSpecification,
  words: readonly string[],
): Result<Arguments, Failure> {
  const known = [...specification.options, ...commonOptions];
  const hint = text.usageHint(specification.name);
  const refuse = (what: string) => usageFailure(what, hint);

  const end = specification.runsCommand ? words.indexOf('--') : -1;
  const own = end < 0 ? words : words.slice(0, end);
  const command = end < 0 ? [] : words.slice(end + 1);

  const { tokens } = parseArgs({
    args: [...own],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      known.map(({ name, short, value }) => [
        name,
        {
          type: value === undefined ? 'boolean' : 'string',
          ...(short === undefined ? {} : { short }),
        } as const,
      ]),
    ),
  });

  const operands: string[] = [];
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known.find(({ name }) => name === token.name);
    if (option === undefined) {
      const meant = nearest(
        token.name,
        known.map(({ name }) => name),
      );
      return refuse(text.unknownOption(token.rawName, meant === null ? null : `--${meant}`));
    }
    const problem = judge(option, token.value, options.has(option.name));
    if (problem !== null) return refuse(problem);
    options.set(option.name, [...(options.get(option.name) ?? []), token.value ?? '']);
  }

  const given = new Arguments(operands, options, command);
  if (options.has('help')) return succeed(given);
  const missing = specification.operands.find(
    ({ optional }, position) => optional === undefined && operands[position] === undefined,
  );
  if (missing !== undefined) return refuse(text.missingOperand(missing.name));
  const extra = operands[specification.operands.length];
  if (extra !== undefined) return refuse(text.tooManyOperands(extra));
  if (specification.runsCommand && command.length === 0) return refuse(text.missingCommand);
  return succeed(given);
}

function judge(option: Option, value: string | undefined, again: boolean): string | null {
  if (option.value === undefined) return value === undefined ? null : text.valueNotTaken(option.name);
  if (value === undefined) return text.valueMissing(option.name, option.value);
  if (again && option.multiple === undefined) return text.optionTwice(option.name);
  if (option.choices !== undefined && !option.choices.includes(value)) {
    return text.notAChoice(option.name, option.choices);
  }
  return null;
}

export interface FoundCommand {
  readonly specification: CommandSpecification;
  readonly words: readonly string[];
}

/** The longest name that the words begin with. */
export function findCommand(
  commands: readonly CommandSpecification[],
  words: readonly string[],
): Result<FoundCommand, Failure> {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const specification = commands.find((candidate) => candidate.name === name);
    if (specification !== undefined && words.length >= length) {
      return succeed({ specification, words: words.slice(length) });
    }
  }
  const first = words[0] ?? '';
  const group = commands.filter(({ name, hidden }) => hidden !== true && name.startsWith(`${first} `));
  if (first !== '' && group.length > 0) {
    const verbs = group.map(({ name }) => name.slice(first.length + 1));
    return fail(groupFailure(first, words[1], verbs));
  }
  const names = commands
    .filter(({ hidden }) => hidden !== true)
    .map(({ name }) => name.split(' ')[0] ?? name);
  return usageFailure(text.unknownCommand(first, nearest(first, names)), text.seeHelp);
}

function groupFailure(group: string, verb: string | undefined, verbs: readonly string[]): Failure {
  const what =
    verb === undefined || verb.startsWith('-')
      ? text.groupNeedsVerb(group, verbs)
      : text.unknownCommand(`${group} ${verb}`, prefixed(group, nearest(verb, verbs)));
  return { code: 'usage', what, next: text.seeHelp, exitCode: 2 };
}

function prefixed(group: string, verb: string | null): string | null {
  return verb === null ? null : `${group} ${verb}`;
}

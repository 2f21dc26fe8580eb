import { commonOptions } from './arguments.ts';
import type { CommandSpecification, Operand, Option } from './command-specification.ts';
import { helpText, optionWords, summaries } from './text/help.ts';

const usageOptions = 5;
const lineLength = 90;

export function usageOf({ name, operands, options, runsCommand }: CommandSpecification): string {
  const words = [
    name,
    ...operands.map(operandUsage),
    ...(options.length > usageOptions
      ? [helpText.options]
      : options.map((option) => `[${optionUsage(option)}]`)),
    ...(runsCommand ? ['--', 'COMMAND', '[ARG…]'] : []),
  ];
  return words.join(' ');
}

function operandUsage({ name, optional }: Operand): string {
  return optional ? `[${name}]` : name;
}

function optionUsage({ name, value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** `keycutter help` */
export function generalHelp(commands: readonly CommandSpecification[]): string {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const width = Math.max(...shown.map(({ name }) => name.length));
  const list = shown.map(({ name }) => `  ${name.padEnd(width)}  ${summaries[name] ?? ''}\n`);
  return `${helpText.head}\n\n${list.join('')}\n${helpText.foot}\n`;
}

/** In brackets, in lines that a terminal holds. */
function listed(choices: readonly string[], indent: number): string {
  const lines: string[] = [];
  for (const [index, choice] of choices.entries()) {
    const word = `${index === 0 ? '(' : ''}${choice}${index === choices.length - 1 ? ')' : ','}`;
    const line = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && line.length <= lineLength) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}

/** `keycutter help COMMAND` */
export function commandHelp(specification: CommandSpecification): string {
  const options = [...specification.options, ...commonOptions].map((option) => {
    const short = option.short === undefined ? '' : `-${option.short}, `;
    return { typed: `${short}${optionUsage(option)}`, option };
  });
  const width = Math.max(...options.map(({ typed }) => typed.length));
  const lines = options.map(({ typed, option }) => {
    const about = `  ${typed.padEnd(width)}  ${optionWords(specification.name, option.name)}\n`;
    if (option.choices === undefined) return about;
    return `${about}${listed(option.choices, width + 4)}`;
  });
  const examples = specification.examples.map((example) => `  ${example}\n`);
  const more = helpText.more[specification.name];
  return [
    `${summaries[specification.name] ?? ''}\n\n`,
    `${helpText.usage} keycutter ${usageOf(specification)}\n\n`,
    lines.join(''),
    `\n${examples.length === 1 ? helpText.example : helpText.examples}\n${examples.join('')}`,
    more === undefined ? '' : `\n${more}\n`,
  ].join('');
}

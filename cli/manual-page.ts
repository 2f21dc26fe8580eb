import { commonOptions } from './arguments.ts';
import type { CommandSpecification, Option } from './command-specification.ts';
import { usageOf } from './help.ts';
import { helpText, optionWords, summaries } from './text/help.ts';

export interface ManualFacts {
  readonly version: string;
  /** As in 2026-01-31. */
  readonly date: string;
}

/** keycutter(1), from the table that the help is made from. https://man7.org/linux/man-pages/man7/man.7.html */
export function manualPage(commands: readonly CommandSpecification[], facts: ManualFacts): string {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const [summary = ''] = helpText.head.split('\n');
  return [
    `.TH KEYCUTTER 1 ${facts.date} "Keycutter ${facts.version}" "User Commands"`,
    '.SH NAME',
    `keycutter \\- ${escaped(lowerFirst(summary.replace(/\.$/, '')))}`,
    '.SH SYNOPSIS',
    '.B keycutter',
    '.I COMMAND',
    '.RI [ OPERAND | OPTION ]\\|.\\|.\\|.',
    '.SH DESCRIPTION',
    paragraphs(
      'The command talks to the Keycutter app of this user and starts it where need be. The app keeps the keys; ' +
        'the command gets sessions.',
    ),
    '.SH COMMANDS',
    ...shown.flatMap(commandLines),
    '.SH COMMON OPTIONS',
    ...commonOptions.flatMap((option) => optionLines('', option)),
    '.SH EXIT STATUS AND OUTPUT',
    paragraphs(helpText.foot),
    '',
  ].join('\n');
}

function commandLines(command: CommandSpecification): readonly string[] {
  const more = helpText.more[command.name];
  return [
    `.SS "${escaped(`keycutter ${usageOf(command)}`)}"`,
    paragraphs(`${summaries[command.name] ?? ''}.`),
    ...(more === undefined ? [] : ['.PP', paragraphs(more)]),
    ...command.options.flatMap((option) => optionLines(command.name, option)),
    '.PP',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    '.PP',
    '.RS 4',
    '.nf',
    ...command.examples.map(escaped),
    '.fi',
    '.RE',
  ];
}

function optionLines(command: string, { name, short, value, choices }: Option): readonly string[] {
  const typed = `${short === undefined ? '' : `\\fB\\-${short}\\fR, `}\\fB\\-\\-${escaped(name)}\\fR`;
  const words = optionWords(command, name);
  const list = choices === undefined ? '' : ` (${choices.join(', ')})`;
  return [
    '.TP',
    `${typed}${value === undefined ? '' : ` \\fI${escaped(value)}\\fR`}`,
    paragraphs(`${words}${list}.`),
  ];
}

/** Empty lines part paragraphs; other ends of lines mean nothing. */
function paragraphs(text: string): string {
  return text
    .split(/\n\n+/)
    .map((paragraph) => escaped(paragraph.replaceAll('\n', ' ')))
    .join('\n.PP\n');
}

/** No backslash, quote, hyphen or dot at the beginning of a line means anything to the formatter. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll('’', '\\(cq')
    .replaceAll('…', '...')
    .replace(/^([.'])/, '\\&$1');
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

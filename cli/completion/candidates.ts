import { plainText } from '../../shared/plain-text.ts';
import type { Snapshot } from '../../shared/views.ts';
import { AppCalls } from '../app-calls.ts';
import { commonOptions } from '../arguments.ts';
import type { CommandSpecification, Completes, Option } from '../command-specification.ts';
import { optionText, summaries } from '../text/help.ts';
import type { World } from '../world.ts';
import { completionScripts } from './scripts.ts';

export interface Candidate {
  readonly value: string;
  /** A few words; may be empty. */
  readonly about: string;
}

/** A person waits with a finger on the Tab key. */
const patience = 1_000;

/** `words`: what stands after `keycutter`, the last one being typed. Files are the shell's own matter: none. */
export async function candidatesFor(
  words: readonly string[],
  commands: readonly CommandSpecification[],
  world: World,
): Promise<readonly Candidate[]> {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const all = await possible(before, typed, commands, world);
  // A name with a control character would be another line; the contract allows none.
  return all.filter(({ value }) => value.startsWith(typed) && plainText(value, 1_000) === value);
}

async function possible(
  before: readonly string[],
  typed: string,
  commands: readonly CommandSpecification[],
  world: World,
): Promise<readonly Candidate[]> {
  const visible = commands.filter(({ hidden }) => hidden !== true);
  const specification =
    visible.find(({ name }) => name === before.slice(0, 2).join(' ')) ??
    visible.find(({ name }) => name === before[0]);
  if (specification === undefined) return commandWords(visible, before);

  const rest = before.slice(specification.name.split(' ').length);
  const options = [...specification.options, ...commonOptions];
  if (specification.runsCommand && rest.includes('--')) return [];
  const awaited = optionOf(options, rest.at(-1));
  if (awaited?.value !== undefined)
    return candidates(awaited.completes ?? 'nothing', visible, world, awaited);
  if (typed.startsWith('-')) {
    return options
      .filter(({ name, multiple }) => multiple === true || !rest.includes(`--${name}`))
      .map(({ name }) => ({ value: `--${name}`, about: optionText[name] ?? '' }));
  }
  const operands = rest.filter(
    (word, index) => !word.startsWith('-') && optionOf(options, rest[index - 1])?.value === undefined,
  );
  const operand = specification.operands[operands.length];
  if (operand !== undefined) return candidates(operand.completes, visible, world);
  return specification.runsCommand ? [{ value: '--', about: '' }] : [];
}

function optionOf(options: readonly Option[], word: string | undefined): Option | undefined {
  return options.find(({ name }) => word === `--${name}`);
}

function commandWords(
  commands: readonly CommandSpecification[],
  before: readonly string[],
): readonly Candidate[] {
  const [group] = before;
  if (before.length > 1) return [];
  const found = new Map<string, string>();
  for (const { name } of commands) {
    const [first = name, verb] = name.split(' ');
    if (group === undefined) found.set(first, verb === undefined ? (summaries[name] ?? '') : '');
    else if (first === group && verb !== undefined) found.set(verb, summaries[name] ?? '');
  }
  return [...found].map(([value, about]) => ({ value, about }));
}

async function candidates(
  kind: Completes,
  commands: readonly CommandSpecification[],
  world: World,
  option?: Option,
): Promise<readonly Candidate[]> {
  switch (kind) {
    case 'choice':
      return (option?.choices ?? []).map((value) => ({ value, about: '' }));
    case 'shell':
      return [...completionScripts.keys()].map((value) => ({ value, about: '' }));
    case 'command':
      return commandWords(commands, []);
    case 'profile':
      return named(world, ({ profiles }) =>
        profiles.map(({ name, recipe }) => ({ value: name, about: recipe.kind })),
      );
    case 'key':
      return named(world, ({ accessKeys }) =>
        accessKeys.map(({ name, accessKeyId }) => ({ value: name, about: accessKeyId })),
      );
    case 'section':
      return named(world, ({ awsFiles }) =>
        awsFiles.managed.map(({ section }) => ({ value: section.name, about: section.kind })),
      );
    case 'file':
    case 'nothing':
      return [];
  }
}

async function named(
  world: World,
  pick: (snapshot: Snapshot) => readonly Candidate[],
): Promise<readonly Candidate[]> {
  const connected = await world.connect(false);
  if (!connected.ok) return [];
  try {
    const signal = AbortSignal.timeout(patience);
    const snapshot = await new AppCalls(connected.value).call('snapshot.get', {}, signal);
    return snapshot.ok ? pick(snapshot.value) : [];
  } finally {
    connected.value.close();
  }
}

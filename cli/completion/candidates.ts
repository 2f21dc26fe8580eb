import { plainText } from '../../shared/plain-text.ts';
import type { Snapshot } from '../../shared/views.ts';
import { AppCalls } from '../app-calls.ts';
import { commonOptions } from '../arguments.ts';
import type { CommandSpecification, Completes, Option } from '../command-specification.ts';
import { machineNames } from '../output/profile-words.ts';
import { optionWords, summaries } from '../text/help.ts';
import { signInText } from '../text/sign-ins.ts';
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
      .map(({ name }) => ({ value: `--${name}`, about: optionWords(specification.name, name) }));
  }
  const operands = rest.filter(
    (word, index) => !word.startsWith('-') && optionOf(options, rest[index - 1])?.value === undefined,
  );
  const operand = specification.operands[operands.length];
  // `sign-in` takes a name and is the first word of `sign-in ls` as well.
  const verbs = rest.length === 0 && !specification.name.includes(' ') ? commandWords(visible, before) : [];
  if (operand !== undefined) return [...verbs, ...(await candidates(operand.completes, visible, world))];
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
    if (group === undefined && !found.has(first))
      found.set(first, verb === undefined ? (summaries[name] ?? '') : '');
    else if (group !== undefined && first === group && verb !== undefined)
      found.set(verb, summaries[name] ?? '');
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
    case 'source':
      return named(world, ({ accessKeys, profiles }) => [
        ...accessKeys.map(({ name, accessKeyId }) => ({ value: name, about: accessKeyId })),
        ...profiles.map(({ name, recipe }) => ({ value: name, about: recipe.kind })),
        ...Object.values(machineNames).map((value) => ({ value, about: '' })),
      ]);
    case 'sign-in':
      return named(world, ({ signIns }) =>
        signIns.map(({ name, method }) => ({ value: name, about: signInText.kinds[method.kind] })),
      );
    case 'browser':
      return browsers(world);
    case 'section':
      return named(world, ({ awsFiles }) =>
        awsFiles.managed.map(({ section }) => ({ value: section.name, about: section.kind })),
      );
    case 'file':
    case 'nothing':
      return [];
  }
}

function named(
  world: World,
  pick: (snapshot: Snapshot) => readonly Candidate[],
): Promise<readonly Candidate[]> {
  return fromApp(world, async (app, signal) => {
    const snapshot = await app.call('snapshot.get', {}, signal);
    return snapshot.ok ? pick(snapshot.value) : [];
  });
}

function browsers(world: World): Promise<readonly Candidate[]> {
  return fromApp(world, async (app, signal) => {
    const found = await app.call('browsers.list', {}, signal);
    if (!found.ok) return [];
    return found.value.flatMap(({ id, name, profiles }) => [
      { value: id, about: name },
      ...profiles.map((inside) => ({ value: inside.id, about: `${name}, ${inside.name}` })),
    ]);
  });
}

/** From the app as it runs; it is not started for this. */
async function fromApp(
  world: World,
  ask: (app: AppCalls, signal: AbortSignal) => Promise<readonly Candidate[]>,
): Promise<readonly Candidate[]> {
  const connected = await world.connect(false);
  if (!connected.ok) return [];
  try {
    return await ask(new AppCalls(connected.value), AbortSignal.timeout(patience));
  } finally {
    connected.value.close();
  }
}

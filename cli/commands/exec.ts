import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { exitCodes, type Failure } from '../failure.ts';
import { text } from '../text/en.ts';
import { withPerson } from '../with-person.ts';
import type { World } from '../world.ts';

/** `keycutter exec`: the session is in the environment of the command alone. */
export async function exec({ world, given, app, leaveApp }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const profile = given.operand(0);
  const way = given.has('renewing') ? 'renewing' : 'value';
  const answer = await connected.value.named(
    profile,
    withPerson(world, connected.value, (waitSeconds, signal) =>
      connected.value.call('credentials.environment', { profile, way, waitSeconds }, signal),
    ),
  );
  if (!answer.ok) return answer;
  leaveApp();

  const [name = '', ...rest] = given.command;
  const environment = childEnvironment(world, answer.value);
  const end = await world.runProgram({ name, arguments: rest, environment });
  if (end.kind === 'exited') return succeed({ text: '', json: null, exitCode: end.code });
  if (end.kind === 'signalled') return succeed({ text: '', json: null, signal: end.signal });
  return fail({
    code: `command-${end.reason}`,
    what: text.cannotRun(name, end.reason),
    next: text.cannotRunNext,
    exitCode:
      end.reason === 'not-found'
        ? exitCodes.notFound
        : end.reason === 'not-executable'
          ? exitCodes.notExecutable
          : exitCodes.execFailed,
  });
}

/** Set by the installed script where Electron runs this command; an Electron app started from here must not see it. */
const electronAsNode = 'ELECTRON_RUN_AS_NODE';

interface Changes {
  readonly set: readonly { readonly name: string; readonly value: string }[];
  readonly clear: readonly string[];
}

/** What is around us, less what would shadow the session. On Windows a name is one whatever its case. */
function childEnvironment(world: World, { set, clear }: Changes): Readonly<Record<string, string>> {
  const fold = (name: string) => (world.platform === 'win32' ? name.toUpperCase() : name);
  const ours = new Set([electronAsNode, ...clear, ...set.map(({ name }) => name)].map(fold));
  const kept = Object.entries(world.environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !ours.has(fold(entry[0])),
  );
  return Object.fromEntries([...kept, ...set.map(({ name, value }) => [name, value] as const)]);
}

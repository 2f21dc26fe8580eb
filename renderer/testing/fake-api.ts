/** A WindowApi for tests and the gallery, derived from the contract: it refuses what the contract refuses. */
import * as z from 'zod/mini';
import {
  type CallOptions,
  type CommandInput,
  type CommandOutput,
  type Contract,
  channelName,
  contract,
  type Room,
  type WindowCommands,
} from '../../shared/ipc-contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Slices, Snapshot, SnapshotChange } from '../../shared/views.ts';
import type { WindowApi } from '../../shared/window-api.ts';

export interface RecordedCall {
  /** `sessions.assume` */
  readonly channel: string;
  readonly input: unknown;
  readonly callId: string | null;
}

type Answer<R extends Room, V extends keyof Contract[R]> = (
  input: CommandInput<R, V>,
  options: CallOptions,
) => Promise<Result<CommandOutput<R, V>>> | Result<CommandOutput<R, V>>;

export interface FakeApi {
  readonly api: WindowApi;
  readonly calls: readonly RecordedCall[];
  readonly callsTo: (channel: string) => readonly RecordedCall[];
  /** Scripts the answers of one command from now on. */
  readonly answer: <R extends Room, V extends keyof Contract[R] & string>(
    room: R,
    verb: V,
    answer: Answer<R, V>,
  ) => void;
  readonly snapshot: () => Snapshot;
  /** As main does it: a new revision with these slices, sent to the window. */
  readonly publish: (slices: Partial<Slices>) => void;
  /** Sends an event as it is, whatever its revision. */
  readonly send: (change: SnapshotChange) => void;
}

/** Without a script a command succeeds with nothing, and `snapshot.get` answers with what was published last. */
export function createFakeApi(initial: Snapshot): FakeApi {
  let snapshot = initial;
  const listeners = new Set<(change: SnapshotChange) => void>();
  const calls: RecordedCall[] = [];
  const answers = new Map<string, (input: never, options: CallOptions) => unknown>();
  answers.set('snapshot.get', () => succeed(structuredClone(snapshot)));

  const send = (change: SnapshotChange) => {
    for (const listener of [...listeners]) listener(structuredClone(change));
  };
  const invoke = async (
    channel: string,
    schema: z.ZodMiniType,
    input: unknown,
    options: CallOptions = {},
  ) => {
    calls.push({ channel, input, callId: options.callId ?? null });
    const parsed = z.safeParse(schema, input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return fail({
        code: 'input-refused',
        params: { field: issue?.path.join('.') ?? channel, reason: issue?.message ?? '' },
      });
    }
    const answer = answers.get(channel);
    return answer === undefined ? succeed(undefined) : await answer(parsed.data as never, options);
  };

  const commands = Object.fromEntries(
    Object.entries(contract).map(([room, verbs]) => [
      room,
      Object.fromEntries(
        Object.entries(verbs).map(([verb, command]) => [
          verb,
          (input: unknown, options?: CallOptions) =>
            invoke(channelName(room, verb), command.input as z.ZodMiniType, input, options),
        ]),
      ),
    ]),
  ) as unknown as WindowCommands;

  return {
    api: {
      ...commands,
      onSnapshotChanged: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    calls,
    callsTo: (channel) => calls.filter((call) => call.channel === channel),
    answer: (room, verb, answer) => void answers.set(channelName(room, verb), answer),
    snapshot: () => snapshot,
    publish: (slices) => {
      snapshot = { ...snapshot, ...slices, revision: snapshot.revision + 1 };
      send({ revision: snapshot.revision, slices });
    },
    send,
  };
}

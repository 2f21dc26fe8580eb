import { appError } from '../../shared/errors.ts';
import {
  type CallContext,
  type Command,
  type CommandHandlers,
  type CommandInput,
  channelName,
  contract,
  snapshotChangedChannel,
} from '../../shared/ipc-contract.ts';
import { parseInput, refuse } from '../../shared/parse-input.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { SnapshotChange } from '../../shared/views.ts';
import { handlerThrew } from '../core/failures/handler-threw.ts';
import type { Logger } from '../core/ports.ts';
import { PendingCalls } from './pending-calls.ts';
import { type Sender, TrustedSenders } from './trusted-senders.ts';

/** What is used of Electron's ipcMain. */
export interface ChannelRegistry {
  handle(channel: string, listener: (event: Sender, ...sent: unknown[]) => Promise<Result<unknown>>): void;
}

/** `calls.cancel` is answered here, where the calls are known. */
export type DispatchedHandlers = Omit<CommandHandlers, 'calls'>;

type Handler = (input: unknown, context: CallContext, caller: number) => Promise<Result<unknown>>;

const callIdPattern = /^[\w-]{1,64}$/;

/**
 * Every way from a window into the app. For each call in this order: is it from a page of ours; is it small and
 * plain; does it fit the command's schema; and only then the handler.
 */
export class Dispatcher {
  readonly #calls = new PendingCalls();
  readonly #logger: Logger;
  readonly senders = new TrustedSenders((contentsId) => this.#calls.cancelAll(contentsId));

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  register(registry: ChannelRegistry, handlers: DispatchedHandlers): void {
    const cancel = async (
      { callId }: CommandInput<'calls', 'cancel'>,
      _context: CallContext,
      caller: number,
    ) => {
      this.#calls.cancel(caller, callId);
      return succeed();
    };
    const rooms = { ...handlers, calls: { cancel } } as Record<string, Record<string, Handler> | undefined>;
    for (const [room, commands] of Object.entries(contract)) {
      for (const [verb, command] of Object.entries<Command>(commands)) {
        const channel = channelName(room, verb);
        const handler = rooms[room]?.[verb];
        if (handler === undefined) throw new Error(`No handler for ${channel}`);
        registry.handle(channel, (event, ...sent) => this.#answer(channel, command, handler, event, sent));
      }
    }
  }

  publish(change: SnapshotChange): void {
    for (const contents of this.senders.present()) contents.send(snapshotChangedChannel, change);
  }

  async #answer(
    channel: string,
    command: Command,
    handler: Handler,
    event: Sender,
    sent: readonly unknown[],
  ): Promise<Result<unknown>> {
    if (!this.senders.includes(event)) {
      this.#logger.warn('sender-refused', { channel });
      return fail(appError('sender-refused'));
    }
    const envelope = openEnvelope(sent);
    if (envelope === null) return refuse('input', 'envelope-wrong');
    const input = parseInput(command.input, envelope.input);
    if (!input.ok) return input;
    return this.#run(channel, handler, input.value, event.sender.id, envelope.callId);
  }

  async #run(
    channel: string,
    handler: Handler,
    input: unknown,
    caller: number,
    callId: string | undefined,
  ): Promise<Result<unknown>> {
    const call = this.#calls.begin(caller, callId);
    if (call === null) return refuse('callId', 'call-id-taken');
    try {
      return await handler(input, { client: 'window', signal: call.controller.signal }, caller);
    } catch (cause) {
      return handlerThrew(this.#logger, channel, cause);
    } finally {
      this.#calls.end(caller, call);
    }
  }
}

interface Envelope {
  readonly callId: string | undefined;
  readonly input: unknown;
}

/** What preload.ts wraps each input in: `{ callId?, input }`. Null: it is something else. */
function openEnvelope(sent: readonly unknown[]): Envelope | null {
  const [envelope] = sent;
  if (sent.length !== 1 || typeof envelope !== 'object' || envelope === null) return null;
  if (Reflect.ownKeys(envelope).some((field) => field !== 'callId' && field !== 'input')) return null;
  const { callId, input } = envelope as { readonly callId?: unknown; readonly input?: unknown };
  if (callId === undefined) return { callId, input };
  return typeof callId === 'string' && callIdPattern.test(callId) ? { callId, input } : null;
}

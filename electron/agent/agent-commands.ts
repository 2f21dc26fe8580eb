import { type AgentHandlers, agentContract } from '../../shared/agent-contract.ts';
import { type CallContext, type Command, channelName } from '../../shared/ipc-contract.ts';
import { parseInput, refuse } from '../../shared/parse-input.ts';
import type { Result } from '../../shared/result.ts';
import { handlerThrew } from '../core/failures/handler-threw.ts';
import type { Logger } from '../core/ports.ts';

/** Taking a call back is part of the line protocol. */
export type AnsweredHandlers = Omit<AgentHandlers, 'calls'>;

type Handler = (input: unknown, context: CallContext) => Promise<Result<unknown>>;

/** The command table of the private socket: every input is parsed, and every answer is a Result. */
export class AgentCommands {
  readonly #commands = new Map<string, { readonly command: Command; readonly handler: Handler }>();
  readonly #logger: Logger;

  constructor(handlers: AnsweredHandlers, logger: Logger) {
    this.#logger = logger;
    const { calls: _calls, ...answered } = agentContract;
    const rooms = handlers as unknown as Record<string, Record<string, Handler> | undefined>;
    for (const [room, commands] of Object.entries(answered)) {
      for (const [verb, command] of Object.entries<Command>(commands)) {
        const name = channelName(room, verb);
        const handler = rooms[room]?.[verb];
        if (handler === undefined) throw new Error(`No handler for ${name}`);
        this.#commands.set(name, { command, handler });
      }
    }
  }

  async answer(name: string, sent: unknown, signal: AbortSignal): Promise<Result<unknown>> {
    const found = this.#commands.get(name);
    if (found === undefined) return refuse('command', 'command-unknown');
    const input = parseInput(found.command.input, sent);
    if (!input.ok) return input;
    try {
      return await found.handler(input.value, { client: 'command', signal });
    } catch (cause) {
      return handlerThrew(this.#logger, name, cause);
    }
  }
}

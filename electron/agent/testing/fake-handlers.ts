import { agentContract } from '../../../shared/agent-contract.ts';
import type { CallContext } from '../../../shared/ipc-contract.ts';
import { type Result, succeed } from '../../../shared/result.ts';
import type { Logger } from '../../core/ports.ts';
import type { AnsweredHandlers } from '../agent-commands.ts';

type FakeHandler = (input: unknown, context: CallContext) => Promise<Result<unknown>>;

/** Every command answers with nothing, but for those given by name: `credentials.get`. */
export function fakeHandlers(given: Readonly<Record<string, FakeHandler>> = {}): AnsweredHandlers {
  const rooms = Object.entries(agentContract).map(([room, commands]) => [
    room,
    Object.fromEntries(
      Object.keys(commands).map((verb) => [verb, given[`${room}.${verb}`] ?? (async () => succeed())]),
    ),
  ]);
  return Object.fromEntries(rooms) as unknown as AnsweredHandlers;
}

/** Remembers what was logged, as the text it would be. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  info(event: string, fields?: object): void {
    this.lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  }

  warn(event: string, fields?: object): void {
    this.info(event, fields);
  }

  error(event: string, fields?: object): void {
    this.info(event, fields);
  }
}

import type { Socket } from 'node:net';
import { type AgentRequest, lineLimits } from '../../shared/agent-protocol.ts';
import { appError } from '../../shared/errors.ts';
import { type LineReader, parseObject } from '../../shared/line-reader.ts';
import { fail, type Result } from '../../shared/result.ts';

/** The running app, proven to be it. */
export interface AgentConnection {
  /** The app's version. */
  readonly appVersion: string;
  /**
   * @param command as `credentials.get`, of shared/agent-contract.ts; `Value` is its output.
   * Errors: those of the command; `cancelled` by the signal; `app-not-reachable` when the app went away meanwhile.
   */
  call<Value>(command: string, input: object, signal?: AbortSignal): Promise<Result<Value>>;
  /** Ends the calls that still wait, here with `app-not-reachable`, there as cancelled. */
  close(): void;
}

type Waiting = (answer: Result<unknown>) => void;

/** Over a socket whose handshake is done. */
export class SocketConnection implements AgentConnection {
  readonly appVersion: string;
  readonly #socket: Socket;
  readonly #reader: LineReader;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(socket: Socket, reader: LineReader, appVersion: string) {
    this.appVersion = appVersion;
    this.#socket = socket;
    this.#reader = reader;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#end());
  }

  async call<Value>(command: string, input: object, signal?: AbortSignal): Promise<Result<Value>> {
    if (signal?.aborted) return fail(appError('cancelled'));
    if (this.#socket.destroyed || !this.#socket.writable) return fail(appError('app-not-reachable'));
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await new Promise<Result<unknown>>((resolve) => {
      const cancel = () => {
        this.#write({ cancel: id });
        settle(fail(appError('cancelled')));
      };
      const settle: Waiting = (result) => {
        this.#waiting.delete(id);
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      };
      this.#waiting.set(id, settle);
      signal?.addEventListener('abort', cancel, { once: true });
      this.#write({ id, command, input } satisfies AgentRequest);
    });
    // The app is proven and of the same protocol: the answer is of the command's type.
    return answer as Result<Value>;
  }

  close(): void {
    this.#socket.destroy();
    this.#end();
  }

  #write(message: object): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  #read(chunk: Buffer): void {
    const lines = this.#reader.push(chunk, lineLimits.answer);
    if (lines === null) {
      this.#socket.destroy();
      return;
    }
    for (const line of lines) {
      const message = parseObject(line);
      if (typeof message?.id !== 'number' || !isResult(message.answer)) {
        this.#socket.destroy();
        return;
      }
      this.#waiting.get(message.id)?.(message.answer);
    }
  }

  #end(): void {
    for (const settle of [...this.#waiting.values()]) settle(fail(appError('app-not-reachable')));
  }
}

function isResult(answer: unknown): answer is Result<unknown> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  // `value: undefined` does not travel in JSON.
  if (answer.ok === true) return true;
  return 'error' in answer && typeof answer.error === 'object' && answer.error !== null;
}

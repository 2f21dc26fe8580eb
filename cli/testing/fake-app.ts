import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { agentFiles, fileFormat, proofLabels } from '../../shared/agent-protocol.ts';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import type { AgentConnection } from '../agent/connect.ts';

export type Answer = (input: never, signal: AbortSignal) => Result<unknown> | Promise<Result<unknown>>;

export interface Asked {
  readonly command: string;
  readonly input: unknown;
}

/** An app that answers what a test says, in this process or over a real socket. */
export class FakeApp {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();

  on(command: string, answer: Answer): this {
    this.#answers.set(command, answer);
    return this;
  }

  shows(snapshot: Snapshot): this {
    return this.on('snapshot.get', () => succeed(snapshot));
  }

  async answer(command: string, input: unknown, signal: AbortSignal): Promise<Result<unknown>> {
    this.asked.push({ command, input });
    const answer = this.#answers.get(command);
    // What a test has not thought of is refused as the real app refuses an unknown command.
    if (answer === undefined) return fail(appError('input-refused', { field: 'command', reason: command }));
    return answer(input as never, signal);
  }

  inputsOf(command: string): readonly unknown[] {
    return this.asked.filter((call) => call.command === command).map(({ input }) => input);
  }

  connection(): AgentConnection {
    return {
      appVersion: '1.2.3',
      call: async <Value>(command: string, input: object, signal?: AbortSignal) => {
        const settled = new AbortController();
        const cancelled = new Promise<Result<unknown>>((resolve) => {
          const leave = () => resolve(fail(appError('cancelled')));
          signal?.addEventListener('abort', leave, { once: true, signal: settled.signal });
        });
        const answer = this.answer(command, input, signal ?? new AbortController().signal);
        const first = await Promise.race([answer, cancelled]);
        settled.abort();
        return first as Result<Value>;
      },
      close: () => {},
    };
  }

  /** Behind a real socket, found through this data folder. */
  async serve(dataFolder: string): Promise<{ stop: () => Promise<void> }> {
    const folder = mkdtempSync(join(tmpdir(), 'kc-app-'));
    const socket = join(folder, 'agent.sock');
    const secret = randomBytes(32);
    const sockets = new Set<Socket>();
    const server: Server = createServer((connection) => {
      sockets.add(connection);
      connection.on('close', () => sockets.delete(connection));
      connection.on('error', () => connection.destroy());
      this.#speak(connection, secret);
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const endpoint = join(dataFolder, agentFiles.endpoint);
    mkdirSync(dirname(endpoint), { recursive: true, mode: 0o700 });
    const file = {
      format: fileFormat,
      pid: process.pid,
      appVersion: '1.2.3',
      socket,
      secret: secret.toString('base64'),
    };
    writeFileSync(endpoint, JSON.stringify(file), { mode: 0o600 });
    chmodSync(endpoint, 0o600);
    return {
      stop: async () => {
        for (const open of sockets) open.destroy();
        await new Promise((resolve) => server.close(resolve));
        rmSync(folder, { recursive: true, force: true });
        rmSync(endpoint, { force: true });
      },
    };
  }

  #speak(connection: Socket, secret: Buffer): void {
    let rest = '';
    let proven = false;
    const closed = new AbortController();
    connection.on('close', () => closed.abort());
    const say = (message: object) => connection.write(`${JSON.stringify(message)}\n`);
    connection.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message = JSON.parse(line);
        if (message.hello === 1) {
          const nonce = randomBytes(32);
          const proof = createHmac('sha256', secret)
            .update(proofLabels.server)
            .update(Buffer.from(message.nonce, 'base64'))
            .update(nonce)
            .digest('base64');
          say({ nonce: nonce.toString('base64'), proof, version: '1.2.3' });
        } else if (!proven) {
          proven = typeof message.proof === 'string';
        } else if (message.id !== undefined) {
          void this.answer(message.command, message.input, closed.signal).then((answer) => {
            say({ id: message.id, answer });
          });
        }
      }
    });
  }
}

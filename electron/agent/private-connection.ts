import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  type AgentAnswer,
  agentProtocol,
  lineLimits,
  nonceBytes,
  proofLabels,
  type Refusal,
  type Welcome,
} from '../../shared/agent-protocol.ts';
import { LineReader, parseObject } from '../../shared/line-reader.ts';
import type { Logger } from '../core/ports.ts';
import type { AgentCommands } from './agent-commands.ts';

export interface ConnectionLimits {
  /** Ms until a caller must have proven itself. */
  readonly unprovenFor: number;
  /** Calls that wait, or whose answers the caller has not taken yet. */
  readonly calls: number;
}

interface Dependencies {
  readonly commands: AgentCommands;
  readonly logger: Logger;
  readonly appVersion: string;
  /** 32 bytes, of this start. */
  readonly secret: Buffer;
  readonly limits: ConnectionLimits;
}

type Message = Readonly<Record<string, unknown>>;
type Problem = 'garbage' | 'too-long' | 'too-slow' | 'too-many-calls' | 'unproven' | 'version';

/**
 * One caller on the private socket. Whoever breaks the protocol is cut off without a word, but for one that speaks
 * another version of it.
 */
export class PrivateConnection {
  readonly #socket: Socket;
  readonly #deps: Dependencies;
  readonly #reader = new LineReader();
  readonly #calls = new Map<number, AbortController>();
  /** What the caller must prove next; null: it has. */
  #expected: 'hello' | Buffer | null = 'hello';
  #unprovenBytes = 0;

  constructor(socket: Socket, dependencies: Dependencies) {
    this.#socket = socket;
    this.#deps = dependencies;
    const deadline = setTimeout(() => {
      if (this.#expected !== null) this.#refuse('too-slow');
    }, dependencies.limits.unprovenFor);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(deadline);
      for (const controller of this.#calls.values()) controller.abort();
    });
  }

  #read(chunk: Buffer): void {
    const problem = this.#readLines(chunk);
    if (problem !== null) this.#refuse(problem);
  }

  #refuse(reason: Problem): void {
    this.#deps.logger.warn('agent-caller-refused', { reason });
    // What was said last, to another version, still goes out.
    if (this.#socket.writableEnded) this.#socket.destroySoon();
    else this.#socket.destroy();
  }

  #readLines(chunk: Buffer): Problem | null {
    const lines = this.#reader.push(chunk, lineLimits.request);
    if (lines === null) return 'too-long';
    for (const line of lines) {
      const problem = this.#take(line);
      if (problem !== null) return problem;
    }
    // Judged last, since what follows the proof may have come with it.
    if (this.#expected === null) return null;
    this.#unprovenBytes += chunk.length;
    return this.#unprovenBytes > lineLimits.unproven ? 'too-long' : null;
  }

  #take(line: string): Problem | null {
    if (this.#expected !== null && line.length > lineLimits.unproven) return 'too-long';
    const message = parseObject(line);
    if (message === null) return 'garbage';
    if (this.#expected === 'hello') return this.#greet(message);
    if (this.#expected !== null) return this.#check(message, this.#expected);
    return this.#call(message);
  }

  #greet({ hello, nonce }: Message): Problem | null {
    const { appVersion, secret } = this.#deps;
    if (!Number.isSafeInteger(hello)) return 'garbage';
    if (hello !== agentProtocol) {
      const refusal: Refusal = { refused: 'version', version: appVersion };
      this.#socket.end(`${JSON.stringify(refusal)}\n`);
      return 'version';
    }
    const theirs = bytesOf(nonce);
    if (theirs.length !== nonceBytes) return 'garbage';
    const ours = randomBytes(nonceBytes);
    this.#expected = prove(secret, proofLabels.client, ours, theirs);
    const welcome: Welcome = {
      nonce: ours.toString('base64'),
      proof: prove(secret, proofLabels.server, theirs, ours).toString('base64'),
      version: appVersion,
    };
    this.#send(welcome);
    return null;
  }

  #check({ proof }: Message, expected: Buffer): Problem | null {
    const given = bytesOf(proof);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'unproven';
    this.#expected = null;
    return null;
  }

  #call({ id, command, input, cancel }: Message): Problem | null {
    if (typeof cancel === 'number') {
      this.#calls.get(cancel)?.abort();
      return null;
    }
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof command !== 'string') return 'garbage';
    if (this.#calls.has(id)) return 'garbage';
    if (this.#calls.size >= this.#deps.limits.calls) return 'too-many-calls';
    void this.#run(id, command, input);
    return null;
  }

  async #run(id: number, command: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    this.#calls.set(id, controller);
    const answer = await this.#deps.commands.answer(command, input, controller.signal);
    // It counts until the caller has taken the answer: one that only asks fills no memory.
    this.#send({ id, answer } satisfies AgentAnswer, () => this.#calls.delete(id));
  }

  #send(message: object, sent?: () => void): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`, sent);
  }
}

function prove(secret: Buffer, label: string, first: Buffer, second: Buffer): Buffer {
  return createHmac('sha256', secret).update(label).update(first).update(second).digest();
}

function bytesOf(text: unknown): Buffer {
  return Buffer.from(typeof text === 'string' ? text : '', 'base64');
}

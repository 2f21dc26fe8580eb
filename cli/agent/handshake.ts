import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import {
  agentProtocol,
  type Hello,
  lineLimits,
  nonceBytes,
  proofLabels,
} from '../../shared/agent-protocol.ts';
import { appError } from '../../shared/errors.ts';
import { LineReader, parseObject } from '../../shared/line-reader.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { type AgentConnection, SocketConnection } from './agent-connection.ts';
import { type Endpoint, shownVersion } from './read-endpoint.ts';

/** A busy machine's full queue of connections: https://man7.org/linux/man-pages/man2/connect.2.html */
const busyCodes: ReadonlySet<string> = new Set(['EAGAIN', 'EBUSY']);
const busyTries = 20;

/** Connects to what listens there and goes on only when it has proven that it knows the secret. */
export async function open(
  endpoint: Endpoint,
  version: string,
  patience: number,
): Promise<Result<AgentConnection>> {
  for (let attempt = 1; ; attempt += 1) {
    const socket = await dial(endpoint.socket);
    if (typeof socket !== 'string') return greet(socket, endpoint.secret, version, patience);
    if (!busyCodes.has(socket) || attempt === busyTries) return fail(appError('app-not-reachable'));
    await new Promise((resolve) => setTimeout(resolve, 10 * attempt + Math.random() * 50));
  }
}

/** The socket, or the system's code for why not. */
function dial(path: string): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
  });
}

function greet(
  socket: Socket,
  secret: Buffer,
  version: string,
  patience: number,
): Promise<Result<AgentConnection>> {
  const nonce = randomBytes(nonceBytes);
  const reader = new LineReader();
  return new Promise((resolve) => {
    const settle = (result: Result<AgentConnection>) => {
      clearTimeout(timer);
      socket.off('data', read);
      socket.off('close', unreachable);
      if (result.ok) socket.off('error', unreachable);
      // Otherwise that listener stays: what still goes wrong with it must not end the process.
      else socket.destroy();
      resolve(result);
    };
    const unreachable = () => settle(fail(appError('app-not-reachable')));
    const unproven = () => settle(fail(appError('app-not-proven')));
    const read = (chunk: Buffer) => {
      const lines = reader.push(chunk, lineLimits.unproven);
      if (lines === null) return unproven();
      const [line] = lines;
      if (line === undefined) return;
      const message = parseObject(line);
      if (message?.refused === 'version') {
        const app = shownVersion(message.version);
        return settle(fail(appError('app-other-version', { command: version, app })));
      }
      const theirs = bytesOf(message?.nonce);
      const proof = bytesOf(message?.proof);
      const expected = prove(secret, proofLabels.server, nonce, theirs);
      if (theirs.length !== nonceBytes || proof.length !== expected.length) return unproven();
      if (!timingSafeEqual(proof, expected) || lines.length > 1) return unproven();
      const ours = prove(secret, proofLabels.client, theirs, nonce);
      socket.write(`${JSON.stringify({ proof: ours.toString('base64') })}\n`);
      settle(succeed(new SocketConnection(socket, reader, shownVersion(message?.version))));
    };
    const timer = setTimeout(unreachable, patience);
    socket.on('error', unreachable);
    socket.on('close', unreachable);
    socket.on('data', read);
    const hello: Hello = { hello: agentProtocol, version, nonce: nonce.toString('base64') };
    socket.write(`${JSON.stringify(hello)}\n`);
  });
}

function prove(secret: Buffer, label: string, first: Buffer, second: Buffer): Buffer {
  return createHmac('sha256', secret).update(label).update(first).update(second).digest();
}

function bytesOf(text: unknown): Buffer {
  return Buffer.from(typeof text === 'string' ? text : '', 'base64');
}

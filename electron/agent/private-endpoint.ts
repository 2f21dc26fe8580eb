import { createServer, type Server, type Socket } from 'node:net';
import type { Result } from '../../shared/result.ts';
import type { Logger } from '../core/ports.ts';
import type { AgentCommands } from './agent-commands.ts';
import { closeServer, listenAt } from './listening.ts';
import { type ConnectionLimits, PrivateConnection } from './private-connection.ts';

export interface PrivateEndpointOptions {
  readonly commands: AgentCommands;
  readonly logger: Logger;
  readonly appVersion: string;
  /** 32 bytes, of this start. */
  readonly secret: Buffer;
  readonly limits?: Partial<PrivateEndpointLimits>;
}

export interface PrivateEndpointLimits extends ConnectionLimits {
  readonly connections: number;
}

const defaultLimits: PrivateEndpointLimits = { unprovenFor: 5_000, calls: 64, connections: 1_024 };

/**
 * The socket of the keycutter command. Node can't tell who connects (no peer credentials), and a Windows pipe may be
 * opened by everyone, so each side proves to the other that it could read a file of this user's.
 */
export class PrivateEndpoint {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor({ limits, ...dependencies }: PrivateEndpointOptions) {
    const all = { ...defaultLimits, ...limits };
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      new PrivateConnection(socket, { ...dependencies, limits: all });
    });
    this.#server.maxConnections = all.connections;
  }

  /** @param path of a socket that does not exist yet, or of a Windows pipe. Error: `agent-unavailable`. */
  listen(path: string): Promise<Result<undefined>> {
    return listenAt(this.#server, path);
  }

  /** Callers are cut off and their calls cancelled. */
  async close(): Promise<void> {
    const closed = closeServer(this.#server);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

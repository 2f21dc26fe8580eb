import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';

/** Servers on 127.0.0.1 that stand for what lies between us and AWS. */

export const tlsFixtures = join(import.meta.dirname, '../fixtures/tls');
export const authorityPath = join(tlsFixtures, 'authority.pem');

export interface LocalServer {
  readonly port: number;
  close(): Promise<void>;
  /** Takes no more connections, and waits until the others have ended. */
  ended(): Promise<void>;
}

/** Listens on any free port. */
async function listening(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
    async ended() {
      server.close();
      await once(server, 'close');
    },
  };
}

export function httpServer(listener: RequestListener): Promise<LocalServer> {
  return listening(createHttpServer(listener));
}

/** For localhost, 127.0.0.1 and sts.example.test, with a certificate of the tests' own authority. */
export function httpsServer(listener: RequestListener): Promise<LocalServer> {
  const read = (name: string) => readFileSync(join(tlsFixtures, name));
  return listening(createHttpsServer({ cert: read('server.pem'), key: read('server-key.pem') }, listener));
}

interface Tunnel {
  /** `host:port`. */
  readonly target: string;
  readonly authorization: string | null;
}

export interface LocalProxy extends LocalServer {
  readonly tunnels: readonly Tunnel[];
}

/** Answers every CONNECT with `status`; with 200 it leads to `leadsTo` on this machine, whatever was asked for. */
export async function proxyServer(status: number | 'never', leadsTo = 0): Promise<LocalProxy> {
  const tunnels: Tunnel[] = [];
  const server = createHttpServer();
  server.on('connect', (request, client: Socket) => {
    tunnels.push({
      target: request.url ?? '',
      authorization: request.headers['proxy-authorization'] ?? null,
    });
    client.on('error', () => {});
    if (status === 'never') {
      client.resume().on('end', () => client.end());
      return;
    }
    if (status !== 200) {
      client.end(
        `HTTP/1.1 ${status} No\r\nDate: Sat, 01 Jan 2000 00:00:00 GMT\r\nContent-Length: 2\r\n\r\nno`,
      );
      return;
    }
    const upstream = connect(leadsTo, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  return { ...(await listening(server)), tunnels };
}

/** A port on which nobody listens. */
export async function refusedPort(): Promise<number> {
  const server = createTcpServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

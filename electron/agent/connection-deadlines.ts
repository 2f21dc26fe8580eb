import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Gives a connection so many ms from now, in place of what it had; null: as long as it takes. */
export type Allow = (socket: Socket, milliseconds: number | null) => void;

/**
 * Ends connections whose time is over, each by a timer of its own. Node's own limits look at all connections at intervals,
 * which wakes the machine as long as the server listens: a server made with this has
 * `connectionsCheckingInterval: noChecking`.
 */
export function connectionDeadlines(server: Server, atFirst: number): Allow {
  const deadlines = new WeakMap<Socket, NodeJS.Timeout>();
  const allow: Allow = (socket, milliseconds) => {
    clearTimeout(deadlines.get(socket));
    if (milliseconds === null) return;
    deadlines.set(
      socket,
      setTimeout(() => socket.destroy(), milliseconds),
    );
  };
  server.on('connection', (socket) => {
    allow(socket, atFirst);
    socket.once('close', () => clearTimeout(deadlines.get(socket)));
  });
  return allow;
}

/** The longest that a timer takes. */
export const noChecking = 2 ** 31 - 1;

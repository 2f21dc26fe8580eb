import type { Server } from 'node:net';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';

/** Hundreds of programs may ask at the same moment; the system shortens this to what it allows (net.core.somaxconn). */
const backlog = 4_096;

/** Error: `agent-unavailable`. */
export function listenAt(server: Server, path: string): Promise<Result<undefined>> {
  return new Promise((resolve) => {
    const refused = (error: NodeJS.ErrnoException) => resolve(unavailable(error));
    server.once('error', refused);
    server.listen({ path, backlog }, () => {
      server.off('error', refused);
      resolve(succeed());
    });
  });
}

/** Resolves when nobody is connected any more. The socket is gone at once. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

export function unavailable(error: unknown): Result<never> {
  const { code, message } = error as NodeJS.ErrnoException;
  return fail(appError('agent-unavailable', { reason: code ?? message }));
}

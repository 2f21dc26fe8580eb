import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Writes text as it is to 127.0.0.1, and reads until the other side ends. */
export function send(port: number, text: string, signal?: AbortSignal): Promise<RawAnswer> {
  return exchange(port, (socket) => socket.write(text), signal);
}

export async function exchange(
  port: number,
  begin: (socket: Socket) => void,
  signal?: AbortSignal,
): Promise<RawAnswer> {
  const pieces: string[] = [];
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('data', (piece) => pieces.push(piece.toString()));
  // A refused client is cut off while it still writes.
  socket.on('error', () => {});
  signal?.addEventListener('abort', () => socket.destroy());
  socket.once('connect', () => begin(socket));
  await new Promise((resolve) => socket.once('close', resolve));
  const text = pieces.join('');
  const [headers = '', ...body] = text.split('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(headers)?.[1] ?? 0);
  return { status, headers, body: body.join('\r\n\r\n') };
}

import { createConnection, type Socket } from 'node:net';

/** A client that keeps no rules: it sends what it is told and keeps what it hears. */
export class RawClient {
  readonly #socket: Socket;
  readonly #waiting = new Set<() => void>();
  heard = '';
  /** How often something came. */
  pieces = 0;
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.pieces += 1;
      this.heard += chunk.toString();
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  static connect(path: string): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(path);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawClient(socket)));
    });
  }

  send(data: string | Uint8Array): this {
    if (this.#socket.writable) this.#socket.write(data);
    return this;
  }

  line(message: object): this {
    return this.send(`${JSON.stringify(message)}\n`);
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  /** What was heard once that is enough, or the other side has hung up. */
  async until(enough: (heard: string) => boolean): Promise<string> {
    while (!enough(this.heard) && !this.closed) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    return this.heard;
  }

  lines(count: number): Promise<string> {
    return this.until((heard) => heard.split('\n').length > count);
  }

  /** All that was heard, once the other side has hung up. */
  end(): Promise<string> {
    return this.until(() => false);
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

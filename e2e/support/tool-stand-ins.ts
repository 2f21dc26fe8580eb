import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What tools other than AWS's own talk to, as far as it takes to see with whose credentials they come. */

export interface Container {
  readonly image: string;
  readonly network: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Of Docker: remembers what would be started, and refuses to. */
export class DockerDaemon {
  readonly created: Container[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => {
        const headers = { 'Content-Type': 'application/json', 'Api-Version': '1.45' };
        response.writeHead(status, headers).end(JSON.stringify(body));
      });
    });
  }

  static async listenAt(socket: string): Promise<DockerDaemon> {
    const daemon = new DockerDaemon();
    await listening(daemon.#server, () => daemon.#server.listen(socket));
    return daemon;
  }

  /** https://docs.docker.com/reference/api/engine/ */
  async #answer(request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
    const body = await text(request);
    if (request.url?.endsWith('/_ping')) return { status: 200, body: 'OK' };
    if (!request.url?.includes('/containers/create')) return { status: 404, body: { message: 'not here' } };
    const { Image, Env, HostConfig } = JSON.parse(body);
    const variables = (Env as readonly string[]).map((line) => line.split(/=(.*)/s).slice(0, 2));
    this.created.push({
      image: Image,
      network: HostConfig.NetworkMode,
      environment: Object.fromEntries(variables),
    });
    return { status: 403, body: { message: 'seen, not started' } };
  }

  close(): Promise<void> {
    return closed(this.#server);
  }
}

const emptyBucket =
  '<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>';
const noSuchKey = '<Error><Code>NoSuchKey</Code><Message>There is no such key.</Message></Error>';

/** Of S3: every bucket is there and empty. Remembers the access key ids that requests are signed with. */
export class EmptyS3 {
  readonly callers = new Set<string>();
  readonly #server: Server;

  private constructor() {
    const answer: RequestListener = (request, response) => {
      const [, caller] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
      this.callers.add(caller ?? 'nobody');
      request.resume();
      const isList = request.url?.includes('list-type=2');
      response
        .writeHead(isList ? 200 : 404, { 'Content-Type': 'application/xml' })
        .end(isList ? emptyBucket : noSuchKey);
    };
    this.#server = createServer(answer);
  }

  static async start(): Promise<EmptyS3> {
    const s3 = new EmptyS3();
    await listening(s3.#server, () => s3.#server.listen(0, '127.0.0.1'));
    return s3;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return closed(this.#server);
  }
}

function listening(server: Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve).once('error', reject);
    listen();
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

import { execFile, execFileSync } from 'node:child_process';
import { connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { ServedCredentials } from '../core/credentials.ts';
import type { GrantDesk, Logger } from '../core/ports.ts';
import { FakeClock } from '../core/testing/fake-clock.ts';
import { HttpContainerEndpoint } from './container-endpoint.ts';
import { ephemeralPorts, portsToTry } from './container-endpoint-ports.ts';
import { exchange, send } from './testing/raw-http.ts';

const expiration = Date.UTC(2026, 4, 4, 10, 0, 0, 250);
const credentials: ServedCredentials = {
  profileId: 'prod',
  profileName: 'prod',
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: new Secret('the/secret+key'),
  sessionToken: new Secret('the-session-token'.repeat(60)),
  expiration,
  region: 'eu-central-1',
  accountId: '111122223333',
  endpointUrl: null,
};

/** Takes one token for each profile. */
class FakeDesk implements GrantDesk {
  readonly tokens = new Map([
    ['prod', 'token-of-prod'],
    ['test', 'token-of-test'],
  ]);
  answer: (signal: AbortSignal) => Promise<Result<ServedCredentials>> = async () => succeed(credentials);
  asked = 0;

  async serve(profileId: string, token: string, signal: AbortSignal): Promise<Result<ServedCredentials>> {
    this.asked += 1;
    return this.tokens.get(profileId) === token ? this.answer(signal) : fail(appError('grant-not-found'));
  }
}

const clock = new FakeClock();
const logged: string[] = [];
const logger: Logger = {
  info: () => {},
  warn: () => {},
  error: (event, fields) => logged.push(`${event} ${fields?.cause}`),
};
/** Small enough that a test can wait for what runs into them. */
const limits = { requestTime: 250, answerTime: 600_000, partingTime: 100, connections: 20 };
const endpoint = new HttpContainerEndpoint({ clock, logger, limits });
let desk: FakeDesk;
let port: number;

beforeEach(async () => {
  desk = new FakeDesk();
  port = await opened(null);
});
afterEach(() => endpoint.close());

async function opened(wanted: number | null, by = endpoint): Promise<number> {
  const result = await by.open(wanted, desk);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/**
 * How many segments with data have arrived is known to the kernel of the one who asks (tcp_info, Linux): two that come
 * close together look like one to whoever reads them.
 */
const countSegments = `
import socket, struct, sys
client = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
client.sendall(sys.argv[2].encode())
answer = b''
while chunk := client.recv(65536): answer += chunk
segments, = struct.unpack_from('I', client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256), 152)
print(answer.split()[1].decode(), segments)`;

const canCountSegments = process.platform === 'linux' && hasPython();
if (!canCountSegments) {
  console.log('Skipped: how many segments an answer takes is counted with python3 on Linux.');
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Asking {
  readonly line?: string;
  readonly host?: string | null;
  readonly token?: string | null;
  readonly more?: readonly string[];
}

function request({
  line = 'GET /profiles/prod HTTP/1.1',
  host = `127.0.0.1:${port}`,
  token = 'token-of-prod',
  more = [],
}: Asking = {}): string {
  const headers = [
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(token === null ? [] : [`Authorization: ${token}`]),
    'Accept: application/json',
    ...more,
  ];
  return `${[line, ...headers].join('\r\n')}\r\n\r\n`;
}

describe('the container endpoint', () => {
  it('answers with the session', async () => {
    const answer = await send(port, request());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'the/secret+key',
      Token: 'the-session-token'.repeat(60),
      Expiration: '2026-05-04T10:00:00Z',
      AccountId: '111122223333',
    });
    expect(answer.headers).toMatch(/^cache-control: no-store$/im);
    expect(answer.headers).not.toMatch(/^(?:server|x-powered-by|access-control-[a-z-]+):/im);
  });

  it('answers with an access key itself, without a token, for an hour', async () => {
    desk.answer = async () =>
      succeed({ ...credentials, sessionToken: null, expiration: null, accountId: null });
    const { body } = await send(port, request());
    expect(JSON.parse(body)).toEqual({
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'the/secret+key',
      Token: '',
      Expiration: new Date(clock.now() + 3_600_000).toISOString().replace('.000', ''),
    });
  });

  it.skipIf(!canCountSegments)('sends each answer in one segment', async () => {
    for (const [sent, status] of [
      [request(), 200],
      [request({ token: 'wrong' }), 403],
      [request({ line: 'garbage' }), 400],
    ] as const) {
      const { stdout } = await promisify(execFile)('python3', ['-c', countSegments, String(port), sent]);
      expect(stdout).toBe(`${status} 1\n`);
    }
  });

  it('takes the token with a scheme before it, and the name localhost', async () => {
    expect((await send(port, request({ token: 'Bearer token-of-prod' }))).status).toBe(200);
    expect((await send(port, request({ host: `localhost:${port}` }))).status).toBe(200);
    expect((await send(port, request({ line: 'GET /profiles/prod HTTP/1.0' }))).status).toBe(200);
  });

  it('says at once in words what keeps it from serving', async () => {
    desk.answer = async () => fail(appError('mfa-needed', { name: 'prod “x”', promptId: 'p', serial: 's' }));
    const needed = await send(port, request());
    expect(needed.status).toBe(403);
    const message = 'prod “x” wants an MFA code. Enter it in the Keycutter window, then run this again.';
    expect(JSON.parse(needed.body)).toEqual({
      Code: 'mfa-needed',
      code: 'mfa-needed',
      Message: message,
      message,
    });
    desk.answer = async () => fail(appError('network-unreachable', { host: 'sts' }));
    expect((await send(port, request())).status).toBe(503);
  });

  it('keeps the app’s own mistakes to itself', async () => {
    desk.answer = () => Promise.reject(new Error('a bug'));
    const answer = await send(port, request());
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('a bug');
    expect(logged).toEqual(['endpoint-threw Error: a bug']);
  });

  it('takes back its question when the client hangs up', async () => {
    const hangUp = new AbortController();
    let aborted: Promise<unknown> = Promise.resolve();
    const asked = new Promise<void>((resolve) => {
      desk.answer = (signal) => {
        aborted = new Promise((done) => signal.addEventListener('abort', done));
        resolve();
        return new Promise(() => {});
      };
    });
    const answer = send(port, request(), hangUp.signal);
    await asked;
    hangUp.abort();
    await aborted;
    expect((await answer).status).toBe(0);
  });

  it('is to be reached from this machine only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const host of [...others, '127.0.0.2', '::1']) {
      const reached = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/`).then(
        () => true,
        () => false,
      );
      expect(reached, host).toBe(false);
    }
  });
});

describe('who has no right token', () => {
  const tokens: readonly (readonly [string, Asking])[] = [
    ['no token', { token: null }],
    ['an empty one', { token: '' }],
    ['a wrong one', { token: 'wrong' }],
    ['another profile’s', { token: 'token-of-test' }],
    ['a scheme only', { token: 'Bearer ' }],
    ['another scheme', { token: 'Basic token-of-prod' }],
    ['two', { more: ['Authorization: token-of-prod'] }],
    ['a right one for a profile that is not there', { line: 'GET /profiles/none HTTP/1.1' }],
  ];
  it('gets the same answer, whatever is wrong', async () => {
    const answers = await Promise.all(tokens.map(([, asking]) => send(port, request(asking))));
    for (const [index, { status, headers, body }] of answers.entries()) {
      const told = `${headers.replace(/^date: .*$/im, '')}\n${body}`;
      expect(status, tokens[index]?.[0]).toBe(403);
      expect(body).toContain('"Code":"grant-not-found"');
      expect(told).toBe(`${answers[0]?.headers.replace(/^date: .*$/im, '')}\n${answers[0]?.body}`);
    }
  });
});

describe('what never gets as far as a token', () => {
  const attacks: readonly (readonly [what: string, asking: () => Asking, status: number])[] = [
    ['a name that was made to point here', () => ({ host: 'evil.example' }), 403],
    ['that with our port', () => ({ host: `evil.example:${port}` }), 403],
    ['a name that begins like ours', () => ({ host: `127.0.0.1.evil.example:${port}` }), 403],
    ['another port', () => ({ host: '127.0.0.1:80' }), 403],
    ['no port', () => ({ host: '127.0.0.1' }), 403],
    ['another spelling', () => ({ host: `2130706433:${port}` }), 403],
    ['no Host', () => ({ host: null }), 400],
    ['no Host in HTTP/1.0', () => ({ host: null, line: 'GET /profiles/prod HTTP/1.0' }), 403],
    ['two Hosts', () => ({ more: ['Host: evil.example'] }), 403],
    ['an Origin', () => ({ more: ['Origin: https://evil.example'] }), 403],
    ['our own Origin', () => ({ more: [`Origin: http://127.0.0.1:${port}`] }), 403],
    ['Origin null', () => ({ more: ['Origin: null'] }), 403],
    ['a page’s fetch', () => ({ more: ['Sec-Fetch-Site: same-origin'] }), 403],
    ['a browser’s address bar', () => ({ more: ['Sec-Fetch-Mode: navigate'] }), 403],
    ...['POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'].map(
      (method) => [method, () => ({ line: `${method} /profiles/prod HTTP/1.1` }), 405] as const,
    ),
    ['a body', () => ({ more: ['Content-Length: 2', '', '{}'] }), 400],
    ['a chunked body', () => ({ more: ['Transfer-Encoding: chunked', '', '0', ''] }), 400],
    ['a body that waits for leave', () => ({ more: ['Expect: 100-continue', 'Content-Length: 2'] }), 400],
    ...[
      '/',
      '/profiles',
      '/profiles/',
      '/profiles/prod/',
      '/profiles/prod?x=1',
      '/profiles/prod#x',
      '//profiles/prod',
      '/./profiles/prod',
      '/x/../profiles/prod',
      '/profiles/test/../prod',
      '/profiles/%2e%2e/profiles/prod',
      '/profiles%2Fprod',
      '/profiles/pr%6Fd',
      '/profiles\\prod',
      '/PROFILES/prod',
      `/profiles/${'a'.repeat(65)}`,
      'http://127.0.0.1/profiles/prod',
      'http://evil.example/profiles/prod',
      '*',
    ].map((path) => [`path ${path}`, () => ({ line: `GET ${path} HTTP/1.1` }), 404] as const),
    ['fifty headers', () => ({ more: Array.from({ length: 50 }, (_, index) => `X-${index}: x`) }), 431],
    ['a header of 9 kB', () => ({ more: [`X-Long: ${'x'.repeat(9_000)}`] }), 431],
    ['a folded header', () => ({ more: ['X-A: b', ' c'] }), 400],
    ['a header with a bare line feed', () => ({ more: ['X-A: b\nX-B: c'] }), 400],
    ['HTTP/2’s beginning', () => ({ line: 'PRI * HTTP/2.0' }), 400],
    ['garbage', () => ({ line: '\u0000\u0001\u0002' }), 400],
    ['TLS', () => ({ line: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000' }), 400],
  ];
  it.each(attacks)('%s', async (_what, asking, status) => {
    const answer = await send(port, request(asking()));
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('the/secret+key');
    expect(desk.asked).toBe(0);
    expect((await send(port, request())).status).toBe(200);
  });

  it('a tunnel', async () => {
    const answer = await send(port, request({ line: 'CONNECT 127.0.0.1:22 HTTP/1.1' }));
    expect(answer.status).toBe(0);
    expect(desk.asked).toBe(0);
  });

  it('a header of 1 MB, cut off long before its time is up', async () => {
    const patient = new HttpContainerEndpoint({ clock, logger, limits: { requestTime: 600_000 } });
    const patientPort = await opened(null, patient);
    const long = `GET /profiles/prod HTTP/1.1\r\nHost: 127.0.0.1:${patientPort}\r\nX-Long: ${'x'.repeat(1_000_000)}`;
    const answer = await send(patientPort, long);
    // 0: the answer was lost because the rest of the header had not been read.
    expect([431, 0]).toContain(answer.status);
    expect(desk.asked).toBe(0);
    await patient.close();
  });

  it('a second request on the same connection', async () => {
    const other = request({ line: 'GET /profiles/test HTTP/1.1', token: 'token-of-test' });
    const answer = await send(port, request() + other);
    expect(answer.status).toBe(200);
    expect(answer.body.match(/SecretAccessKey/g)).toHaveLength(1);
    expect(desk.asked).toBe(1);
  });
});

describe('who takes time', () => {
  /** A connection that sends this much, and then as much again each time it is called. */
  async function loris(begin: string): Promise<{ readonly ended: Promise<unknown> }> {
    let drip = setInterval(() => {}, 1_000_000);
    const ended = exchange(port, (socket) => {
      socket.write(begin);
      clearInterval(drip);
      drip = setInterval(() => socket.write('x'), 20);
    }).finally(() => clearInterval(drip));
    return { ended };
  }

  it('to say anything is cut off, and the others are served meanwhile', async () => {
    const slow = await Promise.all(
      ['', 'G', 'GET /profiles/prod HTTP/1.1\r\nX-Slow: '].map((begin) => loris(begin)),
    );
    expect((await send(port, request())).status).toBe(200);
    await Promise.all(slow.map(({ ended }) => ended));
    expect(desk.asked).toBe(1);
  });

  it('to hang up after the answer keeps nobody else out', async () => {
    const lingering = Array.from({ length: limits.connections }, async () => {
      const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
      socket.on('error', () => {});
      socket.write(request());
      socket.resume();
      await new Promise((resolve) => socket.once('end', resolve));
      return socket;
    });
    const sockets = await Promise.all(lingering);
    const answer = await send(port, request());
    for (const socket of sockets) socket.destroy();
    expect(answer.status).toBe(200);
  });

  it('with many connections at once crowds out nobody for long', async () => {
    const crowd = Array.from({ length: 60 }, () => exchange(port, () => {}));
    await Promise.all(crowd);
    expect((await send(port, request())).status).toBe(200);
  });

  it('keeps the endpoint from closing no longer than any other', async () => {
    const asked = new Promise<void>((resolve) => {
      desk.answer = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    const idle = exchange(port, () => {});
    const waiting = send(port, request());
    await asked;
    await endpoint.close();
    expect((await waiting).status).toBe(0);
    await idle;
  });
});

describe('the port', () => {
  let squatter: Server | null = null;
  afterEach(async () => {
    await new Promise<void>((done) => (squatter ? squatter.close(() => done()) : done()));
    squatter = null;
  });

  async function squat(host: string, on: number): Promise<void> {
    squatter = createServer();
    await new Promise<void>((done) => squatter?.listen({ port: on, host }, done));
  }

  it('is outside the range that the system hands out', () => {
    const { first, last } = ephemeralPorts();
    expect(port < first || port > last).toBe(true);
  });

  it('is the same again after a restart', async () => {
    await endpoint.close();
    expect(await opened(port)).toBe(port);
    expect((await send(port, request())).status).toBe(200);
  });

  it.each(['127.0.0.1', '0.0.0.0', '::'])('is taken when a program listens at %s', async (host) => {
    await endpoint.close();
    await squat(host, port);
    expect(await endpoint.open(port, desk)).toEqual(
      fail(appError('endpoint-port-taken', { port: String(port) })),
    );
  });

  it('can be had by nobody else meanwhile', async () => {
    const other = new HttpContainerEndpoint({ clock, logger });
    expect(await other.open(port, desk)).toMatchObject({ error: { code: 'endpoint-port-taken' } });
    expect((await send(port, request())).status).toBe(200);
  });

  it('is another one where those tried first are taken', async () => {
    const [first = 0, second = 0] = portsToTry(2, ephemeralPorts());
    await squat('127.0.0.1', first);
    const patient = new HttpContainerEndpoint({ clock, logger, ports: () => [first, second] });
    expect(await patient.open(null, desk)).toEqual(succeed(second));
    await patient.close();
    const unlucky = new HttpContainerEndpoint({ clock, logger, ports: () => [first] });
    expect(await unlucky.open(null, desk)).toMatchObject({ error: { code: 'endpoint-unavailable' } });
  });
});

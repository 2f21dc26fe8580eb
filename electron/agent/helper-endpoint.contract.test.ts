import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { ServedCredentials } from '../core/credentials.ts';
import { HelperEndpoint, type HelperEndpointLimits } from './helper-endpoint.ts';
import { RecordingLogger } from './testing/fake-handlers.ts';
import { RawClient } from './testing/raw-client.ts';
import { secretText, servedFor } from './testing/test-agent.ts';

type Serve = (profileId: string, signal: AbortSignal) => Promise<Result<ServedCredentials>>;

const line = `{"Version":1,"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"${secretText}","SessionToken":"FwoGZXIvYXdzEDE/+==","Expiration":"2030-01-01T00:00:00Z","AccountId":"123456789012"}`;

describe('the helper’s endpoint', () => {
  let folder: string;
  let path: string;
  let endpoint: HelperEndpoint;
  let serve: Serve;
  let served: string[];
  const logger = new RecordingLogger();
  const clients: RawClient[] = [];

  async function open(limits: Partial<HelperEndpointLimits> = {}) {
    endpoint = new HelperEndpoint({
      serve: (profileId, signal) => {
        served.push(profileId);
        return serve(profileId, signal);
      },
      isToken: async (profileId, token) => token === `${profileId}-token`,
      logger,
      limits,
    });
    expect(await endpoint.listen(path)).toEqual(succeed());
  }

  async function send(text: string): Promise<RawClient> {
    const client = await RawClient.connect(path);
    clients.push(client);
    return client.send(text);
  }

  /** What comes back for a request written by hand, until the app hangs up. */
  async function answer(target: string, headers: readonly string[] = [], method = 'GET') {
    const client = await send(
      `${[`${method} ${target} HTTP/1.1`, 'Host: keycutter', ...headers].join('\r\n')}\r\n\r\n`,
    );
    const [head = '', body = ''] = (await client.end()).split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), head, body, pieces: client.pieces };
  }

  const token = 'Authorization: Bearer one-token';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    path = join(folder, 'credentials.sock');
    served = [];
    serve = async (profileId) => succeed(servedFor(profileId));
    await open();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.hangUp();
    await endpoint.close();
    rmSync(folder, { recursive: true });
  });

  it('serves a profile to its token, in one piece that nobody may keep', async () => {
    const { status, head, body, pieces } = await answer('/profiles/one', [token]);
    expect({ status, body, pieces }).toEqual({ status: 200, body: line, pieces: 1 });
    expect(head).toMatch(/^Cache-Control: no-store$/m);
    expect(served).toEqual(['one']);
  });

  it('leaves out what an access key itself has not', async () => {
    serve = async (id) =>
      succeed({ ...servedFor(id), sessionToken: null, expiration: null, accountId: null });
    expect(JSON.parse((await answer('/profiles/one', [token])).body)).toEqual({
      Version: 1,
      AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      SecretAccessKey: secretText,
    });
  });

  it.each<[string, number, string, readonly string[], string?]>([
    ['no token', 401, '/profiles/one', []],
    ['a wrong token', 401, '/profiles/one', ['Authorization: Bearer wrong']],
    ['another profile’s token', 401, '/profiles/two', [token]],
    ['a profile nobody knows', 401, '/profiles/none', [token]],
    ['another scheme', 401, '/profiles/one', ['Authorization: Basic one-token']],
    ['a web page', 403, '/profiles/one', [token, 'Origin: https://example.com']],
    ['a page without an origin', 403, '/profiles/one', [token, 'Origin: null']],
    ['POST', 405, '/profiles/one', [token], 'POST'],
    ['HEAD', 405, '/profiles/one', [token], 'HEAD'],
    ['OPTIONS', 405, '/profiles/one', [token], 'OPTIONS'],
    ['a body', 400, '/profiles/one', [token, 'Content-Length: 5']],
    ['a body without a length', 400, '/profiles/one', [token, 'Transfer-Encoding: chunked']],
    ['dot segments', 404, '/profiles/../profiles/one', [token]],
    ['encoded dot segments', 404, '/profiles/%2e%2e/profiles/one', [token]],
    ['an encoded slash', 404, '/profiles%2Fone', [token]],
    ['an encoded name', 404, '/profiles/%6Fne', [token]],
    ['a query', 404, '/profiles/one?x=1', [token]],
    ['a whole address', 404, 'http://keycutter/profiles/one', [token]],
    ['two slashes', 404, '//profiles/one', [token]],
    ['the root', 404, '/', [token]],
  ])('refuses %s', async (_what, status, target, headers, method = 'GET') => {
    const refused = await answer(target, headers, method);
    expect(refused.status).toBe(status);
    expect(refused.body).not.toContain(secretText);
    expect(served).toEqual([]);
  });

  it.each([
    [
      appError('mfa-needed', { name: 'prod', promptId: 'p', serial: 's' }),
      428,
      /^keycutter: prod wants an MFA code\. /,
    ],
    [
      appError('approval-needed', { name: 'prod' }),
      428,
      /^keycutter: prod is served only after you allow it\. /,
    ],
    [appError('keychain-locked'), 428, /^keycutter: The keychain is locked\. /],
    [appError('network-timed-out', { host: 'sts' }), 503, /^keycutter: sts did not answer in time\. /],
    [appError('profile-not-found'), 404, /^keycutter: This profile is no longer there\. /],
    [
      appError('sts-access-denied', { detail: 'Not "you"' }),
      500,
      /AWS denied this\. Not "you"\. Check the role/,
    ],
    [appError('mfa-needed', { name: 'a\u001b[31m\nb\u202e' }), 428, /^keycutter: a \[31m b wants/],
  ])('says what to do on one line', async (error, status, words) => {
    serve = async () => fail(error);
    const said = await answer('/profiles/one', [token]);
    expect(said.status).toBe(status);
    expect(said.body).toMatch(words);
    expect(said.body).not.toMatch(/\p{Cc}/u);
  });

  it('names an exception by a reference only', async () => {
    serve = async () => {
      throw new Error(secretText);
    };
    const { status, body } = await answer('/profiles/one', [token]);
    expect({ status, leaked: body.includes(secretText) }).toEqual({ status: 500, leaked: false });
    expect(body).toMatch(/the log names it as [0-9a-f]{8}/);
  });

  it('takes the request back when the program has gone', async () => {
    const aborted = new Promise((resolve) => {
      serve = (_id, signal) => new Promise(() => signal.addEventListener('abort', resolve));
    });
    const client = await send(`GET /profiles/one HTTP/1.1\r\nHost: x\r\n${token}\r\n\r\n`);
    while (served.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    client.hangUp();
    await aborted;
  });

  it('answers one request of a connection', async () => {
    const request = `GET /profiles/one HTTP/1.1\r\nHost: x\r\n${token}\r\n\r\n`;
    const client = await send(request + request);
    expect((await client.end()).match(/HTTP\/1\.1 200/g)).toHaveLength(1);
  });

  it('hangs up at a header of 1 MB', async () => {
    const client = await send(`GET /profiles/one HTTP/1.1\r\n${token}\r\nX: ${'x'.repeat(1_000_000)}`);
    expect(await client.end()).toBe('');
    expect(served).toEqual([]);
  });

  it('hangs up on who sends nothing, or never comes to an end', async () => {
    await endpoint.close();
    await open({ request: 1_000 });
    const silent = await send('');
    const slow = await send('GET /profiles/one HTTP/1.1\r\n');
    const dripping = setInterval(() => slow.send('X-Y: z\r\n'), 10);
    try {
      expect(await silent.end()).toBe('');
      expect(await slow.end()).toBe('');
    } finally {
      clearInterval(dripping);
    }
    expect(served).toEqual([]);
    expect((await answer('/profiles/one', [token])).status).toBe(200);
  });

  it('takes as many callers as it may and lets the next one go', async () => {
    await endpoint.close();
    await open({ connections: 1 });
    const first = await send('GET ');
    const second = await send('GET ');
    expect(await second.end()).toBe('');
    expect(first.closed).toBe(false);
  });

  it('outlives any bytes', async () => {
    await endpoint.close();
    await open({ request: 40 });
    const noise = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc
        .string({ unit: 'binary', maxLength: 100 })
        .map((text) => `GET /profiles/${text} HTTP/1.1\r\n${token}\r\n\r\n`),
    );
    await fc.assert(
      fc.asyncProperty(noise, async (data) => {
        const client = await RawClient.connect(path);
        await client.send(data).send('\r\n\r\n!\r\n\r\n').end();
        expect(client.heard).not.toContain(secretText);
      }),
      { numRuns: 80 },
    );
    await endpoint.close();
    await open();
    expect((await answer('/profiles/one', [token])).status).toBe(200);
  });
});

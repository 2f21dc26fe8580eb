import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../../shared/words/en/index.ts';
import type { ReservedRedirect } from '../core/way-in-ports.ts';
import { LoopbackRedirects } from './redirect-listener.ts';
import { refusedPort } from './testing/local-servers.ts';

const never = new AbortController().signal;
const state = 'the-state-of-this-sign-in';
const mine = async () => false;
const held: { close(): void }[] = [];
afterEach(() => {
  for (const one of held.splice(0)) one.close();
});

async function reserved(
  more: Partial<Parameters<LoopbackRedirects['reserve']>[0]> = {},
  isOtherUsers = mine,
): Promise<ReservedRedirect> {
  const redirects = new LoopbackRedirects({ isOtherUsers, words: () => en });
  const redirect = await redirects.reserve(
    { host: '127.0.0.1', port: null, path: '/callback', ...more },
    never,
  );
  if (!redirect.ok) throw new Error(redirect.error.code);
  held.push(redirect.value);
  return redirect.value;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function visit(
  address: string,
  {
    method = 'GET',
    headers = {},
    at,
  }: { method?: string; headers?: Record<string, string>; at?: string } = {},
): Promise<Answer | 'refused'> {
  const url = new URL(address);
  const path = address.slice(url.origin.length);
  return new Promise((resolve) => {
    const options = { host: at ?? url.hostname, port: url.port, path, method, agent: false as const };
    const asked = request({ ...options, headers: { Host: url.host, ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    asked.on('error', () => resolve('refused'));
    asked.end();
  });
}

async function hold(port: number, host: string): Promise<Server> {
  const server = createServer();
  server.listen({ port, host });
  await once(server, 'listening');
  held.push(server);
  return server;
}

async function hasIpv6(): Promise<boolean> {
  const server = createServer();
  server.listen(0, '::1');
  return once(server, 'listening').then(
    () => {
      server.close();
      return true;
    },
    () => false,
  );
}

describe('the browser’s return', () => {
  it('is taken once, with a page that says what to do, and no one listens afterwards', async () => {
    const redirect = await reserved();
    const { visit: returned } = redirect.listen(state);
    const address = `${redirect.redirectUri}?code=abc%20d&state=${state}&iss=https%3A%2F%2Fidp.example`;
    const answer = await visit(address);
    if (answer === 'refused') throw new Error('Nobody listens.');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('You can close this tab and go back to Keycutter');
    expect(answer.text).not.toMatch(/abc|state/);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(policy).not.toContain('unsafe');
    const url = await returned;
    expect(url).toMatchObject({ ok: true });
    expect(url.ok && url.value.href).toBe(address);
    expect(await visit(address)).toBe('refused');
  });

  it('says that it was not allowed, in no words of the provider’s', async () => {
    const redirect = await reserved();
    const { visit: returned } = redirect.listen(state);
    const words = '<script>alert(1)</script>';
    const answer = await visit(`${redirect.redirectUri}?error=${encodeURIComponent(words)}&state=${state}`);
    expect(answer).toMatchObject({
      status: 200,
      text: expect.stringContaining('The sign-in was not allowed'),
    });
    expect(answer === 'refused' ? '' : answer.text).not.toContain('alert');
    expect(await returned).toMatchObject({ ok: true });
  });

  it.each([
    ['another path', (uri: string) => visit(`${uri}/x?state=${state}`)],
    ['a path below', (uri: string) => visit(`${uri.replace('/callback', '/')}?state=${state}`)],
    ['another state', (uri: string) => visit(`${uri}?code=1&state=other`)],
    ['no state', (uri: string) => visit(`${uri}?code=1`)],
    ['two states', (uri: string) => visit(`${uri}?state=${state}&state=other`)],
    ['the state in another place', (uri: string) => visit(`${uri}?code=1?state=${state}`)],
    ['something behind the state', (uri: string) => visit(`${uri}?state=${state}?code=1`)],
    ['a POST', (uri: string) => visit(`${uri}?state=${state}`, { method: 'POST' })],
    ['a HEAD', (uri: string) => visit(`${uri}?state=${state}`, { method: 'HEAD' })],
    [
      'another name for this machine',
      (uri: string) => visit(`${uri}?state=${state}`, { headers: { Host: 'localhost' } }),
    ],
    [
      'a rebound name',
      (uri: string) => visit(`${uri}?state=${state}`, { headers: { Host: 'evil.example' } }),
    ],
  ])('is not used up by %s', async (_name, stranger) => {
    const redirect = await reserved();
    const { visit: returned } = redirect.listen(state);
    expect(await stranger(redirect.redirectUri)).toMatchObject({ status: 404 });
    expect(await visit(`${redirect.redirectUri}?code=1&state=${state}`)).toMatchObject({ status: 200 });
    expect(await returned).toMatchObject({ ok: true });
  });

  it('is not used up before its state is known', async () => {
    const redirect = await reserved();
    expect(await visit(`${redirect.redirectUri}?code=1&state=`)).toMatchObject({ status: 404 });
    redirect.listen(state);
    expect(await visit(`${redirect.redirectUri}?code=1&state=${state}`)).toMatchObject({ status: 200 });
  });

  it('counts once of many at the same moment', async () => {
    const redirect = await reserved();
    redirect.listen(state);
    const address = `${redirect.redirectUri}?code=1&state=${state}`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => visit(address)));
    expect(answers.filter((answer) => answer !== 'refused' && answer.status === 200)).toHaveLength(1);
  });

  it('is refused to other users of the machine', async () => {
    let other = true;
    const redirect = await reserved({}, async () => other);
    redirect.listen(state);
    const address = `${redirect.redirectUri}?code=1&state=${state}`;
    expect(await visit(address)).toMatchObject({ status: 404 });
    other = false;
    expect(await visit(address)).toMatchObject({ status: 200 });
  });

  it('takes a long answer, and none without end', async () => {
    const redirect = await reserved();
    redirect.listen(state);
    const endless = `${redirect.redirectUri}?code=${'x'.repeat(100_000)}&state=${state}`;
    expect(await visit(endless)).not.toMatchObject({ status: 200 });
    const long = `${redirect.redirectUri}?code=${'x'.repeat(12_000)}&state=${state}`;
    expect(await visit(long)).toMatchObject({ status: 200 });
  });

  it('ends with the sign-in, also for a connection that says nothing', async () => {
    const cancel = new AbortController();
    const redirects = new LoopbackRedirects({ isOtherUsers: mine, words: () => en });
    const request = { host: '127.0.0.1', port: null, path: '/callback' } as const;
    const redirect = await redirects.reserve(request, cancel.signal);
    if (!redirect.ok) throw new Error(redirect.error.code);
    const { visit: returned } = redirect.value.listen(state);
    const port = Number(new URL(redirect.value.redirectUri).port);
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    idle.on('error', () => {});
    cancel.abort();
    expect(await returned).toMatchObject({ error: { code: 'cancelled' } });
    await ended;
    expect(await visit(redirect.value.redirectUri)).toBe('refused');
    expect(await redirects.reserve(request, cancel.signal)).toMatchObject({ error: { code: 'cancelled' } });
  });
});

describe('the port', () => {
  it('is the one asked for, and free again afterwards', async () => {
    const port = await refusedPort();
    const first = await reserved({ port });
    expect(first.redirectUri).toBe(`http://127.0.0.1:${port}/callback`);
    first.close();
    expect((await reserved({ port, path: '/' })).redirectUri).toBe(`http://127.0.0.1:${port}/`);
  });

  it('is told when another program holds it', async () => {
    const port = ((await hold(0, '127.0.0.1')).address() as AddressInfo).port;
    const redirects = new LoopbackRedirects({ isOtherUsers: mine, words: () => en });
    for (const host of ['127.0.0.1', 'localhost'] as const) {
      expect(await redirects.reserve({ host, port, path: '/callback' }, never)).toMatchObject({
        error: { code: 'redirect-port-taken', params: { port: String(port) } },
      });
    }
  });

  it('never belongs to another host, whatever the path', async () => {
    const redirect = await reserved({ path: '//evil.example/x' });
    expect(new URL(redirect.redirectUri).hostname).toBe('127.0.0.1');
    redirect.listen(state);
    expect(await visit(`${redirect.redirectUri}?state=${state}`)).toMatchObject({ status: 200 });
  });

  it('of localhost is listened to at both of its addresses, or taken', async ({ skip }) => {
    if (!(await hasIpv6())) skip('no IPv6 on this machine');
    for (const at of ['127.0.0.1', '::1']) {
      const redirect = await reserved({ host: 'localhost' });
      expect(redirect.redirectUri).toMatch(/^http:\/\/localhost:\d+\/callback$/);
      redirect.listen(state);
      expect(await visit(`${redirect.redirectUri}?state=${state}`, { at })).toMatchObject({ status: 200 });
    }
    const port = ((await hold(0, '::1')).address() as AddressInfo).port;
    const redirects = new LoopbackRedirects({ isOtherUsers: mine, words: () => en });
    expect(await redirects.reserve({ host: 'localhost', port, path: '/callback' }, never)).toMatchObject({
      error: { code: 'redirect-port-taken' },
    });
    expect(await redirects.reserve({ host: '127.0.0.1', port, path: '/callback' }, never)).toMatchObject({
      ok: true,
    });
  });
});

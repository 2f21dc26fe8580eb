import { GetFederationTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { home, roleArn, root } from './contract-account.ts';
import { JavaScriptClients, type Keys, keysOf } from './testing/javascript-clients.ts';

const clients = new JavaScriptClients();
const minute = 60_000;

function ask(parameters: Readonly<Record<string, string>>, method: 'GET' | 'POST' = 'POST') {
  const address = `${clients.simulator.url}/federation`;
  const body = new URLSearchParams(parameters);
  return method === 'POST' ? fetch(address, { method, body }) : fetch(`${address}?${body}`);
}

function sessionJson({ accessKeyId, secretAccessKey, sessionToken = '' }: Keys) {
  return JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });
}

async function tokenFor(keys: Keys, more: Readonly<Record<string, string>> = {}) {
  const answer = await ask({ Action: 'getSigninToken', Session: sessionJson(keys), ...more });
  return answer.ok ? String(((await answer.json()) as { SigninToken?: unknown }).SigninToken) : answer.status;
}

const destination = 'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1';

async function logIn(token: string | number) {
  const answer = await ask(
    { Action: 'login', Issuer: 'test', Destination: destination, SigninToken: String(token) },
    'GET',
  );
  return { status: answer.status, text: await answer.text() };
}

describe('the federation endpoint', () => {
  it('signs a role session in, for 15 minutes after it said so', async () => {
    const role = await clients.assumed('team/open');
    const token = await tokenFor(role, { SessionDuration: '43200' });
    const page = await logIn(token);
    expect(page.status).toBe(200);
    expect(page.text).toContain('assumed-role/open/session');
    expect(page.text).toContain('/s3/home?region=eu-central-1');
    clients.clock.advance(15 * minute - 1_000);
    expect((await logIn(token)).status).toBe(200);
    clients.clock.advance(1_000);
    expect((await logIn(token)).status).toBe(400);
  });

  it('takes GET as well', async () => {
    const role = await clients.assumed('team/open');
    const answer = await ask({ Action: 'getSigninToken', Session: sessionJson(role) }, 'GET');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses what AWS refuses', async () => {
    const role = await clients.assumed('team/open');
    expect(await tokenFor(await clients.sessionToken())).toBe(400);
    expect(await tokenFor({ ...role, secretAccessKey: 'wrong' })).toBe(400);
    expect(await tokenFor({ ...role, sessionToken: 'wrong' })).toBe(400);
    for (const seconds of ['899', '43201', 'all']) {
      expect(await tokenFor(role, { SessionDuration: seconds })).toBe(400);
    }
    expect((await ask({ Action: 'getSigninToken', Session: 'nonsense' })).status).toBe(400);
    expect((await ask({ Action: 'more' })).status).toBe(400);
    expect((await logIn('nonsense')).status).toBe(400);
    clients.clock.advance(61 * minute);
    expect(await tokenFor(role)).toBe(400);
  });

  it('has no SessionDuration for a chained session', async () => {
    const hub = await clients.assumed(roleArn('hub', home));
    const chained = await clients.assumed('names-hub', {}, hub);
    expect(await tokenFor(chained, { SessionDuration: '900' })).toBe(400);
    expect((await logIn(await tokenFor(chained))).status).toBe(200);
  });

  it('lasts as long as the session when it is given no duration', async () => {
    const role = await clients.assumed('team/open', { DurationSeconds: 7200 });
    const until = new Date((Math.floor(clients.clock.now() / 1000) + 7200) * 1000).toISOString();
    expect((await logIn(await tokenFor(role))).text).toContain(`until ${until}`);
  });

  it('lets federated users in, without a duration of their own', async () => {
    const guest = keysOf(await clients.sts(root).send(new GetFederationTokenCommand({ Name: 'guest' })));
    expect(await tokenFor(guest, { SessionDuration: '900' })).toBe(400);
    expect((await logIn(await tokenFor(guest))).text).toContain('federated-user/guest');
  });

  it('logs out, and sends on to itself or to AWS and to nobody else', async () => {
    const logOut = (query: string) =>
      fetch(`${clients.simulator.url}/oauth?Action=logout${query}`, { redirect: 'manual' });
    expect((await logOut('')).status).toBe(200);
    for (const address of [
      `${clients.simulator.url}/federation?Action=login`,
      'https://aws.amazon.com/console/',
    ]) {
      const answer = await logOut(`&redirect_uri=${encodeURIComponent(address)}`);
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe(address);
    }
    for (const address of [
      'https://evil.example.com/',
      'https://evilaws.amazon.com.example/',
      'javascript:1',
    ]) {
      expect((await logOut(`&redirect_uri=${encodeURIComponent(address)}`)).status).toBe(400);
    }
  });

  it('keeps no secret in its log', async () => {
    const role = await clients.assumed('team/open');
    await logIn(await tokenFor(role));
    const log = JSON.stringify(clients.simulator.calls);
    expect(log).toContain('getSigninToken');
    expect(log).not.toContain(role.sessionToken);
    expect(log).not.toContain(role.secretAccessKey);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import { ada, contractAccount, home, roleArn } from '../../simulator/contract/contract-account.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { StsCaller } from '../core/aws-ports.ts';
import { loginAddress, standInSite } from '../core/console/console-link.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { FederationGateway } from './console-gateway.ts';
import { SdkStsGateway } from './sts-gateway.ts';
import { closeServers, kept, plain, recipe } from './testing/agreeable-sts.ts';
import { authorityPath, httpServer, httpsServer, proxyServer, refusedPort } from './testing/local-servers.ts';

/** The gateway against the AWS stand-in, which enforces AWS's rules. */

const never = new AbortController().signal;
const gateway = new FederationGateway({ network: () => plain });
const sts = new SdkStsGateway({ network: () => plain });

let aws: Simulator<SimulatorClock>;
beforeAll(async () => {
  aws = await startSimulator({ account: contractAccount, clock: new SimulatorClock() });
});
afterEach(async () => {
  aws.faults.clear();
  await closeServers();
});
afterAll(() => aws.close());

function caller(credentials?: SessionCredentials): StsCaller {
  const key = { accessKeyId: ada.accessKeyId, secretAccessKey: new Secret(ada.secretAccessKey) };
  return { credentials: credentials ?? key, region: 'eu-central-1', endpointUrl: aws.url };
}

async function assumed(arn = roleArn('team/open'), as?: SessionCredentials): Promise<SessionCredentials> {
  const request = {
    recipe: { ...recipe, roleArn: arn },
    roleSessionName: 'ada',
    durationSeconds: 3_600,
    mfaCode: null,
  };
  const { result } = await sts.assumeRole(caller(as), request, never);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function ask(
  credentials: SessionCredentials,
  more: { federationUrl?: string; sessionSeconds?: number } = {},
) {
  const { federationUrl = `${aws.url}/federation`, sessionSeconds = null } = more;
  return gateway.signinToken({ federationUrl, credentials, sessionSeconds }, never);
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('a sign-in', () => {
  it('is given for a role’s session, and opens the console', async () => {
    const token = await ask(await assumed(), { sessionSeconds: 3_600 });
    if (!token.ok) throw new Error(token.error.code);
    const site = standInSite(aws.url);
    const address = loginAddress(site, `${site.origin}/s3/home?region=eu-central-1`, token.value);
    const page = await fetch(address.reveal());
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('assumed-role/open/ada');
    expect(JSON.stringify(aws.calls)).not.toContain(token.value.reveal());
  });

  it('is refused for a session of the user, a wrong duration, a chained session with one', async () => {
    const request = { durationSeconds: 3_600, mfaSerial: null, mfaCode: null };
    const user = await sts.getSessionToken(caller(), request, never);
    if (!user.result.ok) throw new Error(user.result.error.code);
    expect(await ask(user.result.value)).toMatchObject({
      error: { code: 'console-refused', params: { status: 'HTTP 400' } },
    });
    expect(codeOf(await ask(await assumed(), { sessionSeconds: 60 }))).toBe('console-refused');
    const hub = await assumed(roleArn('hub', home));
    const chained = await assumed(roleArn('names-hub'), hub);
    expect(codeOf(await ask(chained, { sessionSeconds: 900 }))).toBe('console-refused');
    expect(codeOf(await ask(chained))).toBe('ok');
  });

  it('sends nothing in the address', async () => {
    const addresses: (string | undefined)[] = [];
    const { port } = await kept(
      httpServer((request, response) => {
        addresses.push(`${request.method} ${request.url}`);
        response.end('{"SigninToken":"t"}');
      }),
    );
    const federationUrl = `http://127.0.0.1:${port}/federation`;
    const token = await ask(await assumed(), { federationUrl });
    expect(token.ok && token.value.reveal()).toBe('t');
    expect(addresses).toEqual(['POST /federation']);
  });
});

describe('what goes wrong on the way', () => {
  it.each(['<html>Welcome to our hotel</html>', '', '{}', '{"SigninToken":""}', 'null', '"t"'])(
    'an answer that is none: %s',
    async (body) => {
      const { port } = await kept(httpServer((_request, response) => response.end(body)));
      const federationUrl = `http://127.0.0.1:${port}/federation`;
      expect(codeOf(await ask(await assumed(), { federationUrl }))).toBe('console-refused');
    },
  );

  it('nobody there, clear text to another machine, a call taken back', async () => {
    const session = await assumed();
    const gone = `http://127.0.0.1:${await refusedPort()}/federation`;
    expect(codeOf(await ask(session, { federationUrl: gone }))).toBe('network-unreachable');
    const clear = 'http://signin.example.test/federation';
    expect(codeOf(await ask(session, { federationUrl: clear }))).toBe('endpoint-not-allowed');
    const { port } = await kept(httpServer(() => cancel.abort()));
    const cancel = new AbortController();
    const request = {
      federationUrl: `http://127.0.0.1:${port}/`,
      credentials: session,
      sessionSeconds: null,
    };
    expect(codeOf(await gateway.signinToken(request, cancel.signal))).toBe('cancelled');
  });

  it('the proxy and the CA bundle of Settings are used here too', async () => {
    const { port } = await kept(httpsServer((_request, response) => response.end('{"SigninToken":"t"}')));
    const proxy = await kept(proxyServer(200, port));
    const proxied = { ...plain, proxyFor: () => `http://127.0.0.1:${proxy.port}` };
    const session = await assumed();
    const request = {
      federationUrl: 'https://sts.example.test/federation',
      credentials: session,
      sessionSeconds: null,
    };
    const untrusting = new FederationGateway({ network: () => proxied });
    expect(codeOf(await untrusting.signinToken(request, never))).toBe('tls-untrusted');
    const trusting = new FederationGateway({ network: () => ({ ...proxied, caBundlePath: authorityPath }) });
    expect(codeOf(await trusting.signinToken(request, never))).toBe('ok');
    expect(proxy.tunnels.map(({ target }) => target)).toContain('sts.example.test:443');
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, rootCertificates } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  agreeable,
  agreeableServer,
  answeredAt,
  caller,
  closeServers,
  disown,
  gateway,
  kept,
  never,
  patient,
  request,
} from './testing/agreeable-sts.ts';
import {
  authorityPath,
  httpsServer,
  proxyServer,
  refusedPort,
  tlsFixtures,
} from './testing/local-servers.ts';

afterEach(closeServers);

describe('over TLS', () => {
  it('an unknown authority is tls-untrusted; with the bundle it is trusted', async () => {
    const { port } = await kept(httpsServer(agreeable().listener));
    const endpointUrl = `https://localhost:${port}`;
    const untrusted = await gateway({ endpointUrl }).getCallerIdentity(caller(), never());
    expect(untrusted.result).toMatchObject({
      ok: false,
      error: { code: 'tls-untrusted', params: { host: `localhost:${port}` } },
    });
    const trusted = await gateway({ endpointUrl, caBundlePath: authorityPath }).getCallerIdentity(
      caller(),
      never(),
    );
    expect(trusted.result.ok).toBe(true);
  });

  it('the authorities of NODE_EXTRA_CA_CERTS stay trusted beside a bundle', async () => {
    const { port } = await kept(httpsServer(agreeable().listener));
    const folder = mkdtempSync(join(tmpdir(), 'keycutter-bundle-'));
    const other = join(folder, 'other.pem');
    writeFileSync(other, rootCertificates[0] ?? '');
    const network = { endpointUrl: `https://localhost:${port}`, caBundlePath: other };
    expect((await gateway(network).getCallerIdentity(caller(), never())).result.ok).toBe(false);
    expect(
      (await gateway(network, patient, authorityPath).getCallerIdentity(caller(), never())).result.ok,
    ).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('a certificate of another name is not trusted', async () => {
    const { port } = await kept(httpsServer(agreeable().listener));
    const proxy = await kept(proxyServer(200, port));
    const { result } = await gateway({
      endpointUrl: 'https://other.example.test',
      caBundlePath: authorityPath,
      proxyFor: () => `http://127.0.0.1:${proxy.port}`,
    }).getCallerIdentity(caller(), never());
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'tls-untrusted', params: { host: 'other.example.test' } },
    });
  });

  it('a bundle that cannot be used is ca-bundle-unreadable', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keycutter-bundle-'));
    const garbage = join(folder, 'garbage.pem');
    writeFileSync(garbage, '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n');
    const empty = join(folder, 'empty.pem');
    writeFileSync(empty, '');
    for (const caBundlePath of [join(folder, 'missing.pem'), folder, garbage, empty]) {
      const { result } = await gateway({ caBundlePath }).getCallerIdentity(caller(), never());
      expect(result).toEqual({
        ok: false,
        error: { code: 'ca-bundle-unreadable', params: { path: caBundlePath } },
      });
    }
    rmSync(folder, { recursive: true });
  });
});

describe('through a proxy', () => {
  const away = { endpointUrl: 'https://sts.example.test', caBundlePath: authorityPath };

  it('reaches AWS with the proxy’s password, and shows it to nobody', async () => {
    const { received, listener } = agreeable();
    const { port } = await kept(httpsServer(listener));
    const proxy = await kept(proxyServer(200, port));
    const network = { ...away, proxyFor: () => `http://ada:pass%20word@127.0.0.1:${proxy.port}` };
    const { result, awsTime } = await gateway(network).assumeRole(caller(), request, never());
    expect(result.ok).toBe(true);
    expect(awsTime).toBe(Date.parse(answeredAt));
    const authorization = `Basic ${Buffer.from('ada:pass word').toString('base64')}`;
    expect(proxy.tunnels).toEqual([{ target: 'sts.example.test:443', authorization }]);
    expect(JSON.stringify(received)).not.toContain('Basic');
  });

  it('which is itself reached over TLS', async () => {
    const { port } = await kept(httpsServer(agreeable().listener));
    const inner = await kept(proxyServer(200, port));
    // A TLS front that hands everything on to the proxy behind it.
    const front = createServer(
      {
        cert: readFileSync(join(tlsFixtures, 'server.pem')),
        key: readFileSync(join(tlsFixtures, 'server-key.pem')),
      },
      (client) => {
        const upstream = connect(inner.port, '127.0.0.1');
        client.pipe(upstream).pipe(client);
        client.on('error', () => upstream.destroy());
        upstream.on('error', () => client.destroy());
      },
    );
    front.on('tlsClientError', () => {});
    await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
    const address = front.address();
    const frontPort = typeof address === 'object' && address !== null ? address.port : 0;
    const proxyFor = () => `https://localhost:${frontPort}`;
    expect((await gateway({ ...away, proxyFor }).assumeRole(caller(), request, never())).result.ok).toBe(
      true,
    );
    const untrusted = await gateway({ ...away, caBundlePath: null, proxyFor }).assumeRole(
      caller(),
      request,
      never(),
    );
    expect(untrusted.result).toMatchObject({
      ok: false,
      error: { code: 'tls-untrusted', params: { host: `localhost:${frontPort}` } },
    });
    front.close();
  });

  it.each([
    [407, 'proxy-authentication-required'],
    [403, 'proxy-failed'],
    [502, 'proxy-failed'],
    [503, 'proxy-failed'],
  ] as const)('that answers %i it is %s, once, and no time of AWS', async (status, code) => {
    const proxy = await kept(proxyServer(status));
    const network = { ...away, proxyFor: () => `http://ada:password@127.0.0.1:${proxy.port}` };
    const { result, awsTime } = await gateway(network).assumeRole(caller(), request, never());
    expect(result).toMatchObject({ ok: false, error: { code, params: { host: `127.0.0.1:${proxy.port}` } } });
    expect(JSON.stringify(result)).not.toContain('password');
    expect(awsTime).toBeNull();
    expect(proxy.tunnels).toHaveLength(1);
  });

  it('that is not there, or is no proxy, it is proxy-failed', async () => {
    const port = await refusedPort();
    const gone = await gateway({ ...away, proxyFor: () => `http://127.0.0.1:${port}` }).assumeRole(
      caller(),
      request,
      never(),
    );
    expect(gone.result).toMatchObject({
      ok: false,
      error: { code: 'proxy-failed', params: { host: `127.0.0.1:${port}` } },
    });
    for (const url of ['socks5://127.0.0.1:1080', 'not a url']) {
      const { result } = await gateway({ ...away, proxyFor: () => url }).assumeRole(
        caller(),
        request,
        never(),
      );
      expect(result).toMatchObject({ ok: false, error: { code: 'proxy-failed' } });
    }
    const web = await agreeableServer();
    const plainWeb = await gateway({ ...away, proxyFor: () => web.url }).assumeRole(
      caller(),
      request,
      never(),
    );
    expect(plainWeb.result).toMatchObject({ ok: false, error: { code: 'proxy-failed' } });
  });

  it('that never answers, the call ends in time, and its connection with it', async () => {
    const proxy = await kept(proxyServer('never'));
    const network = { ...away, proxyFor: () => `http://127.0.0.1:${proxy.port}` };
    const { result } = await gateway(network, { ...patient, call: 150 }).assumeRole(
      caller(),
      request,
      never(),
    );
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'network-timed-out', params: { host: `127.0.0.1:${proxy.port}` } },
    });
    const cancel = new AbortController();
    const waiting = gateway(network).assumeRole(caller(), request, cancel.signal);
    await vi.waitFor(() => expect(proxy.tunnels).toHaveLength(2));
    cancel.abort();
    expect((await waiting).result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    // Ends only when every connection did.
    disown(proxy);
    await proxy.ended();
  });

  it('nothing for this machine goes', async () => {
    const { url } = await agreeableServer();
    const overTls = await kept(httpsServer(agreeable().listener));
    const proxy = await kept(proxyServer(502));
    const network = { caBundlePath: authorityPath, proxyFor: () => `http://127.0.0.1:${proxy.port}` };
    const urls = [url, url.replace('127.0.0.1', 'localhost'), `https://localhost:${overTls.port}`];
    for (const endpoint of [...urls, `https://127.0.0.1:${overTls.port}`]) {
      const { result } = await gateway(network).getCallerIdentity(caller(endpoint), never());
      expect(result.ok, endpoint).toBe(true);
    }
    expect(proxy.tunnels).toEqual([]);
  });
});

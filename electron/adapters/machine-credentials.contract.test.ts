import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reasonText } from '../../shared/error-text.ts';
import type { MachineSource } from '../../shared/profile.ts';
import { en } from '../../shared/words/en/index.ts';
import { HostCredentials, type MachineSurroundings } from './machine-credentials.ts';
import { closeServers, kept } from './testing/agreeable-sts.ts';
import { httpServer, refusedPort } from './testing/local-servers.ts';

/** Against services on 127.0.0.1 that answer as EC2's and ECS's do. */

afterEach(async () => {
  vi.unstubAllEnvs();
  await closeServers();
});

const never = () => new AbortController().signal;
const end = '2030-01-01T00:00:00Z';
const given = {
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'hush-secret',
  Token: 'hush-token',
  Expiration: end,
};
const session = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'hush-secret',
  sessionToken: 'hush-token',
  expiration: Date.parse(end),
  assumedRoleArn: null,
};

async function get(from: MachineSource['from'], surroundings: MachineSurroundings, signal = never()) {
  const result = await new HostCredentials({ patience: 10_000, ...surroundings }).get(from, signal);
  expect(JSON.stringify(result)).not.toContain('hush');
  if (!result.ok) {
    const { code, params } = result.error;
    const reason = reasonText(params, en);
    return { code, params: reason === null ? params : { ...params, reason } };
  }
  const { secretAccessKey, ...rest } = result.value;
  return {
    ...rest,
    secretAccessKey: secretAccessKey.reveal(),
    ...('sessionToken' in rest ? { sessionToken: rest.sessionToken.reveal() } : {}),
  };
}
const missing = (reason: RegExp | string) => ({
  code: 'machine-credentials-missing',
  params: { reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
});

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function service(listener: Listener) {
  const received: string[] = [];
  const { port } = await kept(
    httpServer((request, response) => {
      received.push(`${request.method} ${request.url}`);
      listener(request, response);
    }),
  );
  return { received, url: `http://127.0.0.1:${port}` };
}

describe('of the environment', () => {
  const key = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hush-secret' };
  const longTerm = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'hush-secret' };

  it('is an access key, or a session until its end', async () => {
    expect(await get('Environment', { variables: key })).toEqual(longTerm);
    const variables = { ...key, AWS_SESSION_TOKEN: 'hush-token', AWS_CREDENTIAL_EXPIRATION: end };
    expect(await get('Environment', { variables })).toEqual({
      ...longTerm,
      sessionToken: 'hush-token',
      expiration: Date.parse(end),
      assumedRoleArn: null,
    });
  });

  it('is used as long as AWS takes it where nobody told its end', async () => {
    const found = await get('Environment', { variables: { ...key, AWS_SESSION_TOKEN: 'hush-token' } });
    const { expiration } = { expiration: 0, ...found };
    expect(new Date(expiration).getUTCFullYear()).toBeGreaterThan(9_999);
  });

  it.each([
    [{}, 'AWS_ACCESS_KEY_ID is not set'],
    [{ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, 'AWS_SECRET_ACCESS_KEY is not set'],
    [{ ...key, AWS_SECRET_ACCESS_KEY: ' ' }, 'AWS_SECRET_ACCESS_KEY is not set'],
    [
      { ...key, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION: 'soon' },
      'AWS_CREDENTIAL_EXPIRATION is no time',
    ],
  ])('%o are none', async (variables, reason) => {
    expect(await get('Environment', { variables })).toMatchObject(missing(reason));
  });
});

describe('of an EC2 instance', () => {
  const from = 'Ec2InstanceMetadata';
  const roles = '/latest/meta-data/iam/security-credentials/';
  const at = (url: string) => ({ variables: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url } });

  /** IMDSv2: nothing without the token. */
  const instance =
    (answer: unknown = { Code: 'Success', Type: 'AWS-HMAC', ...given }): Listener =>
    (request, response) => {
      const { method, url, headers } = request;
      if (method === 'PUT' && url === '/latest/api/token') {
        response.statusCode = headers['x-aws-ec2-metadata-token-ttl-seconds'] ? 200 : 400;
        return response.end('the-metadata-token');
      }
      if (headers['x-aws-ec2-metadata-token'] !== 'the-metadata-token') response.statusCode = 401;
      else if (url === roles) return response.end('desktop role\n');
      else if (url === `${roles}desktop%20role`) return response.end(JSON.stringify(answer));
      else response.statusCode = 404;
      return response.end();
    };

  it('are those of its role, by IMDSv2', async () => {
    const { received, url } = await service(instance());
    expect(await get(from, at(url))).toEqual(session);
    expect(received).toEqual(['PUT /latest/api/token', `GET ${roles}`, `GET ${roles}desktop%20role`]);
  });

  it('need nothing of the app’s own process', async () => {
    const trap = await service(instance());
    const { url } = await service(instance());
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', trap.url);
    vi.stubEnv('HTTP_PROXY', trap.url);
    vi.stubEnv('http_proxy', trap.url);
    expect(await get(from, at(url))).toEqual(session);
    expect(trap.received).toEqual([]);
  });

  it('are asked for once more when the service is busy, and then no more', async () => {
    let failures = 1;
    const healthy = instance();
    const { received, url } = await service((request, response) => {
      if (request.url !== roles || failures === 0) return healthy(request, response);
      failures -= 1;
      response.statusCode = 503;
      return response.end();
    });
    expect(await get(from, at(url))).toEqual(session);
    failures = Number.POSITIVE_INFINITY;
    expect(await get(from, at(url))).toMatchObject({ code: 'network-unreachable' });
    expect(received.filter((line) => line.endsWith(roles))).toHaveLength(4);
  });

  it('are missing where there is no instance, role or leave', async () => {
    const nobody = await refusedPort();
    expect(await get(from, at(`http://127.0.0.1:${nobody}`))).toMatchObject(missing(/no EC2 instance/));
    const silent = await service(() => {});
    expect(await get(from, { ...at(silent.url), patience: 50 })).toMatchObject(missing(/no EC2 instance/));
    expect(silent.received).toHaveLength(2);
    const off = await service((_request, response) => response.writeHead(403).end());
    expect(await get(from, at(off.url))).toMatchObject(missing('the answer was HTTP 403'));
    const bare = await service((request, response) => {
      response.writeHead(request.method === 'PUT' ? 200 : 404).end('token');
    });
    expect(await get(from, at(bare.url))).toMatchObject(missing('the instance has no role'));
    const refused = await service(instance({ Code: 'AssumeRoleUnauthorizedAccess', Message: 'hush' }));
    expect(await get(from, at(refused.url))).toMatchObject(
      missing('the answer was AssumeRoleUnauthorizedAccess'),
    );
  });

  it('are not asked for where that is switched off, or the address is none', async () => {
    const { received, url } = await service(instance());
    const { variables } = at(url);
    expect(await get(from, { variables: { ...variables, AWS_EC2_METADATA_DISABLED: 'True' } })).toMatchObject(
      missing('AWS_EC2_METADATA_DISABLED is set'),
    );
    for (const address of ['nonsense', 'file:///etc/passwd']) {
      expect(await get(from, at(address))).toMatchObject(missing(/is no address/));
    }
    expect(received).toEqual([]);
  });

  it('are no longer waited for once nobody wants them', async () => {
    const cancel = new AbortController();
    const { url, received } = await service(() => cancel.abort());
    expect(await get(from, at(url), cancel.signal)).toEqual({ code: 'cancelled', params: {} });
    expect(received).toHaveLength(1);
  });
});

describe('of a container', () => {
  const from = 'EcsContainer';
  const container =
    (authorization?: string): Listener =>
    (request, response) => {
      if (request.headers.authorization !== authorization) {
        response.writeHead(401).end('{"Code":"Unauthorized","Message":"hush"}');
      } else response.end(JSON.stringify({ ...given, AccountId: '123456789012' }));
    };

  it('are at the address it was given', async () => {
    const { received, url } = await service(container());
    const full = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1/credentials?id=1` };
    expect(await get(from, { variables: full })).toEqual(session);
    const variables = { ...full, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/uuid' };
    expect(await get(from, { variables, ecsEndpoint: url })).toEqual(session);
    expect(received).toEqual(['GET /v1/credentials?id=1', 'GET /v2/credentials/uuid']);
  });

  it('come for a token; that of the file first, as it is now', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keycutter-token-'));
    const path = join(folder, 'token');
    let expected = 'from-variable';
    const { url } = await service((request, response) => container(expected)(request, response));
    const AWS_CONTAINER_CREDENTIALS_FULL_URI = `${url}/v1/credentials`;
    const variables = { AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN: expected };
    expect(await get(from, { variables })).toEqual(session);
    const both = { variables: { ...variables, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path } };
    expect(await get(from, both)).toMatchObject(missing(/there is no such file/));
    for (const token of ['first', 'second']) {
      expected = token;
      writeFileSync(path, `${token}\n`);
      expect(await get(from, both)).toEqual(session);
    }
    expected = 'another';
    expect(await get(from, both)).toMatchObject(missing('the answer was Unauthorized'));
    writeFileSync(path, 'two\nlines\n');
    expect(await get(from, both)).toMatchObject(missing('its token has more than one line'));
    rmSync(folder, { recursive: true });
  });

  it('are never Keycutter’s own', async () => {
    const { received, url } = await service(container());
    const AWS_CONTAINER_CREDENTIALS_FULL_URI = `${url}/profiles/a1b2-c3`;
    expect(await get(from, { variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI } })).toMatchObject(
      missing('the address there is Keycutter’s own'),
    );
    expect(received).toEqual([]);
  });

  it.each([
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://example.test/credentials'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://169.254.169.254/latest'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://127.0.0.1.example.test/'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://user@127.0.0.1/'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'file:///etc/passwd'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'nonsense'],
    ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', '@example.test/'],
    ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', '.example.test/'],
  ])('%s=%s is not asked', async (name, value) => {
    expect(await get(from, { variables: { [name]: value } })).toMatchObject(
      missing('the address there is not one that may be used'),
    );
  });

  it('are missing where nothing says so, or what comes is something else', async () => {
    expect(await get(from, { variables: {} })).toMatchObject(missing(/is not set/));
    for (const text of ['', 'null', '[]', '{"AccessKeyId":1}', 'hush', '{"Code":"hush hush"}']) {
      const { url } = await service((_request, response) => response.end(text));
      const variables = { AWS_CONTAINER_CREDENTIALS_FULL_URI: url };
      expect(await get(from, { variables })).toMatchObject(missing('the answer is in another form'));
    }
    const { url } = await service((_request, response) =>
      response.end(JSON.stringify({ ...given, Expiration: 'never' })),
    );
    expect(await get(from, { variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } })).toMatchObject(
      missing('what came has no Expiration'),
    );
  });

  it('do not come at all from a service that is not there, leads elsewhere or never ends', async () => {
    const ask = (url: string) =>
      get(from, { variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, patience: 500 });
    const gone = await ask(`http://127.0.0.1:${await refusedPort()}`);
    expect(gone).toMatchObject({ code: 'network-unreachable' });
    const hanging = await service(() => {});
    expect(await ask(hanging.url)).toMatchObject({ code: 'network-timed-out' });
    const target = await service(container());
    const moved = await service((_request, response) =>
      response.writeHead(302, { location: target.url }).end(),
    );
    expect(await ask(moved.url)).toMatchObject({ code: 'network-unreachable' });
    expect(target.received).toEqual([]);
    const endless = await service((_request, response) => {
      const more = () => response.write('x'.repeat(8_192), (error) => error ?? more());
      more();
    });
    expect(await ask(endless.url)).toMatchObject({ code: 'network-unreachable' });
  });
});

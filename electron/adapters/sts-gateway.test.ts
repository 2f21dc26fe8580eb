import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AssumeRoleRecipe } from '../../shared/profile.ts';
import { Secret } from '../../shared/secret.ts';
import { SdkStsGateway } from './sts-gateway.ts';
import {
  agreeable,
  agreeableServer,
  answeredAt,
  caller,
  closeServers,
  gateway,
  kept,
  never,
  patient,
  plain,
  recipe,
  refusing,
  request,
  samlRequest,
  webIdentityRequest,
  withCode,
} from './testing/agreeable-sts.ts';
import { httpServer, proxyServer, refusedPort } from './testing/local-servers.ts';

afterEach(async () => {
  vi.unstubAllEnvs();
  await closeServers();
});

describe('a request', () => {
  it('carries every parameter of the recipe, and none that is empty', async () => {
    const { received, url } = await agreeableServer();
    const full: AssumeRoleRecipe = {
      ...recipe,
      externalId: 'partner:7/a',
      policy: '{"Version":"2012-10-17","Statement":[]}',
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::123456789012:policy/Own'],
      tags: [
        { key: 'team', value: 'blue & gold' },
        { key: 'empty', value: '' },
      ],
      transitiveTagKeys: ['team'],
      sourceIdentity: 'ada',
      mfaSerial: 'arn:aws:iam::123456789012:mfa/ada',
    };
    const { result, awsTime } = await gateway().assumeRole(
      caller(url),
      { recipe: full, roleSessionName: 'ada@example.com', durationSeconds: 900, mfaCode: '123456' },
      never(),
    );
    expect(received[0]?.parameters).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: full.roleArn,
      RoleSessionName: 'ada@example.com',
      DurationSeconds: '900',
      ExternalId: full.externalId,
      Policy: full.policy,
      'PolicyArns.member.1.arn': full.policyArns[0],
      'PolicyArns.member.2.arn': full.policyArns[1],
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'blue & gold',
      'Tags.member.2.Key': 'empty',
      'Tags.member.2.Value': '',
      'TransitiveTagKeys.member.1': 'team',
      SourceIdentity: 'ada',
      SerialNumber: full.mfaSerial,
      TokenCode: '123456',
    });
    expect(awsTime).toBe(Date.parse(answeredAt));
    expect(result.ok && result.value).toMatchObject({
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      expiration: Date.UTC(2026, 0, 1, 1),
      assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/deployer/ada',
    });
    expect(result.ok && result.value.secretAccessKey.reveal()).toBe('session-secret');
    expect(result.ok && result.value.sessionToken.reveal()).toBe('session-token');

    await gateway().assumeRole(caller(url), request, never());
    expect(Object.keys(received[1]?.parameters ?? {}).sort()).toEqual(
      ['Action', 'DurationSeconds', 'RoleArn', 'RoleSessionName', 'Version'].sort(),
    );
  });

  it('for a session of the user carries the code together with its device, or neither', async () => {
    const { received, url } = await agreeableServer();
    const ask = (mfaSerial: string | null, mfaCode: string | null) =>
      gateway().getSessionToken(caller(url), { durationSeconds: 43_200, mfaSerial, mfaCode }, never());
    const { result, awsTime } = await ask('arn:aws:iam::123456789012:mfa/ada', '123456');
    expect(received[0]?.parameters).toEqual({
      Action: 'GetSessionToken',
      Version: '2011-06-15',
      DurationSeconds: '43200',
      SerialNumber: 'arn:aws:iam::123456789012:mfa/ada',
      TokenCode: '123456',
    });
    expect(awsTime).toBe(Date.parse(answeredAt));
    expect(result).toMatchObject({
      ok: true,
      value: { expiration: Date.UTC(2026, 0, 1, 12), assumedRoleArn: null },
    });
    expect(result.ok && result.value.sessionToken.reveal()).toBe('session-token');

    await ask('arn:aws:iam::123456789012:mfa/ada', null);
    await ask(null, null);
    for (const { parameters } of received.slice(1)) {
      expect(Object.keys(parameters).sort()).toEqual(['Action', 'DurationSeconds', 'Version']);
    }
  });

  it('is signed by a session with its token', async () => {
    const { received, url } = await agreeableServer();
    const credentials = {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: new Secret('secret'),
      sessionToken: new Secret('the-token'),
      expiration: 0,
      assumedRoleArn: '',
    };
    const { result } = await gateway().getCallerIdentity({ ...caller(url), credentials }, never());
    expect(result).toEqual({
      ok: true,
      value: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ada', userId: 'AIDA' },
    });
    expect(received[0]?.headers['x-amz-security-token']).toBe('the-token');
  });

  it('takes nothing from the environment or ~/.aws', async () => {
    const { received, url } = await agreeableServer();
    const trap = agreeable();
    const trapUrl = `http://127.0.0.1:${(await kept(httpServer(trap.listener))).port}`;
    const home = mkdtempSync(join(tmpdir(), 'keycutter-home-'));
    mkdirSync(join(home, '.aws'));
    // Whoever opened these would wait for ever.
    const pipes = process.platform !== 'win32';
    for (const name of ['config', 'credentials']) {
      const path = join(home, '.aws', name);
      if (pipes) execFileSync('mkfifo', [path]);
      else writeFileSync(path, `[default]\nregion = us-west-1\nendpoint_url = ${trapUrl}\n`);
    }
    const poison = {
      HOME: home,
      USERPROFILE: home,
      AWS_PROFILE: 'nobody',
      AWS_ACCESS_KEY_ID: 'AKIAPOISON',
      AWS_SECRET_ACCESS_KEY: 'poison',
      AWS_SESSION_TOKEN: 'poison',
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
      AWS_ENDPOINT_URL_STS: trapUrl,
      AWS_ENDPOINT_URL: trapUrl,
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_MAX_ATTEMPTS: 'many',
      AWS_RETRY_MODE: 'none',
      AWS_DEFAULTS_MODE: 'auto',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: trapUrl,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: trapUrl,
      AWS_STS_REGIONAL_ENDPOINTS: 'legacy',
      AWS_AUTH_SCHEME_PREFERENCE: 'httpBearerAuth',
      AWS_CA_BUNDLE: '/nowhere',
    };
    for (const [name, value] of Object.entries(poison)) vi.stubEnv(name, value);

    const { result } = await gateway().getCallerIdentity(caller(url), never());
    expect(result).toMatchObject({ ok: true });
    expect(trap.received).toEqual([]);
    expect(received[0]?.headers.authorization).toMatch(
      /Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/sts\//,
    );
    expect(received[0]?.headers['x-amz-security-token']).toBeUndefined();

    const unsigned = gateway({ endpointUrl: url });
    expect(await unsigned.assumeRoleWithSaml(samlRequest, never())).toMatchObject({ result: { ok: true } });
    expect(await unsigned.assumeRoleWithWebIdentity(webIdentityRequest, never())).toMatchObject({
      result: { ok: true },
    });
    for (const { headers } of received.slice(1)) {
      expect(
        Object.keys(headers).filter((name) => /authorization|x-amz-(?:security-token|date)/.test(name)),
      ).toEqual([]);
    }

    // Also where no endpoint is given: the proxy sees which one the SDK chose.
    const proxy = await kept(proxyServer(502));
    const away = gateway({ proxyFor: () => `http://127.0.0.1:${proxy.port}` });
    await away.getCallerIdentity(caller(null), never());
    await away.assumeRoleWithSaml(samlRequest, never());
    expect(proxy.tunnels).toMatchObject([
      { target: 'sts.eu-central-1.amazonaws.com:443' },
      { target: 'sts.eu-west-3.amazonaws.com:443' },
    ]);
    expect(trap.received).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });

  it.each([
    ['us-east-1', {}, 'sts.us-east-1.amazonaws.com:443'],
    ['ap-northeast-2', {}, 'sts.ap-northeast-2.amazonaws.com:443'],
    ['cn-north-1', {}, 'sts.cn-north-1.amazonaws.com.cn:443'],
    ['us-gov-west-1', {}, 'sts.us-gov-west-1.amazonaws.com:443'],
    ['us-east-1', { useFipsEndpoint: true }, 'sts-fips.us-east-1.amazonaws.com:443'],
    ['us-east-1', { useDualstackEndpoint: true }, 'sts.us-east-1.api.aws:443'],
    ['us-east-1', { useFipsEndpoint: true, endpointUrl: 'https://sts.example.test' }, 'sts.example.test:443'],
  ] as const)('in %s with %o goes to %s', async (region, network, target) => {
    const proxy = await kept(proxyServer(502));
    const away = gateway({ ...network, proxyFor: () => `http://127.0.0.1:${proxy.port}` });
    await away.getCallerIdentity(caller(null, region), never());
    expect(proxy.tunnels[0]?.target).toBe(target);
  });

  it('goes to the demo account’s endpoint whatever else is set', async () => {
    const { received, url } = await agreeableServer();
    const network = {
      endpointUrl: 'https://sts.example.test',
      useFipsEndpoint: true,
      proxyFor: () => 'http://no.test:1',
    };
    const { result } = await gateway(network).getCallerIdentity(caller(url), never());
    expect(result.ok).toBe(true);
    expect(received).toHaveLength(1);
  });

  it('goes nowhere in clear text but to this machine', async () => {
    for (const endpointUrl of [
      'http://sts.example.test',
      'ftp://127.0.0.1',
      'http://127.0.0.1.example.test',
      'nonsense',
    ]) {
      const { result } = await gateway({ endpointUrl }).getCallerIdentity(caller(), never());
      expect(result).toMatchObject({ ok: false, error: { code: 'endpoint-not-allowed' } });
    }
  });

  it('reads its network options anew each time', async () => {
    const first = await agreeableServer();
    const second = await agreeableServer();
    let endpointUrl = first.url;
    const changing = new SdkStsGateway({ network: () => ({ ...plain, endpointUrl }) });
    await changing.getCallerIdentity(caller(), never());
    endpointUrl = second.url;
    await changing.getCallerIdentity(caller(), never());
    expect([first.received.length, second.received.length]).toEqual([1, 1]);
  });
});

describe('a failing call', () => {
  it('is refused: network-unreachable, with the host', async () => {
    const port = await refusedPort();
    const { result, awsTime } = await gateway().getCallerIdentity(
      caller(`http://127.0.0.1:${port}`),
      never(),
    );
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'network-unreachable', params: { host: `127.0.0.1:${port}` } },
    });
    expect(awsTime).toBeNull();
  });

  it('hangs: network-timed-out, whether before the answer or within it', async () => {
    const silent = await agreeableServer(() => true);
    const halfway = await agreeableServer((response) => response.write('<Get'));
    for (const timeouts of [
      { ...patient, call: 150 },
      { ...patient, attempt: 50, call: 400 },
    ]) {
      for (const { url } of [silent, halfway]) {
        const { result } = await gateway({}, timeouts).getCallerIdentity(caller(url), never());
        expect(result).toMatchObject({
          ok: false,
          error: { code: 'network-timed-out', params: { host: url.slice('http://'.length) } },
        });
      }
    }
  });

  it('can be cancelled at any moment', async () => {
    const before = await gateway().getCallerIdentity(caller('http://127.0.0.1:1'), AbortSignal.abort());
    expect(before.result).toMatchObject({ ok: false, error: { code: 'cancelled' } });

    const cancel = new AbortController();
    const { url } = await agreeableServer(() => {
      cancel.abort();
      return true;
    });
    const during = await gateway().getCallerIdentity(caller(url), cancel.signal);
    expect(during.result).toMatchObject({ ok: false, error: { code: 'cancelled' } });

    const cancelLater = new AbortController();
    const throttled = await agreeableServer((response) => {
      refusing(400, 'Throttling')(response);
      setImmediate(() => cancelLater.abort());
      return true;
    });
    const between = await gateway().getCallerIdentity(caller(throttled.url), cancelLater.signal);
    expect(between.result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('tells AWS’s time even when it is refused', async () => {
    const { url } = await agreeableServer(refusing(403, 'AccessDenied'));
    const { result, awsTime } = await gateway().assumeRole(caller(url), request, never());
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'sts-access-denied', params: { detail: 'No.' } },
    });
    expect(awsTime).toBe(Date.parse(answeredAt));
  });

  it('is tried again when it may help, three times at most', async () => {
    const recovering = await agreeableServer(
      (response, attempt) => attempt < 3 && refusing(503, 'ServiceUnavailable')(response),
    );
    expect((await gateway().assumeRole(caller(recovering.url), request, never())).result.ok).toBe(true);
    const broken = await agreeableServer(refusing(500, 'InternalFailure'));
    const { result } = await gateway().assumeRole(caller(broken.url), request, never());
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'sts-server-error', params: { status: '500' } },
    });
    expect(broken.received).toHaveLength(3);
    const denied = await agreeableServer(refusing(403, 'AccessDenied'));
    await gateway().assumeRole(caller(denied.url), request, never());
    expect(denied.received).toHaveLength(1);
  });

  it('with an MFA code is not sent twice', async () => {
    const dropping = (response: ServerResponse) => {
      response.destroy();
      return true;
    };
    for (const answer of [refusing(500, 'InternalFailure'), refusing(400, 'Throttling'), dropping]) {
      const { received, url } = await agreeableServer(answer);
      const { result } = await gateway().assumeRole(caller(url), withCode, never());
      expect(result.ok).toBe(false);
      expect(received).toHaveLength(1);
    }
    const dropped = await agreeableServer(dropping);
    const userSession = {
      durationSeconds: 900,
      mfaSerial: withCode.recipe.mfaSerial ?? '',
      mfaCode: '123456',
    };
    await gateway().getSessionToken(caller(dropped.url), userSession, never());
    expect(dropped.received).toHaveLength(1);
    const silent = await agreeableServer(() => true);
    await gateway({}, { ...patient, attempt: 50, call: 500 }).assumeRole(
      caller(silent.url),
      withCode,
      never(),
    );
    expect(silent.received).toHaveLength(1);
  });

  it('is readable when something else than STS answers', async () => {
    for (const page of ['<html><body>Welcome to our hotel</body></html>', 'hello', '', '{"a":1}']) {
      const { url } = await agreeableServer((response) => {
        response.end(page);
        return true;
      });
      const { result } = await gateway().assumeRole(caller(url), request, never());
      expect(result, page).toMatchObject({ ok: false, error: { code: 'sts-unknown' } });
    }
  });
});

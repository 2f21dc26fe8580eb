import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { demoAccessKeyId, demoSecretAccessKey } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { readAsar } from './support/asar.ts';
import {
  commandLineOf,
  listeningPorts,
  type PackagedApp,
  PlainUser,
  unpackedApp,
} from './support/packaged-app.ts';
import { type AwsStandIn, startAws } from './support/running-keycutter.ts';
import { readOnlyProfile } from './support/steps.ts';

/** The packaged app as people get it, but for Electron's version where the pinned one cannot be had. */

const resources = join(unpackedApp, 'resources');
/** Each is in the seams' own code, and survives minifying. */
const seams = ['keycutterSeams', 'KEYCUTTER_USER_DATA', 'SeamClock', 'shiftWallClock'];

test('its fuses are set as docs/security.md says', async () => {
  const wire = await getCurrentFuseWire(join(unpackedApp, 'keycutter-desktop'));
  // As they stand in the executable: https://github.com/electron/fuses#apps
  const [off, on] = ['0', '1'].map((digit) => digit.charCodeAt(0));
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});

test('it has what runs, and nothing else', () => {
  const files = readAsar(join(resources, 'app.asar'));
  const runs =
    /^(package\.json|build\/(main|preload)\.cjs|build\/chunks\/[^/]+\.cjs|build\/renderer\/(index\.html|assets\/[^/]+\.(js|css|woff2|svg|png))|node_modules\/@napi-rs\/keyring[a-z0-9-]*\/(package\.json|index\.js|[a-z0-9.-]+\.node))$/;
  expect(files.map(({ path }) => path).filter((path) => !runs.test(path))).toEqual([]);
  expect(files.length).toBeGreaterThan(50);

  const text = files.map(({ content }) => content?.toString('latin1') ?? '').join('\n');
  expect(seams.filter((seam) => text.includes(seam))).toEqual([]);
  expect(text).not.toContain('sourceMappingURL=');
  const manifest = JSON.parse(files.find(({ path }) => path === 'package.json')?.content?.toString() ?? '{}');
  expect(manifest).toMatchObject({ productName: 'Keycutter', desktopName: 'keycutter-desktop.desktop' });
  expect(Object.keys(manifest)).not.toContain('devDependencies');

  for (const { path, content, integrity } of files) {
    expect(integrity?.algorithm, path).toBe('SHA256');
    if (content !== null)
      expect(integrity?.hash, path).toBe(createHash('sha256').update(content).digest('hex'));
  }
  // No loader of folders, no Electron's default app, and no feed of updates.
  expect(readdirSync(resources).sort()).toEqual([
    'THIRD-PARTY-NOTICES.txt',
    'app.asar',
    'app.asar.unpacked',
    'bin',
  ]);
  const notices = readFileSync(join(resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['Node.js v', 'react ', '@aws-sdk/client-sts ']) expect(notices).toContain(`\n${name}`);
  expect(readdirSync(join(resources, 'bin'))).toEqual(['keycutter']);
});

test.describe('started by a plain user', () => {
  let desktop: Desktop;
  let aws: AwsStandIn;
  let user: PlainUser;
  let executable: string;

  test.beforeAll(async () => {
    desktop = await startDesktop();
    aws = await startAws();
    user = await PlainUser.on(desktop);
    executable = await user.unpack();
  });
  test.afterAll(async () => {
    await aws?.close();
    await desktop?.stop();
  });

  const status = (pid: number) => readFileSync(`/proc/${pid}/status`, 'utf8');
  const quitAndVanish = async (app: PackagedApp) => {
    expect(await app.quit()).toMatchObject({ code: 0 });
    await desktop.tray.waitUntilEmpty();
  };

  test('it runs in Chromium’s sandbox, and serves the command that comes with it', async () => {
    const app = await user.start(executable, [], { AWS_ENDPOINT_URL_STS: aws.url });
    await desktop.tray.waitForItem();
    // 2: a seccomp filter is on (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html).
    await until('the window has processes, all of them in the sandbox', async () => {
      const renderers = app.processes('renderer').map(status);
      const inSandbox = renderers.filter(
        (one) => /^Seccomp:\s+2$/m.test(one) && /^NoNewPrivs:\s+1$/m.test(one),
      );
      return renderers.length > 0 && inSandbox.length === renderers.length;
    });
    expect(status(app.pid)).toMatch(/^CapEff:\s+0+$/m);
    expect(listeningPorts(app.pid)).toEqual([]);

    const installed = join(user.dataFolder, 'bin/keycutter');
    const bundled = join(executable, '../resources/bin/keycutter');
    expect(readFileSync(installed, 'utf8')).toContain(`exec '${bundled}' --data-folder '${user.dataFolder}'`);
    for (const command of [installed, bundled]) {
      const told = await user.run(command, ['status', '--json']);
      expect(told, command).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(told.out)).toMatchObject({ live: [], keychain: 'ready', problems: [] });
    }

    // From the key in the keychain, which native code reaches, to a session from AWS.
    const ask = (words: readonly string[], input = '') => user.run(installed, [...words, '--json'], input);
    expect(await ask(['key', 'add', 'main'], `${demoAccessKeyId}\n${demoSecretAccessKey}\n`)).toMatchObject({
      code: 0,
    });
    const role = ['--role-arn', readOnlyProfile.roleArn, '--source', 'main'];
    expect(await ask(['profile', 'add', 'prod', ...role])).toMatchObject({ code: 0 });
    expect(await ask(['assume', 'prod'])).toMatchObject({ code: 0, err: '' });
    expect(aws.calls.map(({ action }) => action)).toContain('AssumeRole');
    await quitAndVanish(app);

    // The installed script starts the very app again.
    expect(await user.run(installed, ['start'])).toMatchObject({ code: 0 });
    await desktop.tray.waitForItem();
    const { pid } = JSON.parse(readFileSync(join(user.dataFolder, 'agent/endpoint.json'), 'utf8'));
    expect(commandLineOf(pid)).toBe(`${executable} --hidden`);
    process.kill(pid, 'SIGTERM');
    await desktop.tray.waitUntilEmpty();
  });

  test('Node’s own ways in are closed', async () => {
    const marker = join(user.home, 'tmp/was-run');
    const script = join(user.home, 'tmp/script.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`);
    const app = await user.start(executable, ['--hidden'], {
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require=${script} --inspect=127.0.0.1:0`,
      ELECTRON_ENABLE_LOGGING: '1',
    });
    await desktop.tray.waitForItem();
    expect(existsSync(marker)).toBe(false);
    expect(listeningPorts(app.pid)).toEqual([]);

    // Node opens its inspector on this signal: https://nodejs.org/docs/latest-v20.x/api/process.html#signal-events
    process.kill(app.pid, 'SIGUSR1');
    const ports = new Set<string>();
    const looking = setInterval(() => {
      for (const port of listeningPorts(app.pid)) ports.add(port);
    }, 10);
    const { err } = await app.quit();
    clearInterval(looking);
    expect([...ports]).toEqual([]);
    expect(err).not.toMatch(/Debugger listening|DevTools listening/);
  });
});

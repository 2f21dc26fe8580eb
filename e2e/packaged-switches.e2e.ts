import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Desktop, startDesktop } from './desktop/index.ts';
import type { Environment } from './desktop/processes.ts';
import { type Ended, listeningPorts, PlainUser } from './support/packaged-app.ts';

/** Everything that Chromium, Electron and Node take to open or weaken an app, given to the packaged one. */

let desktop: Desktop;
let user: PlainUser;
let executable: string;

test.beforeAll(async () => {
  desktop = await startDesktop({ trayHost: 'none', notificationServer: 'none', keyring: 'none' });
  user = await PlainUser.on(desktop);
  executable = await user.unpack();
});
test.afterAll(() => desktop?.stop());

/** Written out, not taken from the app's own table: what is missing there is missed here. */
const refused: readonly string[] = [
  '--remote-debugging-port=0',
  '--remote-debugging-port=45678',
  '--remote-debugging-pipe',
  '--remote-debugging-address=0.0.0.0',
  '--remote-allow-origins=*',
  '--enable-automation',
  '--inspect',
  '--inspect=127.0.0.1:0',
  '--inspect-brk=0',
  '--inspect-port=0',
  '--inspect_brk=0',
  '--debug',
  '--debug-brk',
  '--js-flags=--expose-gc',
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--disable-seccomp-filter-sandbox',
  '--disable-gpu-sandbox',
  '--allow-sandbox-debugging',
  '--single-process',
  '--in-process-gpu',
  '--renderer-cmd-prefix=/usr/bin/env',
  '--utility-cmd-prefix=/usr/bin/env',
  '--gpu-launcher=/usr/bin/env',
  '--browser-subprocess-path=/usr/bin/env',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-file-access-from-files',
  '--allow-running-insecure-content',
  '--unsafely-treat-insecure-origin-as-secure=http://example.com',
  '--disable-features=IsolateOrigins',
  '--enable-blink-features=FileSystem',
  '--enable-experimental-web-platform-features',
  '--load-extension=/tmp',
  '--disable-extensions-except=/tmp',
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=Entire screen',
  '--ignore-certificate-errors',
  '--ignore-certificate-errors-spki-list=AAAA',
  '--allow-insecure-localhost',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-pac-url=http://127.0.0.1:9/pac',
  '--proxy-bypass-list=*',
  '--no-proxy-server',
  '--host-rules=MAP * 127.0.0.1',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--auth-server-allowlist=*',
  '--log-net-log=net-log.json',
  '--net-log-capture-mode=IncludeSensitive',
  '--ssl-key-log-file=keys.log',
  '--enable-logging=file',
  '--log-file=chromium.log',
  '--log-level=0',
  '--v=1',
  '--vmodule=*=1',
  '--trace-startup',
  '--trace-startup-file=trace.json',
  '--crash-dumps-dir=/tmp',
  // Chromium takes one dash, and what stands after others.
  '-remote-debugging-port=0',
];

/** Chromium ends by itself: it has no sandbox without its zygote, nor, unpacked, without user namespaces. */
const impossible: readonly string[] = ['--no-zygote', '--disable-namespace-sandbox'];

const variables: readonly (readonly [string, string])[] = [
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['SSLKEYLOGFILE', 'keys.log'],
];

interface Attempt extends Ended {
  /** Addresses on which it ever listened. */
  readonly ports: readonly string[];
}

async function attempt(parameters: readonly string[], env: Environment = {}): Promise<Attempt> {
  const child = user.spawn(executable, parameters, env);
  const ports = new Set<string>();
  const look = () => {
    for (const port of listeningPorts(child.pid ?? 0)) ports.add(port);
  };
  const looking = setInterval(look, 20);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 20_000);
  try {
    return { ...(await user.endOf(child)), ports: [...ports] };
  } finally {
    clearInterval(looking);
    clearTimeout(giveUp);
  }
}

/** Nothing of the app's own has begun: no profile, no door for programs. */
function expectNothingBegun(): void {
  expect(existsSync(join(user.dataFolder, 'agent'))).toBe(false);
  expect(existsSync(join(user.dataFolder, 'bin'))).toBe(false);
  expect(readdirSync(user.home).filter((name) => /\.(log|json)$/.test(name))).toEqual([]);
}

for (const weakening of refused) {
  test(`refuses ${weakening}`, async () => {
    const { code, err, ports } = await attempt(['--hidden', weakening]);
    expect(ports).toEqual([]);
    expect({ code, err }).toMatchObject({ code: 2 });
    expect(err).toContain('Keycutter does not start this way');
    expect(err).not.toMatch(/Debugger listening|DevTools listening/);
    expectNothingBegun();
  });
}

for (const weakening of impossible) {
  test(`does not start with ${weakening}`, async () => {
    const { code, ports } = await attempt(['--hidden', weakening]);
    expect(ports).toEqual([]);
    expect(code).not.toBe(0);
    expectNothingBegun();
  });
}

for (const [name, value] of variables) {
  test(`refuses ${name}=${value} in the environment`, async () => {
    const { code, err, ports } = await attempt(['--hidden'], { [name]: value });
    expect(ports).toEqual([]);
    expect(code).toBe(2);
    expect(err).toContain(name);
    expectNothingBegun();
  });
}

test('is not led to another program by -e, -r or a folder', async () => {
  // Of Electron's default app and Node's command line; a packaged app has neither, and takes them for nothing.
  const app = await user.start(executable, [
    '--hidden',
    '-e',
    'process.exit(7)',
    '-r',
    '/nowhere.js',
    '/tmp',
  ]);
  expect(listeningPorts(app.pid)).toEqual([]);
  expect(await app.quit()).toMatchObject({ code: 0 });
});

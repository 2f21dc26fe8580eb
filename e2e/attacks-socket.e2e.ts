import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { RawClient } from '../electron/agent/testing/raw-client.ts';
import { agentFiles, agentProtocol, type EndpointFile, proofLabels } from '../shared/agent-protocol.ts';
import { explain } from '../shared/error-text.ts';
import { type AppError, appError } from '../shared/errors.ts';
import { en } from '../shared/words/en/index.ts';
import { type Desktop, isRoot, startDesktop } from './desktop/index.ts';
import { type Doors, type Ended, exportRenewing, openDoors, runInstalled } from './support/doors.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';

/** Both private sockets of the running app, met by whoever is not the keycutter command or the helper. */

if (!isRoot) console.log('Skipped: what another user of this machine can do is tried only as root.');

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let page: Page;
let doors: Doors;
let profileId: string;

const agentFile = (file: keyof typeof agentFiles) => join(keycutter.userData, agentFiles[file]);
const tokenFile = () => join(agentFile('tokens'), profileId);

test.beforeAll(async () => {
  desktop = await startDesktop();
  aws = await startAws();
  keycutter = await RunningKeycutter.start(desktop, { aws });
  page = await keycutter.window();
  profileId = await givenProfile(page, 'prod', recipe(await givenKey(page)));
  doors = await openDoors(keycutter);
  const section = { profileId, name: 'prod', kind: 'process', takeOver: false } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
});

test.afterAll(async () => {
  doors?.connection.close();
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

/** Whatever was tried, the command and the helper are served. */
test.afterEach(async () => {
  const [byCommand, byHelper] = await Promise.all([
    runInstalled(keycutter, 'keycutter', ['creds', 'prod']),
    runInstalled(keycutter, 'keycutter-credentials', [profileId]),
  ]);
  expect(byCommand).toMatchObject({ code: 0, err: '' });
  expect(byHelper).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(byHelper.out)).toEqual(JSON.parse(byCommand.out));
});

const expectSaid = ({ code, out, err }: Ended, error: AppError) => {
  const { what, next } = explain(error, en);
  expect({ code, out, err }).toEqual({ code: 4, out: '', err: `keycutter: ${what} ${next}\n` });
};

const noise: Readonly<Record<string, () => string | Uint8Array>> = {
  'random bytes': () => randomBytes(3_000),
  zeros: () => Buffer.alloc(100_000),
  'a web request': () => 'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'JSON that is no greeting': () => '[1,2,3]\n{"id":1,"command":"snapshot.get","input":{}}\n',
  'a greeting without a nonce': () => `{"hello":${agentProtocol},"version":"1"}\n`,
  'a line without an end': () => '{'.repeat(100_000),
  '1 MB in one header': () =>
    `GET /profiles/${profileId} HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`,
  'a deep nesting': () => `${'['.repeat(2_000)}\n`,
};

for (const [what, bytes] of Object.entries(noise)) {
  test(`hangs up on ${what}, on both sockets`, async () => {
    for (const path of [doors.endpoint.socket, doors.helperSocket]) {
      const client = await RawClient.connect(path);
      // The second line ends what is still waiting for an end.
      const heard = await client.send(bytes()).send('\r\n\r\n!\n').end();
      expect(heard).not.toMatch(/ASIA|"ok":true|SecretAccessKey/);
    }
  });
}

test('says who it is to a greeting, and no more without the proof', async () => {
  const nonce = randomBytes(32);
  const greeting = { hello: agentProtocol, version: '1', nonce: nonce.toString('base64') };
  const greeted = async () => {
    const client = await RawClient.connect(doors.endpoint.socket);
    const welcome = JSON.parse(await client.line(greeting).lines(1));
    client.heard = '';
    return { client, welcome };
  };
  const ask = { id: 1, command: 'credentials.get', input: { profile: 'prod', waitSeconds: 0 } };
  const { client, welcome } = await greeted();
  expect(Object.keys(welcome).sort()).toEqual(['nonce', 'proof', 'version']);
  // Its own proof given back, one under another secret, none.
  expect(await client.line({ proof: welcome.proof }).line(ask).end()).toBe('');
  const guessing = await greeted();
  const guess = createHmac('sha256', randomBytes(32))
    .update(proofLabels.client)
    .update(Buffer.from(guessing.welcome.nonce, 'base64'))
    .update(nonce)
    .digest('base64');
  expect(await guessing.client.line({ proof: guess }).line(ask).end()).toBe('');
  const silent = await greeted();
  expect(await silent.client.line(ask).end()).toBe('');
});

test('serves others while slow clients hold both sockets', async () => {
  const slow = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      RawClient.connect(index % 2 === 0 ? doors.endpoint.socket : doors.helperSocket),
    ),
  );
  for (const [index, client] of slow.entries()) client.send(index % 2 === 0 ? '{"hello"' : 'GET /');
  const dripping = setInterval(() => {
    for (const client of slow) client.send('x');
  }, 200);
  try {
    expect(answerOf(await doors.connection.call<object>('snapshot.get', {}))).toHaveProperty('revision');
    const helper = await runInstalled(keycutter, 'keycutter-credentials', [profileId]);
    expect(helper.code).toBe(0);
    for (const client of slow) expect(await client.end()).not.toMatch(/ASIA|"ok":true/);
  } finally {
    clearInterval(dripping);
    for (const client of slow) client.hangUp();
  }
});

test('the helper’s socket serves the profile’s own token only', async () => {
  const answer = async (headers: readonly string[], path = `/profiles/${profileId}`) => {
    const client = await RawClient.connect(doors.helperSocket);
    const lines = [`GET ${path} HTTP/1.1`, 'Host: keycutter', ...headers];
    return client.send(`${lines.join('\r\n')}\r\n\r\n`).end();
  };
  const right = readFileSync(tokenFile(), 'utf8').trim();
  const container = await exportRenewing(doors, 'prod');
  expect(await answer([right])).toContain('"AccessKeyId":"ASIA');
  const wrong: readonly (readonly [readonly string[], string?])[] = [
    [[]],
    [['Authorization: Bearer ']],
    [[`Authorization: Bearer ${'A'.repeat(43)}`]],
    [[`Authorization: Bearer ${container.token}`]],
    [[right, 'Origin: https://evil.example']],
    [[right], `/profiles/../profiles/${profileId}`],
    [[right], '/profiles/none'],
  ];
  for (const [headers, path] of wrong) {
    const refused = await answer(headers, path);
    expect(refused).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(refused).not.toMatch(/ASIA|SecretAccessKey/);
  }
});

test('another user of this machine gets nowhere', async () => {
  test.skip(!isRoot, 'Only root can become another user.');
  // As open as they may be where a person has opened them: only what the app itself made keeps the other one out.
  const above = [desktop.folder, desktop.home, desktop.temporary, dirname(dirname(doors.helperSocket))];
  const opened = [...above, keycutter.userData].map((path) => [path, statSync(path).mode] as const);
  for (const [path] of opened) chmodSync(path, 0o755);
  const { port, path } = await exportRenewing(doors, 'prod');
  const script = `
    const { readFileSync, readdirSync } = require('node:fs');
    const [uid, ...paths] = process.argv.slice(1);
    process.setgroups([]); process.setgid(Number(uid)); process.setuid(Number(uid));
    const said = (what, outcome) => console.log(what + ' ' + outcome);
    const files = paths.splice(2);
    for (const socket of paths) require('node:net').createConnection(socket)
      .on('connect', function () { said('socket', 'connected'); this.destroy(); })
      .on('error', ({ code }) => said('socket', code));
    for (const file of files) {
      try { readFileSync(file); said('file', 'read'); } catch ({ code }) { said('file', code); }
    }
    fetch('http://127.0.0.1:${port}${path}').then(({ status }) => said('endpoint', status));`;
  const files = [
    agentFile('endpoint'),
    agentFile('launch'),
    agentFile('credentialsSocket'),
    tokenFile(),
    join(keycutter.userData, 'sessions.vault'),
  ];
  const as = (uid: string) => {
    const given = ['-e', script, uid, doors.endpoint.socket, doors.helperSocket, ...files];
    const { stdout, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8', timeout: 30_000 });
    return [stderr, ...stdout.trim().split('\n').sort()];
  };
  // This process waits for that one: nobody but the app may be needed to answer it.
  const sockets = (outcome: string) => [`socket ${outcome}`, `socket ${outcome}`];
  try {
    const read = files.map(() => 'file read');
    expect(as('0')).toEqual(['', 'endpoint 403', ...read, ...sockets('connected')]);
    const denied = files.map(() => 'file EACCES');
    expect(as('65534')).toEqual(['', 'endpoint 403', ...denied, ...sockets('EACCES')]);
  } finally {
    for (const [folder, mode] of opened) chmodSync(folder, mode);
  }
});

/** What sits at a socket in place of the app. */
async function standIn(path: string, meet: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    meet(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

const newSocket = () => join(mkdtempSync(join(desktop.temporary, 'x-')), 's.sock');

/** While a file of the agent's says something else. */
async function withFile<Value>(file: string, text: string, act: () => Promise<Value>): Promise<Value> {
  renameSync(file, `${file}.aside`);
  writeFileSync(file, text, { mode: 0o600 });
  try {
    return await act();
  } finally {
    renameSync(`${file}.aside`, file);
  }
}

const endpointWith = (change: Partial<EndpointFile>) => JSON.stringify({ ...doors.endpoint, ...change });

for (const [which, protocol] of [
  ['an older', agentProtocol - 1],
  ['a newer', agentProtocol + 1],
] as const) {
  test(
    `an ${which} command says that it does not go with the app`.replace('an newer', 'a newer'),
    async () => {
      // The real command and the real app; between them its greeting is made that of another version.
      let heard = '';
      const between = await standIn(newSocket(), (socket) => {
        const app = createConnection(doors.endpoint.socket);
        app.on('error', () => socket.destroy());
        app.on('close', () => socket.end());
        app.pipe(socket);
        socket.on('data', (chunk) => {
          heard += chunk;
          app.write(String(chunk).replace(`"hello":${agentProtocol}`, `"hello":${protocol}`));
        });
      });
      try {
        const socket = String(between.address());
        const ended = await withFile(agentFile('endpoint'), endpointWith({ socket }), () =>
          runInstalled(keycutter, 'keycutter', ['creds', 'prod']),
        );
        const { appVersion } = doors.endpoint;
        expectSaid(ended, appError('app-other-version', { command: appVersion, app: appVersion }));
        expect(heard.trim().split('\n')).toHaveLength(1);
      } finally {
        between.close();
      }
    },
  );
}

test('a file of an app to come is not misread', async () => {
  const text = JSON.stringify({ format: 2, appVersion: '9.0.0', where: 'elsewhere' });
  const ended = await withFile(agentFile('endpoint'), text, () =>
    runInstalled(keycutter, 'keycutter', ['ls']),
  );
  const params = { command: doors.endpoint.appVersion, app: '9.0.0' };
  expectSaid(ended, appError('app-other-version', params));
});

test('a command tells nothing to who can’t prove to be the app', async () => {
  // It has seen a real app's welcome, and gives it out as its own.
  const watcher = await RawClient.connect(doors.endpoint.socket);
  const greeting = { hello: agentProtocol, version: '1', nonce: randomBytes(32).toString('base64') };
  const recorded = await watcher.line(greeting).lines(1);
  watcher.hangUp();
  for (const welcome of [recorded, '{"id":1,"answer":{"ok":true,"value":{}}}\n', 'garbage\n']) {
    let heard = '';
    const impostor = await standIn(newSocket(), (socket) => {
      socket.on('data', (chunk) => {
        heard += chunk;
        socket.write(welcome);
      });
    });
    try {
      const socket = String(impostor.address());
      const newKey = { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: 'x'.repeat(40) };
      for (const words of [
        ['creds', 'prod'],
        ['key', 'add', 'new'],
      ]) {
        heard = '';
        const ended = await withFile(agentFile('endpoint'), endpointWith({ socket }), () =>
          runInstalled(keycutter, 'keycutter', words, { input: JSON.stringify({ AccessKey: newKey }) }),
        );
        expectSaid(ended, appError('app-not-proven'));
        expect(heard).toMatch(/^\{"hello":1,"version":"[\w.-]+","nonce":"[\w+/]{43}="\}\n$/);
      }
    } finally {
      impostor.close();
    }
  }
});

test('the helper shows its token to no socket of another user’s', async () => {
  test.skip(!isRoot, 'Only root can make a socket another user’s.');
  let heard = '';
  const impostor = await standIn(newSocket(), (socket) => {
    socket.on('data', (chunk) => {
      heard += chunk;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}');
    });
  });
  const path = String(impostor.address());
  const run = () =>
    withFile(agentFile('credentialsSocket'), `${path}\n`, () =>
      runInstalled(keycutter, 'keycutter-credentials', [profileId]),
    );
  try {
    // While the socket is our own it is believed: the test would notice the token.
    expect((await run()).out).toBe('{}\n');
    expect(heard).toContain(readFileSync(tokenFile(), 'utf8').trim());
    heard = '';
    chownSync(path, 65_534, 65_534);
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('AccessKeyId');
    expect(heard).toBe('');
  } finally {
    impostor.close();
  }
});

test('what a killed app left behind leads nobody astray', async () => {
  test.slow();
  const { socket } = doors.endpoint;
  const left = readFileSync(agentFile('endpoint'), 'utf8');
  doors.connection.close();
  await keycutter.quit();
  // As after a crash whose process number somebody else has by now; in the socket's place sits an impostor.
  let heard = '';
  const impostor = await standIn(newSocket(), (client) => {
    client.on('data', (chunk) => {
      heard += chunk;
      client.write('garbage\n');
    });
  });
  const planted = JSON.parse(left) as EndpointFile;
  writeFileSync(
    agentFile('endpoint'),
    JSON.stringify({ ...planted, pid: process.pid, socket: String(impostor.address()) }),
  );
  expectSaid(await runInstalled(keycutter, 'keycutter', ['creds', 'prod']), appError('app-not-proven'));
  expect(heard).not.toContain('prod');
  impostor.close();

  keycutter = await RunningKeycutter.start(desktop, { aws, userData: keycutter.userData });
  page = await keycutter.window();
  doors = await openDoors(keycutter);
  expect(doors.endpoint.socket).not.toBe(socket);
  expect(doors.endpoint.secret).not.toBe(planted.secret);
});

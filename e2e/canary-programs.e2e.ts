import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { agentFiles } from '../shared/agent-protocol.ts';
import { demoAccessKeyId, demoAccount } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { findSecrets, newSecret, searchBytes, searchFolder, withSecret } from './support/canary.ts';
import { type Doors, exportRenewing, getCredentials, openDoors, runInstalled } from './support/doors.ts';
import { answerOf, givenProfile } from './support/given.ts';
import { watchProcesses } from './support/process-watch.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';

/** The life of a key that was in ~/.aws, and of what programs are handed: where each secret is, and where it is not. */

/** The long-term secret, as it was in `credentials`. */
const longTerm = newSecret();
/** No secret: a comment that stays in the file, and must be found there. */
const control = newSecret();
const controls = findSecrets({ control });
const longTerms = findSecrets({ longTerm });

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let page: Page;
let doors: Doors;
let credentialsFile: string;
let profileId: string;
let seenWhileMoving: readonly string[];
let output = Buffer.alloc(0);
/** Where each program that the helper starts writes down its arguments and its environment. */
let started: string;
let searchPath: string;

test.beforeAll(async () => {
  desktop = await startDesktop();
  mkdirSync(join(desktop.home, '.aws'));
  credentialsFile = join(desktop.home, '.aws/credentials');
  const keys = `aws_access_key_id = ${demoAccessKeyId}\naws_secret_access_key = ${longTerm}\n`;
  const comment = `# ${control}\n`;
  writeFileSync(credentialsFile, `[other]\nregion = eu-west-1\n\n${comment}[work]\n${keys}`, { mode: 0o600 });
  started = join(desktop.folder, 'log/started-programs');
  searchPath = recordingPath(join(desktop.folder, 'recorders'), started, ['curl', 'node', 'sleep', 'cat']);

  aws = await startAws({ account: withSecret(demoAccount, longTerm) });
  keycutter = await RunningKeycutter.start(desktop, { aws });
  for (const stream of [keycutter.app.process().stdout, keycutter.app.process().stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
    });
  page = await keycutter.window();
  doors = await openDoors(keycutter);
  seenWhileMoving = await moveKey();
});

test.afterAll(async () => {
  doors?.connection.close();
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

/** Programs of these names, each written down before it becomes the real one. */
function recordingPath(folder: string, log: string, names: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, '');
  for (const name of names) {
    const script = `#!/bin/sh\ncat /proc/$$/cmdline /proc/$$/environ >>'${log}'\nPATH=\${PATH#*:} exec ${name} "$@"\n`;
    writeFileSync(join(folder, name), script.replace('cat ', '/bin/cat '));
    chmodSync(join(folder, name), 0o755);
  }
  return `${folder}:${desktop.env.PATH}`;
}

/** In which files of the person's they are. */
const filesWith = (patterns: typeof controls) =>
  [
    ...new Set(searchFolder(desktop.folder, patterns).map((hit) => hit.slice(0, hit.lastIndexOf(': ')))),
  ].sort();

const run = (name: 'keycutter' | 'keycutter-credentials', ...words: readonly string[]) =>
  runInstalled(keycutter, name, words, { env: { PATH: searchPath } });

async function expectOnlyIn(files: readonly string[], secrets: Readonly<Record<string, string>>) {
  const patterns = findSecrets(secrets);
  expect(filesWith(patterns)).toEqual(files);
  expect(searchBytes('output', output, patterns)).toEqual([]);
  const snapshot = Buffer.from(JSON.stringify(await keycutter.snapshot()));
  expect(searchBytes('snapshot', snapshot, patterns)).toEqual([]);
  expect(searchBytes('started', readFileSync(started), patterns)).toEqual([]);
}

/** Answers with where the secret was to be seen meanwhile. */
async function moveKey(): Promise<readonly string[]> {
  const { found } = await watchProcesses({ longTerm }, async () => {
    const { digest } = answerOf(await page.evaluate(() => window.keycutter.awsFiles.preview({})));
    const importing = { digest, sections: ['work'] };
    answerOf(await page.evaluate((given) => window.keycutter.awsFiles.import(given), importing));
    expect(filesWith(longTerms), 'importing changes no file').toEqual([credentialsFile]);
    const moving = { section: 'work', serve: 'session-token' } as const;
    profileId = answerOf(await page.evaluate((given) => window.keycutter.awsFiles.moveKey(given), moving));
  });
  return found;
}

test('a key moved from ~/.aws into the keychain is in no file after that, also not in the backup', async () => {
  expect(seenWhileMoving).toEqual([]);
  await expectOnlyIn([], { longTerm });
  const folder = join(keycutter.userData, 'backups');
  const backups = readdirSync(folder).map((name) => join(folder, name));
  expect(backups.map((path) => statSync(path).mode & 0o777)).toEqual([0o600]);
  expect(readFileSync(backups[0] ?? '', 'utf8')).toContain('[work]');
  // What only looks like a secret stays where it is, and is not in the backup: there it might be one.
  expect(filesWith(controls)).toEqual([credentialsFile]);
  const items = await desktop.keyring.items('service', 'Keycutter');
  expect(items.filter(({ secret }) => secret === longTerm)).toHaveLength(1);
});

test('the helper and the command hand over a session, and show it to nobody else', async () => {
  const served = await run('keycutter-credentials', profileId);
  expect(served).toMatchObject({ code: 0, err: '' });
  const { SecretAccessKey, SessionToken } = JSON.parse(served.out);
  const secrets = { longTerm, secret: SecretAccessKey as string, token: SessionToken as string };
  const { value, found } = await watchProcesses({ ...secrets, control }, async () => {
    const outcomes: (readonly [number | null, string])[] = [];
    for (let round = 0; round < 8; round += 1) {
      for (const { code, out } of await Promise.all([
        run('keycutter-credentials', profileId),
        run('keycutter', 'creds', '--profile-id', profileId),
        run('keycutter', 'export', 'work', '--shell', 'json', '--by-value'),
        run('keycutter', 'ls', '--json'),
        run('keycutter', 'status'),
        // What it is to find, it finds, however short its life.
        runInstalled(keycutter, 'keycutter', ['profile', 'show', control]),
      ])) {
        outcomes.push([code, out]);
      }
    }
    return outcomes;
  });
  expect(found).toEqual(['cmdline: control, utf-8']);
  const handed = value.map(([code, out]) => [code, out.includes(secrets.secret)].join());
  expect(handed.slice(0, 6)).toEqual(['0,true', '0,true', '0,true', '0,false', '0,false', '1,false']);
  expect(value.filter(([, out]) => out.includes(longTerm))).toEqual([]);
  // The recorder was in use: curl was given the token's file, not the token.
  expect(readFileSync(started, 'latin1')).toContain(
    `@${join(keycutter.userData, agentFiles.tokens, profileId)}`,
  );
  await expectOnlyIn([], secrets);
});

test('exec gives a session to the program it runs, and to no other', async () => {
  const { value, found } = await watchProcesses({ longTerm }, () =>
    run('keycutter', 'exec', 'work', '--', 'sh', '-c', 'env; tr "\\0" "\\n" </proc/$PPID/environ >&2'),
  );
  expect(found).toEqual([]);
  expect(value.code).toBe(0);
  const [, secret = ''] = /^AWS_SECRET_ACCESS_KEY=(.+)$/m.exec(value.out) ?? [];
  expect(secret).toHaveLength(40);
  expect(value.err).not.toContain(secret);
  await expectOnlyIn([], { longTerm, secret });
});

test('the helper’s token is in one file of the owner’s only', async () => {
  const file = join(keycutter.userData, agentFiles.tokens, profileId);
  const token = readFileSync(file, 'utf8').trim().split(' ').at(-1) ?? '';
  expect(token).toHaveLength(43);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  const { found } = await watchProcesses({ token }, async () => {
    for (let round = 0; round < 10; round += 1) await run('keycutter-credentials', profileId);
  });
  expect(found).toEqual([]);
  await expectOnlyIn([file], { token });
});

test('a container token is kept as its hash, and the app’s own secret in one file', async () => {
  const { token } = await exportRenewing(doors, 'work');
  expect(token).toHaveLength(43);
  const shown = await run('keycutter', 'export', 'work', '--renewing', '--shell', 'bash');
  const [, shellToken = ''] = /AWS_CONTAINER_AUTHORIZATION_TOKEN='?([\w-]{43})/.exec(shown.out) ?? [];
  expect(shellToken).toHaveLength(43);
  await expectOnlyIn([], { token, shellToken });
  const hash = createHash('sha256').update(token).digest('hex');
  expect(filesWith([{ label: 'hash', bytes: Buffer.from(hash) }])).toEqual([
    join(keycutter.userData, 'grants.json'),
  ]);
  const endpoint = join(keycutter.userData, agentFiles.endpoint);
  expect(filesWith([{ label: 'secret', bytes: Buffer.from(doors.endpoint.secret) }])).toEqual([endpoint]);
});

async function writeStaticSection(): Promise<void> {
  const section = { profileId, name: 'plain', kind: 'static', takeOver: false } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
}

test('a static section holds the session for as long as it lives, and nothing else does', async () => {
  const { secretAccessKey, sessionToken } = answerOf(await getCredentials(doors, 'work'));
  const secrets = { secret: secretAccessKey, token: sessionToken ?? '' };
  await expectOnlyIn([], secrets);
  await writeStaticSection();
  await expectOnlyIn([credentialsFile], secrets);
  expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
  const stopping = { profileId };
  answerOf(await page.evaluate((given) => window.keycutter.sessions.stop(given), stopping));
  await until('the section is gone', async () => filesWith(findSecrets(secrets)).length === 0);

  const next = answerOf(await getCredentials(doors, 'work'));
  const nextSecrets = { next: next.secretAccessKey, nextToken: next.sessionToken ?? '' };
  await until('it is back with the next session', async () =>
    filesWith(findSecrets(nextSecrets)).includes(credentialsFile),
  );
  await expectOnlyIn([credentialsFile], nextSecrets);
  const removing = { name: 'plain', kind: 'static' } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.removeSection(given), removing));
  await expectOnlyIn([], nextSecrets);
});

test('a key that is served itself goes to who asked, and nowhere else', async () => {
  const { accessKeys } = await keycutter.snapshot();
  const source = { kind: 'access-key', keyId: accessKeys[0]?.id ?? '' } as const;
  const id = await givenProfile(page, 'raw', { kind: 'access-key', source, region: 'eu-west-1' });
  const section = { profileId: id, name: 'raw', kind: 'process', takeOver: false } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
  const { value, found } = await watchProcesses({ longTerm }, async () => {
    const all = [];
    for (let round = 0; round < 8; round += 1) {
      all.push(await run('keycutter-credentials', id), await run('keycutter', 'creds', 'raw'));
    }
    return all;
  });
  expect(value.map(({ out }) => JSON.parse(out).SecretAccessKey === longTerm)).toEqual(Array(16).fill(true));
  expect(found).toEqual([]);
  await expectOnlyIn([], { longTerm });
});

test('a rotated key leaves no trace either', async () => {
  const { value, found } = await watchProcesses({ longTerm }, () =>
    run('keycutter', 'key', 'rotate', 'work'),
  );
  expect(value, value.err).toMatchObject({ code: 0 });
  expect(found).toEqual([]);
  const items = await desktop.keyring.items('service', 'Keycutter');
  const rotated =
    items
      .find(({ secret }) => /^AKIA\w+ .{40}$/.test(secret))
      ?.secret.split(' ')
      .at(-1) ?? '';
  expect(rotated).toHaveLength(40);
  await expectOnlyIn([], { longTerm, rotated });
});

test('after the app has quit, no file has anything of a session', async () => {
  const { secretAccessKey, sessionToken } = answerOf(await getCredentials(doors, 'work'));
  const secrets = { secret: secretAccessKey, token: sessionToken ?? '' };
  await writeStaticSection();
  await until('the static section has it', async () =>
    filesWith(findSecrets(secrets)).includes(credentialsFile),
  );
  doors.connection.close();
  await keycutter.quit();
  expect(filesWith(findSecrets({ ...secrets, longTerm }))).toEqual([]);
  expect(existsSync(join(keycutter.userData, agentFiles.endpoint))).toBe(false);
  // The search looks where it should.
  const log = join(keycutter.userData, 'logs/keycutter.log');
  mkdirSync(join(log, '..'), { recursive: true });
  appendFileSync(log, control);
  expect(filesWith(controls)).toContain(log);
});

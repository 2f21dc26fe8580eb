import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result.ts';
import { hashedMachineId, machineId } from './leapp.ts';
import { InstalledOtherTools } from './other-tools.ts';
import { SecretCollections } from './secret-collections.ts';
import { lockedByLeapp } from './testing/leapp-file.ts';
import { missingForKeyring, type PrivateKeyring, startPrivateKeyring } from './testing/private-keyring.ts';
import { OtherProgram } from './testing/secret-collection.ts';
import { SilentPrompter } from './testing/silent-prompter.ts';

const missing = missingForKeyring();
if (missing.length > 0) console.warn(`Skipped, reading other tools' keyrings needs ${missing.join(', ')}.`);

const login = '/org/freedesktop/secrets/collection/login';

function value<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

/** As github.com/99designs/keyring writes an item of aws-vault. */
function vaultItem(name: string, credentials: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    Key: name,
    Data: Buffer.from(JSON.stringify(credentials)).toString('base64'),
    Label: `aws-vault (${name})`,
    Description: '',
  });
}

/** On a real gnome-keyring. */
describe.skipIf(missing.length > 0)('what other tools keep', () => {
  let desktop: PrivateKeyring;
  let program: OtherProgram;
  let tools: InstalledOtherTools;
  let home: string;
  let variables: Readonly<Record<string, string>>;

  beforeAll(async () => {
    desktop = await startPrivateKeyring();
    await desktop.keyring.start();
    program = new OtherProgram(desktop.address);
    home = await mkdtemp(join(tmpdir(), 'keycutter-other-tools-'));
    variables = { DBUS_SESSION_BUS_ADDRESS: desktop.address };
    tools = new InstalledOtherTools({ platform: 'linux', variables, home });
  });
  afterAll(async () => {
    tools.close();
    program.close();
    await desktop.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('is nothing where there is nothing', async () => {
    expect(value(await tools.read('aws-vault'))).toEqual({ place: null, items: [] });
    expect(value(await tools.read('leapp'))).toEqual({ place: null, items: [] });
  });

  describe('aws-vault', () => {
    let collection: string;
    beforeAll(async () => {
      collection = await program.makeCollection('awsvault');
      await program.keep(
        collection,
        'work',
        vaultItem('work', {
          AccessKeyID: 'AKIAIOSFODNN7EXAMPLE',
          SecretAccessKey: 'the·secret',
          SessionToken: '',
        }),
        { profile: 'work' },
      );
      await program.keep(collection, 'odd', 'not json', { profile: 'odd' });
      await program.keep(collection, 'sts.AssumeRole,d29yaw,,1700000000', '{}', { profile: 's' });
      await program.keep(collection, 'oidc:https://corp.awsapps.com/start', '{}', { profile: 'o' });
    });

    it('has its keys listed, without its sessions, and each read when it is taken', async () => {
      const { place, items } = value(await tools.read('aws-vault'));
      expect(place).toBe('Secret Service: awsvault');
      expect(items.map(({ name, becomes }) => [name, becomes])).toEqual([
        ['odd', 'access-key'],
        ['work', 'access-key'],
      ]);
      const [odd, work] = items;
      if (work?.take?.kind !== 'access-key' || odd?.take?.kind !== 'access-key') throw new Error('no key');
      const key = value(await work.take.read());
      expect(key.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
      expect(key.secretAccessKey.reveal()).toBe('the·secret');
      expect(JSON.stringify(items)).not.toContain('secret');
      expect(await odd.take.read()).toMatchObject({
        error: { code: 'other-tool-unreadable', params: { tool: 'aws-vault' } },
      });
    });

    it('names the keys of its file store, which it cannot read', async () => {
      const folder = join(home, '.awsvault', 'keys');
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, 'my%20key'),
        'eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJlbmMiOiJBMjU2R0NNIn0',
      );
      const { items } = value(await tools.read('aws-vault'));
      expect(items.at(-1)).toMatchObject({
        name: 'my key',
        becomes: null,
        take: null,
        problem: { code: 'other-tool-unreadable' },
      });
      await rm(folder, { recursive: true });
    });

    it('has the desktop asked when it is locked, and says so when nobody answers', async () => {
      await program.lock(collection);
      const prompter = new SilentPrompter();
      await prompter.open(desktop.address);
      const hurried = new SecretCollections({ environment: variables, patience: 300 });
      expect(await hurried.items('awsvault')).toMatchObject({ error: { code: 'keychain-locked' } });
      expect(prompter.asked).toBe(1);
      prompter.close();
      hurried.close();
    });
  });

  describe('Leapp', () => {
    beforeEach(async () => {
      const session = 'b5f6c0d2-8a53-4b0e-9a6d-0d2c3f7c9f10';
      const workspace = {
        _defaultRegion: 'eu-west-1',
        _sessions: [
          { sessionId: session, sessionName: 'me', type: 'awsIamUser', region: 'eu-central-1', status: 0 },
        ],
      };
      const id = await machineId('linux');
      if (id === null) throw new Error('no machine id');
      await mkdir(join(home, '.Leapp'), { recursive: true });
      await writeFile(join(home, '.Leapp', 'Leapp-lock.json'), lockedByLeapp(JSON.stringify(workspace), id));
      for (const [name, secret] of [
        ['access-key-id', 'AKIAIOSFODNN7EXAMPLE'],
        ['secret-access-key', 'leapp·secret'],
      ] as const) {
        const account = `${session}-iam-user-aws-session-${name}`;
        await program.keep(login, account, secret, { service: 'Leapp', account });
      }
    });

    it('has its sessions read from its file, and its keys from the keychain', async () => {
      const { place, items } = value(await tools.read('leapp'));
      expect(place).toBe(join(home, '.Leapp', 'Leapp-lock.json'));
      expect(items.map(({ name, becomes }) => [name, becomes])).toEqual([
        ['me', 'access-key'],
        ['me', 'session-token'],
      ]);
      const take = items[0]?.take;
      if (take?.kind !== 'access-key') throw new Error('no key');
      const key = value(await take.read());
      expect([key.accessKeyId, key.secretAccessKey.reveal()]).toEqual([
        'AKIAIOSFODNN7EXAMPLE',
        'leapp·secret',
      ]);
    });

    it('is not readable when it comes from another machine', async () => {
      const file = join(home, '.Leapp', 'Leapp-lock.json');
      await writeFile(file, lockedByLeapp('{}', hashedMachineId('another')));
      expect(await tools.read('leapp')).toMatchObject({ error: { code: 'other-tool-unreadable' } });
    });
  });

  it('cannot be reached without a Secret Service', async () => {
    const alone = new InstalledOtherTools({ platform: 'linux', variables: {}, home });
    expect(await alone.read('aws-vault')).toMatchObject({ error: { code: 'keychain-unavailable' } });
    alone.close();
  });
});

describe('where it cannot be read', () => {
  it.each(['win32'] as const)('says so: aws-vault on %s', async (platform) => {
    const tools = new InstalledOtherTools({ platform, variables: {}, home: '/nowhere' });
    expect(await tools.read('aws-vault')).toMatchObject({ error: { code: 'other-tool-unreadable' } });
  });
});

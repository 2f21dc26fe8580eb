import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../shared/result.ts';
import { Secret } from '../../../../shared/secret.ts';
import { expectValue, window } from '../../testing/fake-ports.ts';
import { codeOf, from, hour, minute, World } from '../../testing/world.ts';

const signers = (world: World) => world.sts.callers.map(({ credentials }) => credentials.accessKeyId);

describe('with a program as its source', () => {
  const command = 'vault-helper --account 1';
  const print = (world: World, output: object) =>
    world.bench.commandRunner.output.set(command, JSON.stringify({ Version: 1, ...output }));

  it('a long-term key that it prints signs the call, and it is run once for many', async () => {
    const world = await World.begin();
    print(world, { AccessKeyId: 'AKIAPRINTED', SecretAccessKey: 'printed' });
    const program = await world.profile('program', {
      kind: 'credential-process',
      source: { kind: 'command', command },
      region: 'eu-central-1',
    });
    const child = await world.role('child', from(program));
    expect(codeOf(await world.assume(program))).toBe('command-output-unreadable');
    expect((await Promise.all([1, 2, 3].map(() => world.assume(child)))).every(({ ok }) => ok)).toBe(true);
    expect(signers(world)).toEqual(['AKIAPRINTED']);
    expect(world.bench.commandRunner.ran).toHaveLength(2);
  });

  it('a session that it prints is kept for the calls of the next minutes', async () => {
    const world = await World.begin();
    const Expiration = new Date(world.bench.clock.trueTime() + hour).toISOString();
    print(world, { AccessKeyId: 'ASIAPRINTED', SecretAccessKey: 's', SessionToken: 't', Expiration });
    const program = await world.profile('program', {
      kind: 'credential-process',
      source: { kind: 'command', command },
      region: 'eu-central-1',
    });
    const children = [await world.role('one', from(program)), await world.role('two', from(program))];
    for (const id of children) expectValue(await world.assume(id));
    expect(world.bench.commandRunner.ran).toHaveLength(1);
    await world.bench.clock.pass(minute);
    expect(world.bench.commandRunner.ran).toHaveLength(1);
  });
});

describe('a token from elsewhere', () => {
  it('is read from its file, or printed by its program, for each call', async () => {
    let read = 0;
    const world = await World.begin({
      tokenFiles: {
        read: async () => {
          read += 1;
          return succeed(new Secret('file-token'));
        },
      },
    });
    world.bench.commandRunner.output.set('print-token', ' printed-token\n');
    const recipe = {
      kind: 'assume-role-with-web-identity',
      roleArn: 'arn:aws:iam::111122223333:role/web',
      region: 'eu-central-1',
      durationSeconds: 3_600,
      policyArns: [],
    } as const;
    const byFile = await world.profile('file', { ...recipe, source: { kind: 'token-file', path: '/token' } });
    const byCommand = await world.profile('command', {
      ...recipe,
      source: { kind: 'command', command: 'print-token' },
    });
    for (const id of [byFile, byCommand]) expectValue(await world.assume(id));
    const tokens = world.sts.otherRequests.map((request) => 'token' in request && request.token.reveal());
    expect(tokens).toEqual(['file-token', 'printed-token']);
    expect(read).toBe(1);
    world.bench.commandRunner.output.set('print-token', 'two words');
    expect(codeOf(await world.handlers.sessions.refresh({ profileId: byCommand }, window()))).toBe(
      'command-output-unreadable',
    );
    expect(world.stateOf(byCommand)).toBe('active');
  });
});

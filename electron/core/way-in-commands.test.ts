import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../shared/profile.ts';
import { settled } from './testing/fake-clock.ts';
import { expectValue, window } from './testing/fake-ports.ts';
import { codeOf, roleRecipe, samlMethod, serial, World } from './testing/world.ts';

const command = { client: 'command', signal: new AbortController().signal } as const;
const source = { kind: 'command', command: 'evil --now' } as const;
const process: Recipe = { kind: 'credential-process', source, region: 'eu-central-1' };
const tokenCommand: Recipe = {
  kind: 'assume-role-with-web-identity',
  source,
  roleArn: 'arn:aws:iam::111122223333:role/web',
  region: 'eu-central-1',
  durationSeconds: 3_600,
  policyArns: [],
};
const byCommand = { ...samlMethod, by: 'command', startUrl: '', command: 'evil --now' } as const;

/** Everything by which the window can have a program started. */
const ways: Readonly<Record<string, (world: World, client?: typeof command) => Promise<unknown>>> = {
  'a profile of credential_process': (world, client) =>
    world.handlers.profiles.save({ draft: { name: 'evil', recipe: process } }, client ?? window()),
  'a profile whose token a program prints': (world, client) =>
    world.handlers.profiles.save({ draft: { name: 'evil', recipe: tokenCommand } }, client ?? window()),
  'a sign-in by a program': (world, client) =>
    world.handlers.signIns.save(
      { draft: { name: 'evil', method: byCommand }, clientSecret: 'x' },
      client ?? window(),
    ),
  'codes from a program': (world, client) =>
    world.handlers.mfaDevices.keepCommand({ serial, command: 'evil --now' }, client ?? window()),
};

describe('a program that the window names', () => {
  for (const [way, save] of Object.entries(ways)) {
    it(`${way}: is confirmed outside it, and refused nothing is saved`, async () => {
      const world = await World.begin();
      const entries = new Map(world.bench.secretStore.entries);
      const before = JSON.stringify(world.bench.profileStore.saved);
      world.bench.confirms = false;
      expect(await save(world)).toMatchObject({ error: { code: 'command-not-confirmed' } });
      expect(world.bench.confirmed).toEqual(['evil --now']);
      expect(JSON.stringify(world.bench.profileStore.saved)).toBe(before);
      expect(world.bench.secretStore.entries).toEqual(entries);
      expect(world.bench.commandRunner.ran).toEqual([]);
      world.bench.confirms = true;
      expect(await save(world)).toMatchObject({ ok: true });
    });

    it(`${way}: is the person’s own word where they type it in a terminal`, async () => {
      const world = await World.begin();
      world.bench.confirms = false;
      expect(await save(world, command)).toMatchObject({ ok: true });
      expect(world.bench.confirmed).toEqual([]);
    });
  }

  it('is not asked about again while it stays the same, but when it changes in the least', async () => {
    const world = await World.begin();
    const id = expectValue(
      await world.handlers.profiles.save({ draft: { name: 'one', recipe: process } }, window()),
    );
    await world.profile('renamed', process, id);
    expect(world.bench.confirmed).toHaveLength(1);
    world.bench.confirms = false;
    const changed: Recipe = { ...process, source: { kind: 'command', command: 'evil  --now' } };
    expect(codeOf(await world.tryProfile('renamed', changed, id))).toBe('command-not-confirmed');
    // Another profile with the same program is another use of it.
    expect(codeOf(await world.tryProfile('two', process))).toBe('command-not-confirmed');
    await settled();
    expect(world.now.profiles).toMatchObject([{ name: 'renamed', recipe: process }]);

    world.bench.confirms = true;
    const signInId = await world.signIn(byCommand, 'corporate');
    world.bench.confirms = false;
    const draft = { name: 'other name', method: byCommand };
    expectValue(await world.handlers.signIns.save({ id: signInId, draft }, window()));
    const other = { ...draft, method: { ...byCommand, command: 'evil --later' } };
    expect(codeOf(await world.handlers.signIns.save({ id: signInId, draft: other }, window()))).toBe(
      'command-not-confirmed',
    );
  });

  it('is not asked about where none is started', async () => {
    const world = await World.begin();
    world.bench.confirms = false;
    await world.profile('plain', roleRecipe(world.keyId, 'plain'));
    await world.signIn(samlMethod);
    expectValue(await world.handlers.mfaDevices.keepSeed({ serial, seed: 'seed' }, window()));
    expect(world.bench.confirmed).toEqual([]);
  });
});

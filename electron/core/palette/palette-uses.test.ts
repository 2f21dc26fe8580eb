import { describe, expect, it } from 'vitest';
import { frecencyHalfLife } from '../../../shared/frecency.ts';
import type { CallContext } from '../../../shared/ipc-contract.ts';
import type { UsesDocument } from '../store-ports.ts';
import { settled } from '../testing/fake-clock.ts';
import { FakeDocumentStore, window } from '../testing/fake-ports.ts';
import { testProfile } from '../testing/test-snapshot.ts';
import { codeOf, hour, World } from '../testing/world.ts';
import { PaletteUses } from './palette-uses.ts';

const tray: CallContext = { client: 'tray', signal: new AbortController().signal };
const command: CallContext = { client: 'command', signal: new AbortController().signal };

const used = ({ now: { uses } }: World) => uses.map(({ profileId, verb }) => [profileId, verb]);

describe('uses', () => {
  it('are counted for what a person does in the window and the tray, once it is done', async () => {
    const world = await World.begin();
    const { sessions } = world.handlers;
    const prod = await world.role('prod');
    await sessions.assume({ profileId: prod }, window());
    await sessions.copy({ profileId: prod, format: 'bash' }, tray);
    await sessions.openConsole({ profileId: prod }, window());
    await settled();
    expect(used(world)).toEqual([
      [prod, 'console'],
      [prod, 'copy'],
      [prod, 'assume'],
    ]);
    expect(codeOf(await sessions.check({ profileId: 'nobody' }, window()))).toBe('profile-not-found');
    await sessions.assume({ profileId: prod }, tray);
    await settled();
    expect(world.now.uses).toHaveLength(3);
    expect(world.now.uses.find(({ verb }) => verb === 'assume')?.score).toBeCloseTo(2, 3);
  });

  it('are not counted for programs, which cannot add any either', async () => {
    const world = await World.begin();
    const prod = await world.role('prod');
    await world.handlers.sessions.assume({ profileId: prod }, command);
    await world.serve(prod);
    const put = await world.handlers.palette.used({ profileId: prod, verb: 'stop' }, command);
    await settled();
    expect(codeOf(put)).toBe('client-not-allowed');
    expect(world.now.uses).toEqual([]);
  });

  it('fade, survive a restart, and go with their profile', async () => {
    const world = await World.begin();
    const [prod, old] = [await world.role('prod'), await world.role('old')];
    const { palette } = world.handlers;
    await palette.used({ profileId: old, verb: 'edit' }, window());
    await palette.used({ profileId: null, verb: 'settings' }, window());
    await world.bench.clock.pass(frecencyHalfLife);
    await palette.used({ profileId: old, verb: 'edit' }, window());
    await palette.used({ profileId: prod, verb: 'show' }, window());
    await settled();
    expect(world.now.uses.find(({ verb }) => verb === 'edit')?.score).toBe(1.5);

    const before = world.now.uses;
    await world.restart();
    expect(world.now.uses).toEqual(before);

    await world.handlers.profiles.remove({ id: old }, window());
    await settled();
    expect(used(world)).toEqual([
      [prod, 'show'],
      [null, 'settings'],
    ]);
    expect(world.bench.useStore.load().document.uses).toEqual(world.now.uses);
  });

  it('are refused for what is not there', async () => {
    const world = await World.begin();
    const answer = await world.handlers.palette.used({ profileId: 'nobody', verb: 'edit' }, window());
    expect(codeOf(answer)).toBe('profile-not-found');
    expect(world.now.uses).toEqual([]);
  });
});

describe('what is kept', () => {
  const kept = (profile: (id: string) => ReturnType<typeof testProfile> | null) => {
    let now = hour;
    const store = new FakeDocumentStore<UsesDocument>({ uses: [] });
    const clock = { now: () => now, uptime: () => now, setTimer: () => () => {} };
    const uses = new PaletteUses({ clock, store, profile, onChanged: () => {} }, []);
    return {
      uses,
      stored: () => store.load().document.uses,
      pass: (by: number) => {
        now += by;
      },
    };
  };

  it('is the 300 used most, the latest always among them', () => {
    const { uses, pass } = kept((id) => testProfile(id));
    for (let index = 0; index < 320; index += 1) {
      // Only the first ten are used more than once.
      for (let times = index < 10 ? 3 : 1; times > 0; times -= 1)
        uses.used({ profileId: `p${index}`, verb: 'copy' });
      pass(hour);
    }
    const ids = uses.views().map(({ profileId }) => profileId);
    expect(ids).toHaveLength(300);
    expect(ids[0]).toBe('p319');
    for (let index = 0; index < 10; index += 1) expect(ids).toContain(`p${index}`);
    expect(ids).not.toContain('p12');
  });

  it('is nothing of the demo account, nor of profiles that are gone', () => {
    const there = new Set(['demo', 'prod']);
    const { uses, stored } = kept((id) => (there.has(id) ? testProfile(id, { demo: id === 'demo' }) : null));
    uses.used({ profileId: 'demo', verb: 'copy' });
    uses.used({ profileId: 'prod', verb: 'copy' });
    expect(uses.views()).toHaveLength(2);
    expect(stored().map(({ profileId }) => profileId)).toEqual(['prod']);
    there.delete('demo');
    uses.used({ profileId: null, verb: 'settings' });
    expect(uses.views().map(({ profileId }) => profileId)).toEqual([null, 'prod']);
  });
});

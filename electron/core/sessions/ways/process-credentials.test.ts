import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Secret } from '../../../../shared/secret.ts';
import { expectValue, window } from '../../testing/fake-ports.ts';
import { codeOf, hour, minute, World } from '../../testing/world.ts';

const command = 'helper --profile work --secret hunter2';
const signal = new AbortController().signal;

async function withProgram(output: unknown) {
  const world = await World.begin();
  const id = await world.profile('program', {
    kind: 'credential-process',
    source: { kind: 'command', command },
    region: 'eu-central-1',
  });
  prints(world, output);
  return { world, id };
}

function prints(world: World, output: unknown) {
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  world.bench.commandRunner.output.set(command, text);
}

function session(world: World | null, overrides: object = {}) {
  const now = world?.bench.clock.trueTime() ?? Date.UTC(2026, 4, 4, 9);
  return {
    Version: 1,
    AccessKeyId: 'ASIAPRINTED',
    SecretAccessKey: 'printed',
    SessionToken: 'token',
    Expiration: new Date(now + hour).toISOString(),
    ...overrides,
  };
}

describe('what a program prints', () => {
  it('is a session, served with its own end', async () => {
    const { world, id } = await withProgram(session(null));
    const view = expectValue(await world.assume(id));
    expect(view).toMatchObject({ accessKeyId: 'ASIAPRINTED', expiresAt: world.bench.clock.now() + hour });
    expect(expectValue(await world.serve(id)).sessionToken?.reveal()).toBe('token');
  });

  it('is asked for once, however many want it, and anew in time', async () => {
    const { world, id } = await withProgram(session(null));
    const all = await Promise.all(Array.from({ length: 50 }, () => world.assume(id)));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(world.bench.commandRunner.ran).toEqual([command]);
    await world.bench.clock.pass(44 * minute);
    prints(world, session(world, { AccessKeyId: 'ASIANEXT' }));
    await world.bench.clock.pass(2 * minute);
    expect(world.session(id)?.accessKeyId).toBe('ASIANEXT');
    expect(world.bench.commandRunner.ran).toHaveLength(2);
  });

  it('that is the same until its end is asked for a few times, not without a pause', async () => {
    const { world, id } = await withProgram(session(null));
    expectValue(await world.assume(id));
    await world.bench.clock.pass(2 * hour);
    expect(world.bench.commandRunner.ran.length).toBeLessThan(30);
  });

  it('that is over already, or a long-term key, is no session, and says which', async () => {
    const { world, id } = await withProgram(session(null, { Expiration: '2020-01-01T00:00:00Z' }));
    expect(await world.assume(id)).toMatchObject({
      error: { code: 'command-output-unreadable', params: { reason: 'output-over' } },
    });
    prints(world, { Version: 1, AccessKeyId: 'AKIAPRINTED', SecretAccessKey: 'printed' });
    const refused = await world.assume(id);
    expect(refused).toMatchObject({
      error: { code: 'command-output-unreadable', params: { program: 'helper' } },
    });
    expect(JSON.stringify(refused)).toContain('long-term');
  });

  it('keeps what is held when it fails later, and shows neither its output nor its arguments', async () => {
    const { world, id } = await withProgram(session(null));
    expectValue(await world.assume(id));
    prints(world, 'Enter your password: swordfish');
    const refreshed = await world.handlers.sessions.refresh({ profileId: id }, window());
    expect(codeOf(refreshed)).toBe('command-output-unreadable');
    expect(codeOf(await world.serve(id))).toBe('ok');
    const shown = JSON.stringify([refreshed, world.now.activity, world.now.sessions]);
    expect(shown).not.toMatch(/hunter2|swordfish/);
  });

  const malformed: readonly (readonly [string, object | string])[] = [
    ['no JSON', 'AWS_ACCESS_KEY_ID=x'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['another Version', session(null, { Version: 2 })],
    ['a Version in quotes', session(null, { Version: '1' })],
    ['no AccessKeyId', session(null, { AccessKeyId: undefined })],
    ['an empty AccessKeyId', session(null, { AccessKeyId: '' })],
    ['an empty SecretAccessKey', session(null, { SecretAccessKey: '' })],
    ['a number for a secret', session(null, { SecretAccessKey: 7 })],
    ['a SessionToken that is no text', session(null, { SessionToken: 7 })],
    ['no Expiration', session(null, { Expiration: undefined })],
    ['an Expiration without a zone', session(null, { Expiration: '2099-01-01T00:00:00' })],
    ['an Expiration that is no time', session(null, { Expiration: 'soonZ' })],
  ];
  for (const [what, output] of malformed) {
    it(`${what}: refused`, async () => {
      const { world, id } = await withProgram(output);
      expect(codeOf(await world.assume(id))).toBe('command-output-unreadable');
      expect(codeOf(await world.serve(id))).toBe('command-output-unreadable');
    });
  }

  it('whatever it is: a whole session that lives, or a failure in words', async () => {
    const { world, id } = await withProgram('');
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom('', null, 1, '1', '2099-01-01T00:00:00Z'));
    const output = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          { Version: odd, AccessKeyId: odd, SecretAccessKey: odd, SessionToken: odd, Expiration: odd },
          { requiredKeys: [] },
        )
        .map((broken) => JSON.stringify({ ...session(null), ...broken })),
    );
    await fc.assert(
      fc.asyncProperty(output, async (text) => {
        prints(world, text);
        await world.handlers.sessions.stop({ profileId: id }, window());
        const answer = await world.serve(id);
        if (!answer.ok) {
          expect(answer.error.code).toBe('command-output-unreadable');
          return;
        }
        const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer.value;
        const revealed = [secretAccessKey, sessionToken].map(
          (secret: Secret | null) => secret?.reveal() ?? '',
        );
        expect([accessKeyId, ...revealed].every((value) => value !== '')).toBe(true);
        expect(expiration ?? 0).toBeGreaterThan(world.bench.clock.trueTime());
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('one who leaves', () => {
  it('ends the program when nobody waits any more, and takes nothing from others', async () => {
    const world = await World.begin({
      commandRunner: {
        run: (_command, _options, aborted) =>
          new Promise((resolve) => {
            ran.push(aborted);
            aborted.addEventListener('abort', () =>
              resolve({ ok: false, error: { code: 'cancelled', params: {} } }),
            );
          }),
      },
    });
    const ran: AbortSignal[] = [];
    const source = { kind: 'command', command } as const;
    const recipe = { kind: 'credential-process', source, region: 'eu-central-1' } as const;
    const ids = [await world.profile('one', recipe), await world.profile('two', recipe)];
    const leaving = [new AbortController(), new AbortController()] as const;
    const asked = ids.map((id, index) => world.assume(id, undefined, leaving[index]?.signal ?? signal));
    await world.bench.clock.pass(1);
    expect(ran).toHaveLength(1);
    leaving[0].abort();
    await world.bench.clock.pass(1);
    expect(ran[0]?.aborted).toBe(false);
    leaving[1].abort();
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['cancelled', 'cancelled']);
    expect(ran[0]?.aborted).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { QuitGate } from './quit-gate.ts';

function gate(questioned: boolean) {
  const world = { questioned, asked: 0, quits: 0, answer: (_yes: boolean) => {} };
  const gate = new QuitGate({
    isQuestioned: () => world.questioned,
    ask: () => {
      world.asked += 1;
      return new Promise((resolve) => {
        world.answer = resolve;
      });
    },
    quit: () => {
      world.quits += 1;
    },
  });
  return { world, gate };
}

describe('Quit', () => {
  it('ends at once where nobody would lose by it', () => {
    const { world, gate: quit } = gate(false);
    expect(quit.passes()).toBe(true);
    expect(world.asked).toBe(0);
  });

  it('ends after a yes, without another question', async () => {
    const { world, gate: quit } = gate(true);
    expect(quit.passes()).toBe(false);
    world.answer(true);
    await Promise.resolve();
    expect(world.quits).toBe(1);
    expect(quit.passes()).toBe(true);
    expect(world.asked).toBe(1);
  });

  it('does not end after a no, and asks again the next time', async () => {
    const { world, gate: quit } = gate(true);
    quit.passes();
    world.answer(false);
    await Promise.resolve();
    expect(world.quits).toBe(0);
    expect(quit.passes()).toBe(false);
    expect(world.asked).toBe(2);
  });

  it('a signal, a reset and the end of the session are not asked about', () => {
    const { world, gate: quit } = gate(true);
    quit.quitNow();
    quit.quitNow();
    expect(world.quits).toBe(1);
    expect(quit.passes()).toBe(true);
    expect(world.asked).toBe(0);
  });
});

import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createPower } from './power.ts';

describe('createPower', () => {
  it('tells of one wake-up once, at once, to everyone', () => {
    const native = new EventEmitter();
    let uptime = 1_000;
    const power = createPower(native, () => uptime);
    const told: string[] = [];
    power.onResume(() => told.push('first'));
    power.onResume(() => told.push('second'));
    native.emit('resume');
    expect(told).toEqual(['first', 'second']);
    uptime += 20;
    native.emit('resume');
    uptime += 20;
    native.emit('unlock-screen');
    expect(told).toHaveLength(2);
    uptime += 60_000;
    native.emit('unlock-screen');
    expect(told).toHaveLength(4);
  });
});

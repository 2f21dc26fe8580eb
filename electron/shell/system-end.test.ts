import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { quitWithSystem } from './system-end.ts';

function setUp() {
  const power = new EventEmitter();
  const windows = new EventEmitter();
  const did: string[] = [];
  quitWithSystem(power, windows, () => did.push('quit'));
  return { power, windows, did };
}

describe('quitWithSystem', () => {
  it('asks a system that shuts down to wait, and quits', () => {
    const { power, did } = setUp();
    power.emit('shutdown', { preventDefault: () => did.push('wait') });
    expect(did).toEqual(['wait', 'quit']);
  });

  it('quits when Windows ends the session of a window', () => {
    const { windows, did } = setUp();
    const window = new EventEmitter();
    windows.emit('browser-window-created', {}, window);
    window.emit('session-end');
    expect(did).toEqual(['quit']);
  });
});

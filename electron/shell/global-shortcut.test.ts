import { beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors.ts';
import { GlobalShortcut } from './global-shortcut.ts';

class Bench {
  readonly held = new Map<string, () => void>();
  readonly taken = new Set<string>();
  readonly problems: (AppError | null)[] = [];
  pressed = 0;

  shortcut(isWayland = false): GlobalShortcut {
    return new GlobalShortcut({
      native: {
        register: (accelerator, callback) => {
          if (accelerator.includes('Meta')) throw new TypeError('conversion failure');
          if (this.taken.has(accelerator)) return false;
          this.held.set(accelerator, callback);
          return true;
        },
        unregister: (accelerator) => void this.held.delete(accelerator),
      },
      isWayland,
      onPressed: () => {
        this.pressed += 1;
      },
      onProblem: (problem) => void this.problems.push(problem),
    });
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe('GlobalShortcut', () => {
  it('holds the keys that are set, only those, and none at the end', () => {
    const shortcut = bench.shortcut();
    shortcut.set('Super+Shift+K');
    bench.held.get('Super+Shift+K')?.();
    expect(bench.pressed).toBe(1);
    shortcut.set('Alt+Space');
    expect([...bench.held.keys()]).toEqual(['Alt+Space']);
    shortcut.set('');
    expect([...bench.held.keys()]).toEqual([]);
    shortcut.set('Alt+Space');
    shortcut.close();
    expect([...bench.held.keys()]).toEqual([]);
    expect(bench.problems).toEqual([null, null, null, null]);
  });

  it('asks for nothing anew when nothing changed', () => {
    const shortcut = bench.shortcut();
    shortcut.set('');
    shortcut.set('Alt+Space');
    shortcut.set('Alt+Space');
    expect(bench.problems).toHaveLength(1);
  });

  it.each(['Alt+Space', 'Meta+K'])(
    'tells that %s cannot be had, and takes nothing of another program’s away',
    (keys) => {
      bench.taken.add('Alt+Space');
      const shortcut = bench.shortcut();
      shortcut.set(keys);
      expect(bench.problems).toEqual([expect.objectContaining({ code: 'shortcut-taken', params: { keys } })]);
      bench.held.set(keys, () => {});
      shortcut.close();
      expect([...bench.held.keys()]).toEqual([keys]);
    },
  );

  it('does not try on Wayland', () => {
    const shortcut = bench.shortcut(true);
    shortcut.set('Alt+Space');
    expect(bench.held.size).toBe(0);
    expect(bench.problems).toEqual([expect.objectContaining({ code: 'shortcut-not-supported' })]);
    shortcut.set('');
    expect(bench.problems.at(-1)).toBeNull();
  });
});

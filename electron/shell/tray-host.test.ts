import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../core/testing/fake-clock.ts';
import { lastingTrayHost, type TrayHost, TrayReach } from './tray-host.ts';

class FakeHost implements TrayHost {
  there: boolean | null = true;
  shown: boolean | null = true;
  changed = () => {};
  isThere = () => this.there;
  onChanged = (listener: () => void) => {
    this.changed = listener;
  };
  start = async () => {};
  showsIconOf = async () => this.shown;
  close = () => {};

  becomes(there: boolean | null): void {
    this.there = there;
    this.changed();
  }
}

class Bench {
  readonly host = new FakeHost();
  readonly clock = new FakeClock();
  readonly done: string[] = [];

  async start(host: TrayHost = this.host): Promise<void> {
    await new TrayReach({
      host,
      clock: this.clock,
      processId: 42,
      recreate: () => void this.done.push('made anew'),
      rest: () => void this.done.push('in the taskbar'),
      onKnown: (there) => void this.done.push(`tray: ${there}`),
    }).start();
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe('TrayReach', () => {
  it('leaves an icon that is shown alone, also after its panel was restarted', async () => {
    await bench.start();
    await bench.clock.pass(60_000);
    bench.host.becomes(false);
    await bench.clock.pass(5_000);
    bench.host.becomes(true);
    await bench.clock.pass(60_000);
    expect(bench.done).toEqual(['tray: true', 'tray: false', 'tray: true']);
  });

  it('makes an icon anew that was made before the panel', async () => {
    bench.host.there = false;
    await bench.start();
    await bench.clock.pass(4_000);
    bench.host.shown = false;
    bench.host.becomes(true);
    await bench.clock.pass(10_000);
    expect(bench.done).toEqual(['tray: false', 'tray: true', 'made anew']);
  });

  it('puts the window into the taskbar when no panel comes', async () => {
    bench.host.there = false;
    await bench.start();
    await bench.clock.pass(9_999);
    expect(bench.done).toEqual(['tray: false']);
    await bench.clock.pass(1);
    expect(bench.done).toEqual(['tray: false', 'in the taskbar']);
  });

  it('does nothing where nobody tells', async () => {
    bench.host.there = null;
    bench.host.shown = null;
    await bench.start();
    await bench.clock.pass(60_000);
    bench.host.becomes(true);
    await bench.clock.pass(60_000);
    expect(bench.done).toEqual(['tray: null', 'tray: true']);
  });

  it('takes macOS and Windows at their word', async () => {
    await bench.start(lastingTrayHost);
    await bench.clock.pass(60_000);
    expect(bench.done).toEqual(['tray: true']);
  });
});

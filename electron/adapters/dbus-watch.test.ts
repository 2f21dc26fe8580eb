import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bus, BusSignal } from './dbus.ts';
import { BusWatch } from './dbus-watch.ts';

const news: BusSignal = { path: '/', interface: 'org.example', member: 'Changed', body: [] };

/** A bus whose answers the test gives. */
class Bench {
  readonly told: (string | null)[] = [];
  readonly questions: { answer(value: string): void; fail(): void }[] = [];
  signal: (signal: BusSignal | null) => void = () => {};
  closed = false;
  readonly watch: BusWatch<string | null>;

  constructor() {
    const bus: Pick<Bus, 'listen' | 'close'> = {
      listen: (listener) => {
        this.signal = listener;
        return () => {};
      },
      close: () => {
        this.closed = true;
      },
    };
    this.watch = new BusWatch<string | null>({
      bus: bus as Bus,
      first: null,
      ask: () =>
        new Promise((resolve, reject) => {
          this.questions.push({ answer: resolve, fail: () => reject(new Error('No answer.')) });
        }),
      unanswered: 'nobody',
      isNews: ({ member }) => member === 'Changed',
      waits: [1_000, 5_000],
    });
    this.watch.onChanged(() => this.told.push(this.watch.value));
  }

  async answers(value: string): Promise<void> {
    this.questions.at(-1)?.answer(value);
    await vi.advanceTimersByTimeAsync(0);
  }

  async fails(): Promise<void> {
    this.questions.at(-1)?.fail();
    await vi.advanceTimersByTimeAsync(0);
  }
}

let bench: Bench;
beforeEach(() => {
  vi.useFakeTimers();
  bench = new Bench();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('BusWatch', () => {
  it('asks when a signal says so, and tells of what is another', async () => {
    void bench.watch.start();
    expect(bench.watch.value).toBeNull();
    await bench.answers('one');
    bench.signal({ ...news, member: 'Other' });
    expect(bench.questions).toHaveLength(1);
    bench.signal(news);
    await bench.answers('one');
    bench.signal(news);
    await bench.answers('two');
    expect(bench.told).toEqual(['one', 'two']);
  });

  it('heeds the answer to the newest question, in whatever order they come', async () => {
    void bench.watch.start();
    bench.signal(news);
    await bench.answers('new');
    bench.questions[0]?.answer('old');
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.told).toEqual(['new']);
  });

  it('asks again where nobody answered, each time later, and then leaves it', async () => {
    void bench.watch.start();
    await bench.fails();
    expect(bench.watch.value).toBe('nobody');
    await vi.advanceTimersByTimeAsync(1_000);
    await bench.fails();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(bench.questions).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    await bench.fails();
    expect(bench.questions).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
    // Whoever is there after all, says so.
    bench.signal(news);
    await bench.answers('late');
    expect(bench.told).toEqual(['nobody', 'late']);
  });

  it('takes a lost bus and the question it cost for one failure, and connects anew', async () => {
    void bench.watch.start();
    await bench.answers('one');
    bench.signal(news);
    bench.signal(null);
    await bench.fails();
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await bench.answers('back');
    expect(bench.told).toEqual(['one', 'nobody', 'back']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('closed, it is news to nobody', async () => {
    void bench.watch.start();
    await bench.fails();
    bench.watch.close();
    expect([bench.closed, vi.getTimerCount()]).toEqual([true, 0]);
    bench.signal(news);
    bench.signal(null);
    await bench.answers('late');
    expect([bench.told, vi.getTimerCount()]).toEqual([['nobody'], 0]);
  });
});

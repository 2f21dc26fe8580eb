import { EventEmitter } from 'node:events';
import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../core/testing/fake-clock.ts';
import { watchSilently } from './sign-in-window-silent.ts';

class FakeContents extends EventEmitter {
  loading = false;

  isLoadingMainFrame(): boolean {
    return this.loading;
  }

  start(): void {
    this.loading = true;
    this.emit('did-start-loading');
  }

  stop(): void {
    this.loading = false;
    this.emit('did-stop-loading');
  }
}

let clock: FakeClock;
let contents: FakeContents;
let ended: string[];
let stop: () => void;

beforeEach(() => {
  clock = new FakeClock();
  contents = new FakeContents();
  ended = [];
  stop = watchSilently(contents, clock, {
    needed: () => void ended.push('needed'),
    timedOut: () => void ended.push('timed out'),
  });
  contents.start();
});

it('a page that stays wants the person', async () => {
  contents.stop();
  await clock.pass(2_999);
  expect(ended).toEqual([]);
  await clock.pass(1);
  expect(ended).toEqual(['needed']);
});

it('one that sends on goes on', async () => {
  for (let page = 0; page < 5; page += 1) {
    contents.stop();
    await clock.pass(2_000);
    contents.start();
  }
  expect(ended).toEqual([]);
});

it('one that sends on for ever wants the person; one that never comes has timed out', async () => {
  await clock.pass(18_000);
  contents.stop();
  await clock.pass(2_000);
  expect(ended).toEqual(['needed']);

  ended.length = 0;
  watchSilently(contents, clock, { needed: () => undefined, timedOut: () => void ended.push('timed out') });
  contents.start();
  await clock.pass(20_000);
  expect(ended).toEqual(['timed out']);
});

it('ends with the try', async () => {
  contents.stop();
  stop();
  await clock.pass(60_000);
  expect(ended).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

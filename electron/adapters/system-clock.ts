import { uptime } from 'node:os';
import type { Clock } from '../core/ports.ts';

/** A longer delay would overflow and fire at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestTimeout = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),

  /**
   * Counts time asleep on every platform, in steps of 10 ms on Linux (/proc/uptime) and of up to 1 s on macOS:
   * https://github.com/libuv/libuv/blob/v1.x/src/unix/linux.c (uv_uptime). performance.now() and
   * process.hrtime() stand still during sleep on Linux.
   */
  uptime: () => Math.round(uptime() * 1_000),

  setTimer(delay, callback) {
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      const step = Math.min(left, longestTimeout);
      timer = setTimeout(() => (left > step ? wait(left - step) : callback()), step);
    };
    wait(Math.max(0, delay));
    return () => clearTimeout(timer);
  },
};

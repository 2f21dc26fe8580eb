/** Time as the window uses it, so that tests can hold it still. */
export interface RendererClock {
  /** Epoch ms; follows the machine's clock, jumps and all. */
  readonly now: () => number;
  /** Ms that only ever grow. */
  readonly steady: () => number;
  /** Calls once after `delay` ms. Answers with the way to call it off. */
  readonly setTimer: (delay: number, callback: () => void) => () => void;
  readonly isVisible: () => boolean;
  readonly onVisibilityChange: (listener: () => void) => () => void;
}

export const browserClock: RendererClock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  setTimer: (delay, callback) => {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
  isVisible: () => document.visibilityState === 'visible',
  onVisibilityChange: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

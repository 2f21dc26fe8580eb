import type { FileHandle } from 'node:fs/promises';
import { type AwsFileSystem, nodeFileSystem } from '../aws-file-system.ts';

/** What happens instead of a call; undefined: the call happens. */
export type Fault = (call: string, index: number) => 'crash' | 'half-then-crash' | 'fail' | undefined;

class Crash extends Error {}

const handleCalls = new Set(['read', 'writeFile', 'stat', 'chmod', 'chown', 'sync', 'close']);

/**
 * A file system on which any call may fail, or be the moment at which the process is killed: from then on nothing of
 * it happens any more, so that no clean-up runs either. `crashed` resolves at that moment.
 */
export function faultyFileSystem(fault: Fault): {
  readonly system: AwsFileSystem;
  readonly calls: string[];
  readonly crashed: Promise<void>;
  /** Closes what the crash left open, as the end of a process does. */
  end(): Promise<void>;
} {
  const calls: string[] = [];
  const handles: FileHandle[] = [];
  let dead = false;
  let crash: () => void = () => {};
  const crashed = new Promise<void>((resolve) => {
    crash = resolve;
  });

  const wrapped = (name: string, call: (...values: unknown[]) => unknown, sync: boolean) => {
    return (...values: unknown[]): unknown => {
      const never = () => {
        if (sync) throw new Crash();
        return new Promise(() => {});
      };
      if (dead) return never();
      const happens = fault(name, calls.length);
      calls.push(name);
      if (happens === undefined) return call(...values);
      if (happens === 'fail') {
        const error = Object.assign(new Error('EIO: made by the test'), { code: 'EIO' });
        if (sync) throw error;
        return Promise.reject(error);
      }
      dead = true;
      const [first, ...rest] = values;
      if (happens === 'half-then-crash' && name === 'handle.writeFile') {
        const bytes = Buffer.from(first as Buffer);
        void Promise.resolve(call(bytes.subarray(0, bytes.length / 2), ...rest)).then(crash);
      } else crash();
      return never();
    };
  };

  const handleOf = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        const bound = value.bind(target) as (...values: unknown[]) => unknown;
        return handleCalls.has(String(key)) ? wrapped(`handle.${String(key)}`, bound, false) : bound;
      },
    });

  const system = new Proxy(nodeFileSystem, {
    get(target, key) {
      const name = String(key);
      const value = Reflect.get(target, key) as (...values: unknown[]) => unknown;
      const call =
        name === 'open'
          ? async (...values: unknown[]) => {
              const handle = (await value(...values)) as FileHandle;
              handles.push(handle);
              return handleOf(handle);
            }
          : value;
      return wrapped(name, call, name.endsWith('Sync'));
    },
  });
  const end = async () => {
    dead = true;
    await Promise.all(handles.map((handle) => handle.close().catch(() => {})));
  };
  return { system, calls, crashed, end };
}

import { type Environment, run } from './processes.ts';

/** A D-Bus value as `busctl --json` prints it: variants keep their signature, the rest is plain JSON. */
export type BusValue =
  | string
  | number
  | boolean
  | null
  | readonly BusValue[]
  | { readonly [key: string]: BusValue };

interface Reply {
  readonly type: string;
  readonly data: BusValue;
}

/** Talks to one message bus from outside the app, by a program that shares no code with it. */
export class Bus {
  readonly address: string;
  readonly #env: Environment;

  constructor(address: string, env: Environment) {
    this.address = address;
    this.#env = env;
  }

  /**
   * Calls a method and answers its results, one array element each.
   * `signature` and `parameters` are written as busctl takes them: ('sas', 'name', '2', 'first', 'second').
   */
  async call(
    name: string,
    path: string,
    interfaceName: string,
    method: string,
    signature = '',
    ...parameters: readonly string[]
  ): Promise<readonly BusValue[]> {
    const target = ['call', name, path, interfaceName, method];
    const output = await this.#busctl([
      ...target,
      ...(signature === '' ? [] : [signature, '--', ...parameters]),
    ]);
    if (output.trim() === '') return [];
    return (JSON.parse(output) as Reply).data as readonly BusValue[];
  }

  async property(name: string, path: string, interfaceName: string, property: string): Promise<BusValue> {
    const output = await this.#busctl(['get-property', name, path, interfaceName, property]);
    return (JSON.parse(output) as Reply).data;
  }

  /** All readable properties of an interface, without their signatures. */
  async properties(
    name: string,
    path: string,
    interfaceName: string,
  ): Promise<Readonly<Record<string, BusValue>>> {
    const [all] = await this.call(
      name,
      path,
      'org.freedesktop.DBus.Properties',
      'GetAll',
      's',
      interfaceName,
    );
    return unwrapDictionary(all);
  }

  async hasOwner(name: string): Promise<boolean> {
    const [owned] = await this.call(
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus',
      'NameHasOwner',
      's',
      name,
    );
    return owned === true;
  }

  /** Waits until somebody owns the name, without asking for it to be started. */
  async waitForOwner(name: string, seconds = 15): Promise<void> {
    await run('gdbus', ['wait', '--address', this.address, '--timeout', String(seconds), name], {
      env: this.#env,
      timeout: (seconds + 1) * 1000,
    });
  }

  #busctl(parameters: readonly string[]): Promise<string> {
    return run('busctl', ['--address', this.address, '--json=short', '--timeout=10', ...parameters], {
      env: this.#env,
    });
  }
}

/** The dictionary's values taken out of their variants. */
export function unwrapDictionary(value: BusValue | undefined): Readonly<Record<string, BusValue>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, variant]) => [key, unwrap(variant)]));
}

function unwrap(value: BusValue): BusValue {
  const isVariant = value !== null && typeof value === 'object' && 'type' in value && 'data' in value;
  return isVariant ? (value.data ?? null) : value;
}

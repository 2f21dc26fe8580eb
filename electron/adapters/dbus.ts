import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, MessageBus } from '@jellybrick/dbus-next';

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

export const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-types */
const signalType = 4;

/** Ms; a method that waits for a person answers at once and signals later. */
const answerTimeout = 5_000;

/**
 * A D-Bus bus: the session's or the system's. Every call ends: with an answer, an error of the other side, or after a time; a bus that
 * went away is connected to anew at the next call. Signals that match `rules` go to the listeners, and so does the
 * loss of the bus, as `null`.
 */
export class Bus {
  readonly #address: () => string | null;
  readonly #rules: readonly string[];
  readonly #timeout: number;
  readonly #listeners = new Set<(signal: BusSignal | null) => void>();
  #connection: Promise<MessageBus> | null = null;

  constructor(address: () => string | null, rules: readonly string[], timeout: number = answerTimeout) {
    this.#address = address;
    this.#rules = rules;
    this.#timeout = timeout;
  }

  listen(listener: (signal: BusSignal | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers with the reply's arguments. Rejects with an Error; its `type` is the D-Bus error name if it has one. */
  async call(call: BusCall): Promise<readonly unknown[]> {
    return this.#send(await this.#connected(), call);
  }

  /** For the end of the app. */
  close(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.then(disconnect, () => {});
  }

  #connected(): Promise<MessageBus> {
    if (this.#connection !== null) return this.#connection;
    const forget = () => {
      if (this.#connection !== connection) return;
      this.#connection = null;
      this.#tell(null);
    };
    const connection = this.#open(forget);
    this.#connection = connection;
    connection.catch(forget);
    return connection;
  }

  async #open(onLost: () => void): Promise<MessageBus> {
    const busAddress = this.#address();
    if (busAddress === null) throw new Error('There is no such bus.');
    // Either bus, by its address.
    const { sessionBus } = await import('@jellybrick/dbus-next');
    const bus = sessionBus({ busAddress, authMethods: ['EXTERNAL'] });
    try {
      await within(this.#timeout, connected(bus));
      onEnd(bus, onLost);
      bus.on('message', (message) => this.#receive(message));
      for (const rule of this.#rules) {
        await this.#send(bus, { ...daemon, member: 'AddMatch', signature: 's', body: [rule] });
      }
      return bus;
    } catch (error) {
      disconnect(bus);
      throw error;
    }
  }

  async #send(bus: MessageBus, call: BusCall): Promise<readonly unknown[]> {
    const { Message: BusMessage } = await import('@jellybrick/dbus-next');
    const message = new BusMessage({
      ...call,
      signature: call.signature ?? '',
      body: [...(call.body ?? [])],
    });
    const reply = await within(this.#timeout, bus.call(message));
    return reply?.body ?? [];
  }

  #receive(message: Message): void {
    const { path, interface: of, member, body } = message;
    if (message.type === signalType) this.#tell({ path, interface: of, member, body });
  }

  #tell(signal: BusSignal | null): void {
    for (const listener of [...this.#listeners]) listener(signal);
  }
}

export async function hasOwner(bus: Bus, name: string): Promise<boolean> {
  const [owned] = await bus.call({ ...daemon, member: 'NameHasOwner', signature: 's', body: [name] });
  return owned === true;
}

/** Whether somebody has this name, or the bus would start one who takes it. */
export async function isServed(bus: Bus, name: string): Promise<boolean> {
  if (await hasOwner(bus, name)) return true;
  const [activatable] = await bus.call({ ...daemon, member: 'ListActivatableNames' });
  return Array.isArray(activatable) && activatable.includes(name);
}

/** https://dbus.freedesktop.org/doc/dbus-specification.html#standard-interfaces-properties */
export async function propertyOf(
  bus: Bus,
  { destination, path, interface: of }: Pick<BusCall, 'destination' | 'path' | 'interface'>,
  name: string,
): Promise<unknown> {
  const [variant] = await bus.call({
    destination,
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [of, name],
  });
  return typeof variant === 'object' && variant !== null && 'value' in variant ? variant.value : null;
}

/** Whether a call was rejected by an answer, and not for want of one. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'type' in error;
}

function connected(bus: MessageBus): Promise<void> {
  const emitter: EventEmitter = bus;
  return new Promise((resolve, reject) => {
    emitter.once('connect', resolve);
    // Stays: an 'error' that nobody listens to would end the app.
    emitter.on('error', reject);
  });
}

/** The bus object does not tell that its connection has ended, but the connection inside it does. */
function onEnd(bus: MessageBus, listener: () => void): void {
  const emitter: EventEmitter = bus;
  emitter.on('error', listener);
  const connection: unknown = Reflect.get(bus, '_connection');
  if (connection instanceof EventEmitter) connection.on('end', listener);
}

function disconnect(bus: MessageBus): void {
  bus.disconnect();
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The bus did not answer in time.')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where the session bus is: https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-types-login, and
 * where systemd puts it when nothing says so. Only sockets: other kinds start programs or cross a network.
 */
export function sessionBusAddress(environment: Readonly<Record<string, string | undefined>>): string | null {
  const named = environment.DBUS_SESSION_BUS_ADDRESS;
  if (named) return socketOf(named);
  const runtime = environment.XDG_RUNTIME_DIR;
  const socket = runtime ? join(runtime, 'bus') : null;
  return socket !== null && existsSync(socket) ? `unix:path=${socket}` : null;
}

/** https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-types-system */
export function systemBusAddress(environment: Readonly<Record<string, string | undefined>>): string | null {
  const named = environment.DBUS_SYSTEM_BUS_ADDRESS;
  if (named) return socketOf(named);
  const socket = '/var/run/dbus/system_bus_socket';
  return existsSync(socket) ? `unix:path=${socket}` : null;
}

function socketOf(addresses: string): string | null {
  return addresses.split(';').find((address) => /^unix:(?:path|abstract)=/.test(address)) ?? null;
}

import { userInfo } from 'node:os';
import type { Bus } from './bus.ts';

const service = 'org.freedesktop.login1';
const manager = '/org/freedesktop/login1';
const mock = 'org.freedesktop.DBus.Mock';

export const loginSessionId = 'c1';

/** A stand-in for systemd-logind with one session of ours on its own system bus. */
export class Logind {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  async waitUntilReady(): Promise<void> {
    await this.#bus.waitForOwner(service);
    const { uid, username } = userInfo();
    const session = [loginSessionId, 'seat0', String(uid), username, 'true'];
    await this.#bus.call(service, manager, mock, 'AddSession', 'ssusb', ...session);
  }

  /**
   * The machine is about to sleep. Electron reports `suspend`, on Linux twice.
   *
   * Chromium then closes its sockets, Playwright's among them: every window of every app on this desktop is lost to
   * the test for good, while `app.evaluate` goes on working. Look into a window with `webContents.executeJavaScript`
   * from there, and end the app with `quitElectron`.
   */
  async suspend(): Promise<void> {
    await this.#prepareForSleep(true);
  }

  /** The machine has woken up. Electron reports `resume`, on Linux twice. */
  async resume(): Promise<void> {
    await this.#prepareForSleep(false);
  }

  /** Locks or unlocks the screen: the session's LockedHint, then the signal that screen lockers follow. */
  async setLocked(locked: boolean): Promise<void> {
    const session = `${manager}/session/${loginSessionId}`;
    const sessionInterface = 'org.freedesktop.login1.Session';
    await this.#bus.call(service, session, sessionInterface, 'SetLockedHint', 'b', String(locked));
    await this.#bus.call(service, session, sessionInterface, locked ? 'Lock' : 'Unlock');
  }

  /** The machine is about to be switched off. Electron reports `shutdown`. */
  async shutDown(): Promise<void> {
    await this.#prepareFor('Shutdown', true);
  }

  async #prepareForSleep(start: boolean): Promise<void> {
    await this.#prepareFor('Sleep', start);
  }

  async #prepareFor(what: 'Sleep' | 'Shutdown', start: boolean): Promise<void> {
    const signal = ['org.freedesktop.login1.Manager', `PrepareFor${what}`, 'b', '1', 'b', String(start)];
    await this.#bus.call(service, manager, mock, 'EmitSignal', 'sssav', ...signal);
  }
}

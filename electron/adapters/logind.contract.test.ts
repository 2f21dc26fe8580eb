import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Bus } from '../../e2e/desktop/bus.ts';
import { Logind, loginSessionId } from '../../e2e/desktop/logind.ts';
import { type Environment, ProcessGroup, until } from '../../e2e/desktop/processes.ts';
import { type LogindOptions, LogindScreenLock } from './logind.ts';

/** Against python-dbusmock's logind on a system bus of our own. */

const service = 'org.freedesktop.login1';
const manager = '/org/freedesktop/login1';
const mock = 'org.freedesktop.DBus.Mock';
const session = `${manager}/session/${loginSessionId}`;

function isThere(command: string, parameters: readonly string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const hasMock =
  isThere('/usr/bin/python3', ['-c', 'import dbusmock']) &&
  isThere('dbus-daemon', ['--version']) &&
  isThere('busctl', ['--version']) &&
  isThere('gdbus', ['help']);
if (!hasMock) {
  console.log('Skipped: logind’s stand-in is not installed (dbus-daemon, busctl, gdbus, python3-dbusmock).');
}

describe.skipIf(!hasMock)('the screen lock, by logind', () => {
  let processes: ProcessGroup;
  let env: Environment;
  let bus: Bus;
  let logind: Logind;
  let lock: LogindScreenLock | null = null;
  let address: string;

  beforeAll(async () => {
    processes = new ProcessGroup();
    const runtime = join(processes.folder, 'run');
    mkdirSync(runtime, { mode: 0o700 });
    address = `unix:path=${join(runtime, 'system_bus')}`;
    env = {
      PATH: process.env.PATH ?? '',
      HOME: processes.folder,
      XDG_RUNTIME_DIR: runtime,
      DBUS_SYSTEM_BUS_ADDRESS: address,
    };
    const configuration = join(processes.folder, 'bus.conf');
    writeFileSync(
      configuration,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>${address}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
    );
    const parameters = [`--config-file=${configuration}`, '--nofork', '--print-address=3'];
    await processes.startAnnounced('bus', 'dbus-daemon', parameters, { env });
    bus = new Bus(address, env);
    logind = new Logind(bus);
    startLogind();
    await logind.waitUntilReady();
  });
  afterEach(() => {
    lock?.close();
    lock = null;
  });
  afterAll(() => processes.stop());

  function startLogind(): void {
    const parameters = ['-m', 'dbusmock', '--system', '--template', 'logind'];
    processes.start('logind', '/usr/bin/python3', parameters, { env });
  }

  /** What a method that takes a number answers from here on: the stand-in has it not, or not right. */
  async function answerWith(member: string, path: string): Promise<void> {
    const method = ['org.freedesktop.login1.Manager', member, 'u', 'o', `ret = '${path}'`];
    await bus.call(service, manager, mock, 'AddMethod', 'sssss', ...method);
  }

  async function watch(options: LogindOptions = {}): Promise<LogindScreenLock> {
    lock = new LogindScreenLock({
      environment: { DBUS_SYSTEM_BUS_ADDRESS: address, XDG_SESSION_ID: loginSessionId },
      ...options,
    });
    await lock.start();
    return lock;
  }

  const withoutName = () => ({ environment: { DBUS_SYSTEM_BUS_ADDRESS: address } });
  const becomes = (watched: LogindScreenLock, locked: boolean) =>
    until(
      locked ? 'the screen is locked' : 'the screen is unlocked',
      async () => watched.isLocked() === locked,
    );

  it('follows each change, and tells of it once', async () => {
    const watched = await watch();
    const told: boolean[] = [];
    watched.onChanged(() => told.push(watched.isLocked()));
    expect(watched.isLocked()).toBe(false);
    await logind.setLocked(true);
    await becomes(watched, true);
    await logind.setLocked(false);
    await becomes(watched, false);
    await logind.setLocked(true);
    await becomes(watched, true);
    expect(told).toEqual([true, false, true]);
  });

  it('knows of a lock that was there before', async () => {
    await logind.setLocked(true);
    expect((await watch()).isLocked()).toBe(true);
    await logind.setLocked(false);
  });

  it('does not mind another session’s', async () => {
    await bus.call(service, manager, mock, 'AddSession', 'ssusb', 'c2', 'seat1', '4321', 'other', 'true');
    const watched = await watch();
    const other = `${manager}/session/c2`;
    await bus.call(service, other, 'org.freedesktop.login1.Session', 'SetLockedHint', 'b', 'true');
    // Ours comes after, over the same way.
    await logind.setLocked(true);
    await becomes(watched, true);
    await logind.setLocked(false);
    await becomes(watched, false);
  });

  it('finds the session of the process, and the user’s display, where the environment names none', async () => {
    const user = 'org.freedesktop.login1.User';
    const display = ['1', 'Display', '(so)', loginSessionId, session];
    await bus.call(
      service,
      manager,
      mock,
      'AddObject',
      'ssa{sv}a(ssss)',
      `${manager}/user/77`,
      user,
      ...display,
      '0',
    );
    await answerWith('GetUser', `${manager}/user/77`);
    const byDisplay = await watch({ ...withoutName(), userId: 77 });
    await logind.setLocked(true);
    await becomes(byDisplay, true);
    byDisplay.close();
    await answerWith('GetSessionByPID', session);
    const byProcess = await watch({ ...withoutName(), userId: 99 });
    expect(byProcess.isLocked()).toBe(true);
    await logind.setLocked(false);
    await becomes(byProcess, false);
  });

  it('goes on by the next way where the environment names a session that is gone', async () => {
    await answerWith('GetSessionByPID', session);
    const watched = await watch({ environment: { DBUS_SYSTEM_BUS_ADDRESS: address, XDG_SESSION_ID: 'c77' } });
    await logind.setLocked(true);
    await becomes(watched, true);
    await logind.setLocked(false);
  });

  it('is no lock at all without logind, and follows it again when it is back', async () => {
    const watched = await watch();
    await logind.setLocked(true);
    await becomes(watched, true);
    await processes.end('logind');
    await becomes(watched, false);
    startLogind();
    await logind.waitUntilReady();
    await logind.setLocked(true);
    await becomes(watched, true);
    await processes.end('bus');
    await becomes(watched, false);
  });

  it('is no lock at all without a bus', async () => {
    expect((await watch({ environment: {} })).isLocked()).toBe(false);
  });
});

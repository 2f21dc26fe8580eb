import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Environment, ProcessGroup, until } from '../../e2e/desktop/processes.ts';
import { NotificationServer } from './notification-server.ts';

/** Against a session bus of our own, with python-dbusmock's notification service on it. */

function isThere(command: string, parameters: readonly string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const hasMock =
  isThere('/usr/bin/python3', ['-c', 'import dbusmock']) && isThere('dbus-daemon', ['--version']);
if (!hasMock) console.log('Skipped: no notification service to test with (dbus-daemon, python3-dbusmock).');

describe.skipIf(!hasMock)('the notification service', () => {
  let processes: ProcessGroup;
  let env: Environment;
  let server: NotificationServer | null = null;

  beforeAll(async () => {
    processes = new ProcessGroup();
    const address = `unix:path=${join(processes.folder, 'session_bus')}`;
    env = { PATH: process.env.PATH ?? '', HOME: processes.folder, DBUS_SESSION_BUS_ADDRESS: address };
    const services = join(processes.folder, 'services');
    mkdirSync(services);
    const configuration = join(processes.folder, 'bus.conf');
    writeFileSync(
      configuration,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>${address}</listen><auth>EXTERNAL</auth><servicedir>${services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
    );
    const parameters = [`--config-file=${configuration}`, '--nofork', '--print-address=3'];
    await processes.startAnnounced('bus', 'dbus-daemon', parameters, { env });
  });
  afterEach(() => {
    server?.close();
    server = null;
  });
  afterAll(() => processes.stop());

  const startService = () =>
    processes.start('service', '/usr/bin/python3', ['-m', 'dbusmock', '--template', 'notification_daemon'], {
      env,
    });

  it('is seen to come and to go', async () => {
    const watched = new NotificationServer({ environment: env });
    server = watched;
    expect(watched.isThere()).toBeNull();
    await watched.start();
    expect(watched.isThere()).toBe(false);
    const told: (boolean | null)[] = [];
    watched.onChanged(() => told.push(watched.isThere()));
    startService();
    await until('it is there', async () => watched.isThere() === true);
    await processes.end('service');
    await until('it is gone', async () => watched.isThere() === false);
    expect(told).toEqual([true, false]);
  });

  it('is there when the bus would start one', async () => {
    const text = '[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/bin/false\n';
    writeFileSync(join(processes.folder, 'services', 'any.service'), text);
    const watched = new NotificationServer({ environment: env });
    server = watched;
    execFileSync(
      'dbus-send',
      [
        `--bus=${env.DBUS_SESSION_BUS_ADDRESS}`,
        '--print-reply',
        '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus',
        'org.freedesktop.DBus.ReloadConfig',
      ],
      { stdio: 'ignore' },
    );
    await watched.start();
    expect(watched.isThere()).toBe(true);
  });

  it('is not there without a bus, nor when the bus has gone', async () => {
    const none = new NotificationServer({ environment: {} });
    await none.start();
    expect(none.isThere()).toBe(false);
    none.close();
    const watched = new NotificationServer({ environment: env });
    server = watched;
    await watched.start();
    expect(watched.isThere()).toBe(true);
    await processes.end('bus');
    await until('it is gone', async () => watched.isThere() === false);
  });
});

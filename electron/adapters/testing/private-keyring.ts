import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Bus } from '../../../e2e/desktop/bus.ts';
import { Keyring } from '../../../e2e/desktop/keyring.ts';
import { type Environment, ProcessGroup } from '../../../e2e/desktop/processes.ts';

/** A session bus and a gnome-keyring of their own, without a display. The bus starts no service by itself. */
export interface PrivateKeyring {
  readonly address: string;
  readonly bus: Bus;
  readonly keyring: Keyring;
  startBus(): Promise<void>;
  /** At once: it can say goodbye to nobody. */
  stopBus(): Promise<void>;
  signalKeyring(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  stop(): Promise<void>;
}

const needed = ['dbus-daemon', 'gnome-keyring-daemon', 'busctl', 'gdbus', 'secret-tool'];

/** What is missing on this machine; empty where everything is there. */
export function missingForKeyring(): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return needed.filter(
    (program) =>
      !folders.some((folder) => {
        try {
          accessSync(join(folder, program), constants.X_OK);
          return true;
        } catch {
          return false;
        }
      }),
  );
}

export async function startPrivateKeyring(): Promise<PrivateKeyring> {
  const processes = new ProcessGroup();
  const home = join(processes.folder, 'home');
  const runtime = join(processes.folder, 'run');
  mkdirSync(home);
  mkdirSync(runtime, { mode: 0o700 });
  const address = `unix:path=${join(runtime, 'bus')}`;
  const env: Environment = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, '.local/share'),
    DBUS_SESSION_BUS_ADDRESS: address,
  };
  const configuration = join(processes.folder, 'bus.conf');
  writeFileSync(
    configuration,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>${address}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`,
  );
  const bus = new Bus(address, env);
  const started: PrivateKeyring = {
    address,
    bus,
    keyring: new Keyring(processes, bus, env, 'test'),
    async startBus() {
      const parameters = [`--config-file=${configuration}`, '--nofork', '--print-address=3'];
      await processes.startAnnounced('bus', 'dbus-daemon', parameters, { env });
    },
    stopBus: () => processes.end('bus', 'SIGKILL'),
    async signalKeyring(signal) {
      const [id] = await bus.call(
        'org.freedesktop.DBus',
        '/org/freedesktop/DBus',
        'org.freedesktop.DBus',
        'GetConnectionUnixProcessID',
        's',
        'org.freedesktop.secrets',
      );
      if (typeof id === 'number') process.kill(id, signal);
    },
    stop: () => processes.stop(),
  };
  await started.startBus();
  return started;
}

import { join } from 'node:path';
import { Bus } from './bus.ts';
import { type DesktopFolders, writeConfiguration } from './configuration.ts';
import { Keyring } from './keyring.ts';
import { Logind, loginSessionId } from './logind.ts';
import { Notifications } from './notifications.ts';
import { desktopMarker, type Environment, ProcessGroup } from './processes.ts';
import { Screen } from './screen.ts';
import { Tray } from './tray.ts';

export interface DesktopOptions {
  /** `none`: nobody offers a secret service. Default `unlocked`. */
  readonly keyring?: 'unlocked' | 'locked' | 'none';
  readonly keyringPassword?: string;
  /** `none`: a desktop without a tray. Default `panel`. */
  readonly trayHost?: 'panel' | 'none';
  /** `none`: nobody shows notifications. Default `dunst`. */
  readonly notificationServer?: 'dunst' | 'none';
  /** Starts the accessibility bus with the first program that asks; slower. Default false. */
  readonly accessibility?: boolean;
  /** Width and height in pixels. Default 1280 × 800. */
  readonly screenSize?: readonly [number, number];
  /** Added to the environment of every program on the desktop. */
  readonly environment?: Environment;
}

export interface Desktop {
  /** Everything below is inside: removed at `stop()`. */
  readonly folder: string;
  readonly home: string;
  /** For TMPDIR; also where a test may put files. */
  readonly temporary: string;
  /** The whole environment for programs on this desktop. Nothing of ours leaks in beside PATH. */
  readonly env: Environment;
  readonly sessionBus: Bus;
  readonly systemBus: Bus;
  readonly screen: Screen;
  readonly tray: Tray;
  readonly notifications: Notifications;
  readonly keyring: Keyring;
  readonly logind: Logind;
  startTrayHost(): Promise<void>;
  stopTrayHost(): Promise<void>;
  startNotificationServer(): Promise<void>;
  stopNotificationServer(): Promise<void>;
  logs(): string;
  stop(): Promise<void>;
}

/**
 * Starts a desktop of its own: X display, session and system bus, logind, keyring, window manager, tray host and
 * notification server, in a new HOME. It is ready when this resolves, and gone when our process is, however that ends.
 */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const processes = new ProcessGroup();
  try {
    return await assemble(processes, options);
  } catch (error) {
    const logs = processes.logs();
    await processes.stop();
    throw new Error(`The desktop did not start.\n${logs}`, { cause: error });
  }
}

async function assemble(processes: ProcessGroup, options: DesktopOptions): Promise<Desktop> {
  const folders = writeConfiguration(processes.folder);
  const base = baseEnvironment(processes.folder, folders, options);
  const announceOn3 = (file: string) => [`--config-file=${file}`, '--nofork', '--print-address=3'];
  const [width, height] = options.screenSize ?? [1280, 800];
  const screenParameters = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'];

  const [display] = await Promise.all([
    processes.startAnnounced('xvfb', 'Xvfb', screenParameters, { env: base }),
    processes.startAnnounced('system-bus', 'dbus-daemon', announceOn3(folders.systemBusConfiguration), {
      env: base,
    }),
  ]);
  const env: Environment = { ...base, DISPLAY: `:${display}` };
  // After the display, because the programs that this bus starts need to know it.
  await processes.startAnnounced('session-bus', 'dbus-daemon', announceOn3(folders.sessionBusConfiguration), {
    env,
  });

  const sessionBus = new Bus(env.DBUS_SESSION_BUS_ADDRESS ?? '', env);
  const systemBus = new Bus(env.DBUS_SYSTEM_BUS_ADDRESS ?? '', env);
  const keyring = new Keyring(processes, sessionBus, env, options.keyringPassword ?? 'test');
  const tray = new Tray(sessionBus);
  const logind = new Logind(systemBus);

  const desktop: Desktop = {
    folder: processes.folder,
    home: folders.home,
    temporary: folders.temporary,
    env,
    sessionBus,
    systemBus,
    keyring,
    tray,
    logind,
    screen: new Screen(env),
    notifications: new Notifications(env, folders.shownNotifications),
    async startTrayHost() {
      processes.start('panel', 'xfce4-panel', ['--disable-wm-check'], { env });
      await tray.waitForHost();
    },
    async stopTrayHost() {
      await processes.end('panel');
    },
    async startNotificationServer() {
      processes.start('dunst', 'dunst', [], { env });
      await sessionBus.waitForOwner('org.freedesktop.Notifications');
    },
    async stopNotificationServer() {
      await processes.end('dunst');
    },
    logs: () => processes.logs(),
    stop: () => processes.stop(),
  };

  processes.start('openbox', 'openbox', [], { env });
  // Debian's own Python: it is the one that Debian's python3-dbusmock belongs to.
  processes.start('logind', '/usr/bin/python3', ['-m', 'dbusmock', '--system', '--template', 'logind'], {
    env,
  });
  await Promise.all([
    logind.waitUntilReady(),
    startKeyring(keyring, options.keyring ?? 'unlocked'),
    options.trayHost === 'none' ? undefined : desktop.startTrayHost(),
    options.notificationServer === 'none' ? undefined : desktop.startNotificationServer(),
  ]);
  return desktop;
}

/** A locked keyring is one that was made before: it exists, with a password. */
async function startKeyring(keyring: Keyring, state: 'unlocked' | 'locked' | 'none'): Promise<void> {
  if (state === 'none') return;
  await keyring.start();
  if (state === 'locked') await keyring.lock();
}

function baseEnvironment(folder: string, folders: DesktopFolders, options: DesktopOptions): Environment {
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: folders.home,
    TMPDIR: folders.temporary,
    XDG_RUNTIME_DIR: folders.runtime,
    XDG_CONFIG_HOME: join(folders.home, '.config'),
    XDG_DATA_HOME: join(folders.home, '.local/share'),
    XDG_STATE_HOME: join(folders.home, '.local/state'),
    XDG_CACHE_HOME: join(folders.home, '.cache'),
    XDG_CURRENT_DESKTOP: 'XFCE',
    XDG_SESSION_TYPE: 'x11',
    XDG_SESSION_ID: loginSessionId,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folders.runtime, 'bus')}`,
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(folders.runtime, 'system_bus')}`,
    LIBGL_ALWAYS_SOFTWARE: '1',
    ...(options.accessibility ? {} : { NO_AT_BRIDGE: '1' }),
    [desktopMarker]: folder,
    ...options.environment,
  };
}

import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Services that the session bus may start by itself. The keyring and the notification server are not among them: a
 * test that ends one wants it gone, and a real bus would bring it back within seconds.
 */
const startableServices = [
  'org.xfce.Xfconf',
  'org.a11y.Bus',
  'ca.desrt.dconf',
  'org.gnome.keyring.SystemPrompter',
  'org.gnome.keyring.PrivatePrompter',
];

export interface DesktopFolders {
  readonly home: string;
  readonly runtime: string;
  readonly temporary: string;
  readonly sessionBusConfiguration: string;
  readonly systemBusConfiguration: string;
  readonly shownNotifications: string;
}

/** Lays out a desktop's folder: a home with the panel's and the notification server's settings, and two buses'. */
export function writeConfiguration(folder: string): DesktopFolders {
  const folders: DesktopFolders = {
    home: join(folder, 'home'),
    runtime: join(folder, 'run'),
    temporary: join(folder, 'tmp'),
    sessionBusConfiguration: join(folder, 'session-bus.conf'),
    systemBusConfiguration: join(folder, 'system-bus.conf'),
    shownNotifications: join(folder, 'shown-notifications'),
  };
  const services = join(folder, 'services');
  const panel = join(folders.home, '.config/xfce4/xfconf/xfce-perchannel-xml');
  const dunst = join(folders.home, '.config/dunst');
  for (const made of [folders.home, folders.temporary, services, panel, dunst])
    mkdirSync(made, { recursive: true });
  mkdirSync(folders.runtime, { mode: 0o700 });

  for (const name of startableServices) {
    const file = join('/usr/share/dbus-1/services', `${name}.service`);
    if (existsSync(file)) symlinkSync(file, join(services, `${name}.service`));
  }
  const sessionSocket = join(folders.runtime, 'bus');
  const systemSocket = join(folders.runtime, 'system_bus');
  writeFileSync(folders.sessionBusConfiguration, busConfiguration('session', sessionSocket, services));
  writeFileSync(folders.systemBusConfiguration, busConfiguration('system', systemSocket));
  writeFileSync(join(panel, 'xfce4-panel.xml'), panelConfiguration);

  const recorder = join(folder, 'record-notification');
  writeFileSync(recorder, recorderScript(folders.shownNotifications), { mode: 0o755 });
  writeFileSync(folders.shownNotifications, '');
  writeFileSync(join(dunst, 'dunstrc'), dunstConfiguration(recorder));
  return folders;
}

function busConfiguration(type: 'session' | 'system', socket: string, services?: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>${type}</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  ${services === undefined ? '' : `<servicedir>${services}</servicedir>`}
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** One panel along the top with a task list and, at its right end, the tray. */
const panelConfiguration = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=640;y=15"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray"/>
  </property>
</channel>
`;

/** A notification stays until it is closed: how fast this machine is must not decide what a test finds. */
function dunstConfiguration(recorder: string): string {
  return `[global]
    width = 320
    origin = top-right
    offset = 10x50
    sort = no
    stack_duplicates = false
    show_indicators = no
    font = Sans 10
    padding = 12
    horizontal_padding = 14
    frame_width = 1
    frame_color = "#c9c9c4"
    corner_radius = 6
    background = "#fbfbfa"
    foreground = "#1c1c1a"
    mouse_left_click = do_action, close_current
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
[record]
    summary = *
    script = ${recorder}
`;
}

/** Dunst tells a script of its own about every notification it shows; fields end in U+001F, records in U+0000. */
function recorderScript(file: string): string {
  return `#!/bin/sh
printf '%s\\037%s\\037%s\\037%s\\037%s\\000' "$DUNST_ID" "$DUNST_APP_NAME" "$DUNST_SUMMARY" "$DUNST_BODY" "$DUNST_URGENCY" >>'${file}'
`;
}

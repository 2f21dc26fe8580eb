import type { App, GlobalShortcut as ElectronShortcuts } from 'electron';
import type { DesktopState } from '../core/desktop-state.ts';
import type { Clock } from '../core/ports.ts';
import type { SnapshotHub } from '../core/snapshot-hub.ts';
import { findDeepLink, linkScheme, parseDeepLink } from './deep-link.ts';
import { GlobalShortcut } from './global-shortcut.ts';
import type { TrayPanel } from './panel.ts';
import { isWaylandSession } from './panel-placement.ts';
import type { AppTray } from './tray.ts';
import { type TrayHost, TrayReach } from './tray-host.ts';

type Links = (listener: (link: string) => void) => void;

/**
 * Links that are opened before the app is ready are kept until somebody asks. macOS hands them over by an event that must be
 * listened to from the start; elsewhere they come as arguments, of this start or of a second one.
 * https://www.electronjs.org/docs/latest/api/app#event-open-url-macos
 */
export function collectLinks(app: Pick<App, 'on'>, given: readonly string[]): Links {
  const first = findDeepLink(given);
  const waiting: string[] = first === null ? [] : [first];
  let tell: (link: string) => void = (link) => void waiting.push(link);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    tell(url);
  });
  return (listener) => {
    tell = listener;
    for (const link of waiting.splice(0)) listener(link);
  };
}

export interface LinkClaim {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  /** What starts the app again: not the running executable where that is unpacked anew each time (portable, Windows). */
  readonly launch: { readonly command: string };
}

/**
 * On Linux the desktop entry says that links are ours. From a checkout nobody does: a link would start another app.
 * https://www.electronjs.org/docs/latest/api/app#appsetasdefaultprotocolclientprotocol-path-args
 */
export function claimLinks(
  app: Pick<App, 'isDefaultProtocolClient' | 'setAsDefaultProtocolClient'>,
  { packaged, platform, launch }: LinkClaim,
): void {
  if (!packaged || platform === 'linux') return;
  if (!app.isDefaultProtocolClient(linkScheme, launch.command))
    app.setAsDefaultProtocolClient(linkScheme, launch.command);
}

/** On Linux the desktop entry is the package's, and not ours to change. */
export function disclaimLinks(
  app: Pick<App, 'removeAsDefaultProtocolClient'>,
  { packaged, platform, launch }: LinkClaim,
): void {
  if (packaged && platform !== 'linux') app.removeAsDefaultProtocolClient(linkScheme, launch.command);
}

export interface ReachSurroundings {
  readonly app: Pick<App, 'on'>;
  readonly shortcuts: Pick<ElectronShortcuts, 'register' | 'unregister'>;
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The argument that starts the app without its window. */
  readonly hiddenSwitch: string;
  readonly links: Links;
  readonly trayHost: TrayHost;
  readonly tray: Pick<AppTray, 'bounds' | 'recreate'>;
  readonly panel: Pick<TrayPanel, 'open' | 'openMissing' | 'rest' | 'toggle'>;
  readonly snapshots: SnapshotHub;
  readonly desktopState: DesktopState;
  readonly clock: Clock;
}

/** Every way to the window but the tray's own menu: a second start, links, the global shortcut, the taskbar. */
export function connectReach(around: ReachSurroundings): { readonly close: () => void } {
  const { app, panel, tray, snapshots, desktopState, hiddenSwitch } = around;

  const openLink = (link: string) => {
    const name = parseDeepLink(link);
    const profile = snapshots.current().profiles.find((candidate) => candidate.name === name);
    if (profile !== undefined) panel.open(profile.id);
    else if (name !== null) panel.openMissing(name);
    else panel.open();
  };
  around.links(openLink);
  app.on('second-instance', (_event, given) => {
    const link = findDeepLink(given);
    if (link !== null) openLink(link);
    else if (!given.includes(hiddenSwitch)) panel.open();
  });
  app.on('activate', () => panel.open());

  const shortcut = new GlobalShortcut({
    native: around.shortcuts,
    isWayland: isWaylandSession(around.platform, around.variables),
    onPressed: () => panel.toggle(tray.bounds()),
    onProblem: (shortcutProblem) => desktopState.learn({ shortcutProblem }),
  });
  const follow = () => shortcut.set(snapshots.current().settings.globalShortcut);
  const unsubscribe = snapshots.subscribe(follow);
  follow();

  const reach = new TrayReach({
    host: around.trayHost,
    clock: around.clock,
    processId: process.pid,
    recreate: () => tray.recreate(),
    rest: () => panel.rest(),
    onKnown: (isThere) => desktopState.learn({ tray: isThere }),
  });
  void reach.start();

  return {
    close: () => {
      unsubscribe();
      shortcut.close();
      reach.close();
    },
  };
}

import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, globalShortcut, nativeTheme, type Session, session } from 'electron';
import { FileLogger } from './adapters/log.ts';
import { LogindScreenLock } from './adapters/logind.ts';
import { systemClock } from './adapters/system-clock.ts';
import { StatusNotifierHost } from './adapters/tray-host.ts';
import { compose } from './compose.ts';
import { type Config, hiddenSwitch, parseConfig } from './config.ts';
import { DesktopState } from './core/desktop-state.ts';
import { trayModel } from './core/tray-model.ts';
import { DesktopNews } from './desktop-news.ts';
import { registerIpc } from './ipc/register-ipc.ts';
import { registerAppScheme, serveApp } from './security/app-protocol.ts';
import { hardenEverything } from './security/harden.ts';
import { findWeakening } from './security/weakening-switches.ts';
import { windowPartition } from './security/web-preferences.ts';
import { setApplicationMenu } from './shell/application-menu.ts';
import { chooseAssertionFile } from './shell/assertion-file.ts';
import { DesktopAssertionInput } from './shell/assertion-input.ts';
import { createClipboard } from './shell/clipboard.ts';
import { wasOpenedAtLogin } from './shell/login-item.ts';
import { askNatively, createNotification, nativePower } from './shell/native.ts';
import { nativeTray } from './shell/native-tray.ts';
import { DesktopNotifier } from './shell/notifier.ts';
import { TrayPanel } from './shell/panel.ts';
import {
  askToReopen,
  becomePanelOrWindow,
  createPanelWindow,
  placeAtTray,
  windowBackground,
} from './shell/panel-window.ts';
import { createPower, nativeScreenLock } from './shell/power.ts';
import { QuitGate } from './shell/quit-gate.ts';
import { claimLinks, collectLinks, connectReach } from './shell/reach.ts';
import { SignInSamlWindow } from './shell/saml-window.ts';
import { askToRetry } from './shell/sign-in-window-retry.ts';
import { startWords, tellStartFailed, tellWeakening } from './shell/start-dialogs.ts';
import { createSystemDesktop, endWithSystem } from './shell/system-desktop.ts';
import { AppTray } from './shell/tray.ts';
import { createTrayActions } from './shell/tray-actions.ts';
import { lastingTrayHost } from './shell/tray-host.ts';
import { DesktopDialog } from './shell/trusted-dialog.ts';
import { WindowZoom } from './shell/window-zoom.ts';
import { identifyToWindows } from './shell/windows-identity.ts';
import * as seams from './test-seams.ts';

/** A keychain that does not answer must not keep the app from ending. */
const longestShutdown = 3_000;
/** Nor an update that does not end it itself; on macOS it is handed to the system first. */
const longestInstall = 60_000;

const movableClock = __TEST_SEAMS__ ? seams.createSeamClock() : null;
const clock = movableClock ?? systemClock;
/** From the first moment on: macOS tells of a link before the app is ready. */
const links = collectLinks(app, process.argv.slice(1));

function prepare(): void {
  if (__TEST_SEAMS__) seams.separateUserData();
  const given = process.argv.slice(1);
  const weakening = app.isPackaged ? findWeakening(given, process.env) : [];
  if (weakening.length > 0) {
    tellWeakening(weakening);
    app.exit(2);
    return;
  }
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }

  const config = parseConfig({
    packaged: app.isPackaged,
    platform: process.platform,
    appVersion: __APP_VERSION__,
    userDataFolder: app.getPath('userData'),
    userName: userName(),
    homeFolder: homedir(),
    executable: process.execPath,
    appFolder: app.getAppPath(),
    updateFeedFolder: __TEST_SEAMS__
      ? seams.updateFeedFolder()
      : app.isPackaged
        ? process.resourcesPath
        : null,
    arguments: given,
    variables: process.env,
  });
  const logger = new FileLogger({ folder: join(config.userDataFolder, 'logs'), clock });
  process.on('uncaughtException', (cause) => logger.error('uncaught-exception', { cause }));
  process.on('unhandledRejection', (cause) => logger.error('unhandled-rejection', { cause }));

  if (!config.withoutSandbox) app.enableSandbox();
  registerAppScheme();
  hardenEverything(logger);
  identifyToWindows(app, config);
  setApplicationMenu(startWords());
  app.on('window-all-closed', () => {
    // The tray goes on without a window.
  });
  app
    .whenReady()
    .then(() => run(config, logger))
    .catch(async (cause: unknown) => {
      logger.error('start-failed', { cause });
      await logger.flush();
      tellStartFailed(logger.path);
      app.exit(1);
    });
}

async function run(config: Config, logger: FileLogger): Promise<void> {
  let windowSession: Session | null = null;
  const panel = new TrayPanel({
    createWindow: () => {
      // Made with the first window: it takes longer than all else between here and the tray icon.
      if (windowSession === null) {
        windowSession = session.fromPartition(windowPartition);
        serveApp(windowSession, join(__dirname, 'renderer'));
      }
      const window = createPanelWindow(join(__dirname, 'preload.cjs'), config.packaged);
      senders.trust(window.webContents);
      zoom.watch(window.webContents);
      return window;
    },
    place: placeAtTray,
    become: becomePanelOrWindow,
    hasTray: () => desktopState.view.tray !== false,
    isPrompting: () => {
      const { prompt, signInPrompt } = snapshots.current();
      return prompt !== null || signInPrompt !== null;
    },
    askToReopen: () => askToReopen(words().dialogs.reopen),
    uptime: () => clock.uptime(),
    logger,
  });
  const desktopNotifier = new DesktopNotifier({
    create: createNotification,
    platform: config.platform,
    logger,
    electronVersion: process.versions.electron,
    isShown: () => desktopState.view.notifications,
    onClick: (profileId) => panel.open(profileId),
    onAction: (action, profileId) => void act({ kind: action === 'renew' ? 'refresh' : 'stop', profileId }),
  });
  const notifier = __TEST_SEAMS__ ? seams.recordNotifications(desktopNotifier) : desktopNotifier;
  const clipboard = createClipboard(logger);
  const logind = config.platform === 'linux' ? new LogindScreenLock() : null;
  const desktopNews = new DesktopNews({ platform: config.platform, app });
  const power = createPower(nativePower, logind ?? nativeScreenLock(nativePower), desktopNews.zone, () =>
    clock.uptime(),
  );
  const quit = () => app.quit();
  const desktopState = new DesktopState();
  const zoom = new WindowZoom();
  const words = () => keycutter.words();

  const quitGate = new QuitGate({
    isQuestioned: () => keycutter.quitQuestion.isNeeded(),
    ask: () => keycutter.quitQuestion.ask(),
    quit,
  });

  const { keycutter, programs, reset, installUpdate } = await compose(config, {
    clock,
    logger,
    power,
    notifier,
    clipboard,
    panel,
    desktopState,
    samlWindow: new SignInSamlWindow({
      clock,
      logger,
      proxyUrl: () => keycutter.settings().httpsProxy,
      askToRetry: (window, error) => askToRetry(window, error, words()),
      words,
    }),
    assertionInput: new DesktopAssertionInput({
      clipboard,
      chooseFile: () => chooseAssertionFile(words().dialogs.assertionFile),
    }),
    system: createSystemDesktop({
      ...config,
      ask: askNatively,
      words,
      log: logger,
      quitNow: () => quitGate.quitNow(),
    }),
    trustedDialog: new DesktopDialog(askNatively, words),
    preferredLanguages: app.getPreferredSystemLanguages(),
    quit,
  });
  const { handlers, snapshots } = keycutter;
  const senders = registerIpc(handlers, snapshots, logger);

  const act = createTrayActions({
    sessions: handlers.sessions,
    snapshots,
    notifier,
    words,
    open: (profileId) => panel.open(profileId),
    quit,
  });
  const tray = new AppTray({
    ...nativeTray,
    onClick: (bounds) => panel.toggle(bounds),
    onDoubleClick: (bounds) => panel.reveal(bounds),
    onAction: (action) => void act(action),
  });
  const model = () => trayModel(snapshots.current(), clock.now());
  const render = () => {
    const { theme, zoomPercent } = snapshots.current().settings;
    zoom.set(zoomPercent);
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    setApplicationMenu(words());
    tray.render(model());
  };
  snapshots.subscribe(render);
  power.onZoneChanged(render);
  render();
  nativeTheme.on('updated', () => panel.setBackgroundColor(windowBackground()));

  if (__TEST_SEAMS__ && movableClock !== null) {
    seams.exposeSeams({
      clock: movableClock,
      snapshot: () => snapshots.current(),
      notifications: 'shown' in notifier ? notifier.shown : [],
      tray: model,
      clickTray: (bounds) => panel.toggle(bounds),
      chooseInTray: act,
      sessions: handlers.sessions,
      openPanel: () => panel.open(),
      isScreenLocked: () => power.isScreenLocked(),
      trust: (contents) => senders.trust(contents),
    });
  }

  claimLinks(app, config);
  const reach = connectReach({
    app,
    shortcuts: globalShortcut,
    platform: config.platform,
    variables: config.variables,
    hiddenSwitch,
    links,
    trayHost: config.platform === 'linux' ? new StatusNotifierHost() : lastingTrayHost,
    tray,
    panel,
    snapshots,
    desktopState,
    clock,
  });
  endWithSystem(quitGate);
  let stopping = false;
  let stopped = false;
  app.on('before-quit', (event) => {
    // An update quits once more to install itself.
    if (stopped) return;
    event.preventDefault();
    if (stopping || !quitGate.passes()) return;
    stopping = true;
    const settled = Promise.allSettled([programs.close(), keycutter.stop(), clipboard.clearSecret()]);
    void Promise.race([settled, new Promise((resolve) => setTimeout(resolve, longestShutdown))])
      .then(() => logger.flush())
      .then(() => reset.carryOut())
      .finally(async () => {
        logind?.close();
        desktopNews.close();
        reach.close();
        panel.destroy();
        tray.destroy();
        stopped = true;
        const installs = await installUpdate().catch(() => false);
        if (installs) setTimeout(() => app.exit(0), longestInstall);
        else app.exit(0);
      });
  });

  if (!config.startHidden && !wasOpenedAtLogin(app, config.platform)) panel.open();
  await keycutter.start();
  await programs.open();
  await Promise.all([logind?.start(), desktopNews.start(desktopState)]);
}

/** Null where the system has no name for this user: https://nodejs.org/api/os.html#osuserinfooptions */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

prepare();

import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, dialog, nativeTheme, type Session, session } from 'electron';
import { FileLogger } from './adapters/log.ts';
import { LogindScreenLock } from './adapters/logind.ts';
import { systemClock } from './adapters/system-clock.ts';
import { compose } from './compose.ts';
import { type Config, hiddenSwitch, parseConfig } from './config.ts';
import { timeOfDay } from './core/time/time-of-day.ts';
import { trayModel } from './core/tray-model.ts';
import { registerIpc } from './ipc/register-ipc.ts';
import { registerAppScheme, serveApp } from './security/app-protocol.ts';
import { hardenEverything } from './security/harden.ts';
import { findWeakening } from './security/weakening-switches.ts';
import { windowPartition } from './security/web-preferences.ts';
import { setApplicationMenu } from './shell/application-menu.ts';
import { chooseAssertionFile } from './shell/assertion-file.ts';
import { DesktopAssertionInput } from './shell/assertion-input.ts';
import { createClipboard } from './shell/clipboard.ts';
import { askNatively, createNotification, nativePower } from './shell/native.ts';
import { DesktopNotifier } from './shell/notifier.ts';
import { TrayPanel } from './shell/panel.ts';
import { askToReopen, createPanelWindow, positionAtTray, windowBackground } from './shell/panel-window.ts';
import { createPower, nativeScreenLock } from './shell/power.ts';
import { SignInSamlWindow } from './shell/saml-window.ts';
import { askToRetry } from './shell/sign-in-window-retry.ts';
import { AppTray } from './shell/tray.ts';
import { createTrayActions } from './shell/tray-actions.ts';
import { DesktopDialog } from './shell/trusted-dialog.ts';
import * as seams from './test-seams.ts';

/** A keychain that does not answer must not keep the app from ending. */
const longestShutdown = 3_000;

const movableClock = __TEST_SEAMS__ ? seams.createSeamClock() : null;
const clock = movableClock ?? systemClock;

function prepare(): void {
  if (__TEST_SEAMS__) seams.separateUserData();
  const given = process.argv.slice(1);
  const weakening = app.isPackaged ? findWeakening(given, process.env) : [];
  if (weakening.length > 0) {
    const reasons = weakening.map(({ found, reason }) => `${found}: ${reason}.`).join('\n');
    dialog.showErrorBox('Keycutter does not start this way', reasons);
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
    arguments: given,
    variables: process.env,
  });
  const logger = new FileLogger({ folder: join(config.userDataFolder, 'logs'), clock });
  process.on('uncaughtException', (cause) => logger.error('uncaught-exception', { cause }));
  process.on('unhandledRejection', (cause) => logger.error('unhandled-rejection', { cause }));

  if (!config.withoutSandbox) app.enableSandbox();
  registerAppScheme();
  hardenEverything(logger);
  setApplicationMenu();
  app.on('window-all-closed', () => {
    // The tray goes on without a window.
  });
  app
    .whenReady()
    .then(() => run(config, logger))
    .catch(async (cause: unknown) => {
      logger.error('start-failed', { cause });
      await logger.flush();
      dialog.showErrorBox('Keycutter could not start', `The reason is in ${logger.path}`);
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
      return window;
    },
    position: positionAtTray,
    isPrompting: () => {
      const { prompt, signInPrompt } = snapshots.current();
      return prompt !== null || signInPrompt !== null;
    },
    askToReopen,
    uptime: () => clock.uptime(),
    logger,
  });
  const desktopNotifier = new DesktopNotifier({
    create: createNotification,
    platform: config.platform,
    logger,
    onClick: (profileId) => panel.open(profileId),
  });
  const notifier = __TEST_SEAMS__ ? seams.recordNotifications(desktopNotifier) : desktopNotifier;
  const clipboard = createClipboard(logger);
  const logind = config.platform === 'linux' ? new LogindScreenLock() : null;
  const power = createPower(nativePower, logind ?? nativeScreenLock(nativePower), () => clock.uptime());
  const quit = () => app.quit();

  const { keycutter, programs } = await compose(config, {
    clock,
    logger,
    power,
    notifier,
    clipboard,
    panel,
    samlWindow: new SignInSamlWindow({
      clock,
      logger,
      proxyUrl: () => keycutter.settings().httpsProxy,
      askToRetry,
    }),
    assertionInput: new DesktopAssertionInput({ clipboard, chooseFile: chooseAssertionFile }),
    trustedDialog: new DesktopDialog(askNatively),
    quit,
  });
  const { handlers, snapshots } = keycutter;
  const senders = registerIpc(handlers, snapshots, logger);

  const act = createTrayActions({
    sessions: handlers.sessions,
    snapshots,
    notifier,
    open: (profileId) => panel.open(profileId),
    quit,
  });
  const tray = new AppTray({
    onClick: (bounds) => panel.toggle(bounds),
    onAction: (action) => void act(action),
  });
  const model = () => trayModel(snapshots.current(), clock.now(), timeOfDay);
  const render = () => {
    const { theme } = snapshots.current().settings;
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    tray.render(model());
  };
  snapshots.subscribe(render);
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

  app.on('second-instance', (_event, given) => {
    if (!given.includes(hiddenSwitch)) panel.open();
  });
  app.on('activate', () => panel.open());
  let stopping = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    const stopped = Promise.allSettled([programs.close(), keycutter.stop(), clipboard.clearSecret()]);
    void Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, longestShutdown))])
      .then(() => logger.flush())
      .finally(() => {
        logind?.close();
        panel.destroy();
        tray.destroy();
        app.exit(0);
      });
  });

  if (!config.startHidden) panel.open();
  await keycutter.start();
  await programs.open();
  await logind?.start();
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

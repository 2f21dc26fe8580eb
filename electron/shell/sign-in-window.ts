import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  type HandlerDetails,
  type Input,
  nativeImage,
  type Session,
  type WebContents,
  type WindowOpenHandlerResponse,
} from 'electron';
import icon from '../../assets/icon-128.png?inline';
import { mayOpenForSignIn } from '../security/sign-in-addresses.ts';
import { signInWebPreferences } from '../security/web-preferences.ts';
import { windowBackground } from './panel-window.ts';
import { signInTitle } from './sign-in-window-words.ts';

const size = { width: 520, height: 720, minWidth: 440, minHeight: 480 } as const;
/** Providers open one for a second factor, or for signing in elsewhere; more than a few are a nuisance. */
const mostChildren = 4;

interface SignInWindowOptions {
  readonly session: Session;
  /** Of the sign-in; hostile text. */
  readonly name: string;
  readonly visible: boolean;
  /** Title of a window without a page. */
  readonly emptyPage: string;
  /** A page wanted a window of its own where nothing may be shown. */
  readonly onWindowRefused: () => void;
}

/**
 * A window for pages of the outside. Whose page it shows stands in its title bar: that is the desktop's own, in every
 * version of Electron, so no page can draw over it or imitate it, and it needs no page of ours beside theirs.
 */
export function createSignInWindow(options: SignInWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...appearance(options),
    ...(options.visible ? {} : { focusable: false, skipTaskbar: true }),
    show: false,
    webPreferences: signInWebPreferences(options.session, options.visible),
  });
  if (!options.visible) window.webContents.setAudioMuted(true);
  const family: Family = { options, children: new Set() };
  govern(window, family);
  window.on('closed', () => {
    for (const child of family.children) child.destroy();
  });
  if (options.visible) window.show();
  return window;
}

/** The types leave it out: https://github.com/electron/electron/issues/50851 */
interface WithContents extends BrowserWindowConstructorOptions {
  readonly webContents?: WebContents;
}

interface Family {
  readonly options: SignInWindowOptions;
  readonly children: Set<BrowserWindow>;
}

function appearance({ name, emptyPage }: SignInWindowOptions): BrowserWindowConstructorOptions {
  return {
    ...size,
    center: true,
    title: signInTitle('', name, emptyPage),
    autoHideMenuBar: true,
    fullscreenable: false,
    maximizable: true,
    backgroundColor: windowBackground(),
    icon: nativeImage.createFromDataURL(icon),
  };
}

/** The same for the window and those that its pages open. */
function govern(window: BrowserWindow, family: Family): void {
  const { webContents: contents } = window;
  const { name, emptyPage } = family.options;
  window.setMenuBarVisibility(false);
  window.on('page-title-updated', (event) => event.preventDefault());
  const showAddress = () => {
    // The contents go on for a moment when the window is gone.
    if (!window.isDestroyed()) window.setTitle(signInTitle(contents.getURL(), name, emptyPage));
  };
  contents.on('did-navigate', showAddress);
  contents.on('did-redirect-navigation', showAddress);
  contents.on('before-input-event', (event, input) => {
    if (followShortcut(contents, input)) event.preventDefault();
  });
  contents.setWindowOpenHandler((details) => openChild(details, family));
}

function openChild({ url }: HandlerDetails, family: Family): WindowOpenHandlerResponse {
  const { options, children } = family;
  if (!options.visible) {
    options.onWindowRefused();
    return { action: 'deny' };
  }
  // Without an address it is one that the page is going to fill.
  if (children.size >= mostChildren || !mayOpenForSignIn(url === '' ? 'about:blank' : url))
    return { action: 'deny' };
  const webPreferences = signInWebPreferences(options.session, true);
  return {
    action: 'allow',
    overrideBrowserWindowOptions: { webPreferences },
    // What the page asks for (no frame, on top of all, a title) is not looked at: all but the contents is ours.
    createWindow: (given: WithContents) => {
      const own: WithContents =
        given.webContents === undefined ? { webPreferences } : { webContents: given.webContents };
      const child = new BrowserWindow({ ...appearance(options), ...own });
      children.add(child);
      child.on('closed', () => children.delete(child));
      govern(child, family);
      // Without contents (a click with Ctrl) nobody else loads it: https://github.com/electron/electron/issues/49307
      if (given.webContents === undefined) child.loadURL(url).catch(() => undefined);
      return child.webContents;
    },
  };
}

/** As in a browser; there is no menu to find them in. */
function followShortcut(contents: WebContents, { type, key, control, meta, alt, shift }: Input): boolean {
  if (type !== 'keyDown') return false;
  const command = process.platform === 'darwin' ? meta && !control : control && !meta;
  const { navigationHistory } = contents;
  if (key === 'F5' || (command && !alt && !shift && key.toLowerCase() === 'r')) contents.reload();
  else if (alt && !command && key === 'ArrowLeft') navigationHistory.goBack();
  else if (alt && !command && key === 'ArrowRight') navigationHistory.goForward();
  else return false;
  return true;
}

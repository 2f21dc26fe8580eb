import { app, type Session, type WebContents } from 'electron';
import type { Logger } from '../core/ports.ts';
import { isAppUrl } from './app-url.ts';
import { openExternally } from './external-links.ts';
import { denyPermissions } from './permissions.ts';
import { mayVisitForSignIn } from './sign-in-addresses.ts';
import { isSignInSession } from './sign-in-session.ts';

/**
 * Puts every session and every page under the same rules, whoever makes them; only the pages of a sign-in, which come
 * from the outside, have rules of their own. Before the app is ready.
 */
export function hardenEverything(logger: Logger): void {
  app.on('session-created', (session) => hardenSession(session, logger));
  app.on('web-contents-created', (_event, contents) => {
    if (isSignInSession(contents.session)) hardenSignInContents(contents, logger);
    else hardenContents(contents, logger);
  });
  // A certificate the system does not trust is never accepted, and none of the person's is ever presented.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
}

function hardenSession(session: Session, logger: Logger): void {
  denyPermissions(session, logger);
  session.setSpellCheckerEnabled(false);
  // Disabled alone, Chromium still fetches the dictionary of the system's language from its maker.
  session.setSpellCheckerLanguages([]);
  session.on('will-download', (event) => event.preventDefault());
  // The CSP already keeps pages off the network; this holds where no CSP does, such as in about:blank. A session for
  // signing in puts a listener of its own in its place (sign-in-session.ts).
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayLoad(details.url) });
  });
}

/** DevTools (of unpackaged builds) are served by Chromium itself. */
function mayLoad(url: string): boolean {
  return isAppUrl(url) || url.startsWith('devtools://');
}

function hardenContents(contents: WebContents, logger: Logger): void {
  const refuse = (event: { readonly url: string; preventDefault(): void }) => {
    event.preventDefault();
    logger.warn('navigation-refused', { scheme: schemeOf(event.url) });
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openExternally(url).then((opened) => {
      if (!opened) logger.warn('window-refused', { scheme: schemeOf(url) });
    });
    return { action: 'deny' };
  });
}

/**
 * What such a page may load is decided by its session, redirects included. It opens windows only where the window it is
 * in lets it (shell/sign-in-window.ts).
 */
function hardenSignInContents(contents: WebContents, logger: Logger): void {
  contents.on('will-frame-navigate', (event) => {
    if (mayVisitForSignIn(event.url, event.isMainFrame)) return;
    event.preventDefault();
    logger.warn('sign-in-navigation-refused', { scheme: schemeOf(event.url) });
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** An address can carry anything; only its scheme is logged. */
function schemeOf(url: string): string {
  return /^[a-z][a-z\d+.-]{0,20}:/i.exec(url)?.[0] ?? 'none';
}

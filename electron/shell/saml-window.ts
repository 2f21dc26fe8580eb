import type { BrowserWindow } from 'electron';
import { type AppError, appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Words } from '../../shared/words/words.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { samlResponseOfForm } from '../core/sign-ins/find-saml-response.ts';
import type { SamlWindow, SamlWindowAnswer, SamlWindowRequest } from '../core/way-in-ports.ts';
import { mayOpenForSignIn } from '../security/sign-in-addresses.ts';
import { SignInSession } from '../security/sign-in-session.ts';
import { createSignInWindow } from './sign-in-window.ts';
import { keepCookies, restoreCookies } from './sign-in-window-cookies.ts';
import { watchSilently } from './sign-in-window-silent.ts';
import { failureReason, hostOf } from './sign-in-window-words.ts';

interface SamlWindowParts {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly logger: Logger;
  /** Settings' proxy; empty: the system's. */
  readonly proxyUrl: () => string;
  /** Whether the person wants to try a page again that could not be shown. */
  readonly askToRetry: (window: BrowserWindow, error: AppError) => Promise<boolean>;
  readonly words: () => Words;
}

type Outcome = Result<{ readonly assertion: Secret }>;

/** Chromium's code for what was given up for something else. */
const aborted = -3;

/** Where the person signs in: any provider, up to the moment when it sends them on to AWS. */
export class SignInSamlWindow implements SamlWindow {
  readonly #parts: SamlWindowParts;
  /**
   * By sign-in, empty and not in use. Electron never gives the memory of a partition back (nearly 1 MB each), so each
   * sign-in has one of its own again, emptied after every window.
   * https://github.com/electron/electron/issues/28566
   */
  readonly #idle = new Map<string, SignInSession[]>();
  readonly #visible = new Map<string, BrowserWindow>();

  constructor(parts: SamlWindowParts) {
    this.#parts = parts;
  }

  async open(request: SamlWindowRequest, signal: AbortSignal): Promise<Result<SamlWindowAnswer>> {
    if (signal.aborted) return fail(appError('cancelled'));
    const { signInId, startUrl } = request;
    if (!mayOpenForSignIn(startUrl)) return fail(pageFailed(startUrl, 'ERR_BLOCKED_BY_CLIENT'));
    const used = this.#idle.get(signInId)?.pop() ?? new SignInSession();
    try {
      await used.setProxy(this.#parts.proxyUrl());
      if (request.cookies !== null) {
        const refused = await restoreCookies(used.session.cookies, request.cookies);
        if (refused > 0) this.#parts.logger.info('sign-in-cookies-refused', { count: refused });
      }
      if (signal.aborted) return fail(appError('cancelled'));
      const outcome = await this.#visit(used, request, signal);
      if (!outcome.ok) return outcome;
      const cookies = request.remember ? await keepCookies(used.session.cookies) : null;
      return succeed({ assertion: outcome.value.assertion, cookies });
    } finally {
      await this.#empty(signInId, used);
    }
  }

  focus(signInId: string): void {
    const window = this.#visible.get(signInId);
    if (window === undefined || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Ends with the window gone. */
  async #visit(used: SignInSession, request: SamlWindowRequest, signal: AbortSignal): Promise<Outcome> {
    const { signInId, name, startUrl, visible } = request;
    let isOver = false;
    let resolve: (outcome: Outcome) => void = () => undefined;
    const settled = new Promise<Outcome>((settleIt) => {
      resolve = settleIt;
    });
    const settle = (outcome: Outcome) => {
      isOver = true;
      // Not within an event of the contents that are destroyed next.
      setImmediate(resolve, outcome);
    };
    const needed = () => settle(fail(appError('sign-in-needed', { signIn: name })));
    const cancel = () => settle(fail(appError('cancelled')));
    used.onSamlPost = (body) => settle(assertionOf(body));
    const window = createSignInWindow({
      session: used.session,
      name,
      visible,
      emptyPage: this.#parts.words().dialogs.signInWindow.emptyPage,
      onWindowRefused: needed,
    });
    const { webContents: contents } = window;
    if (visible) this.#visible.set(signInId, window);
    signal.addEventListener('abort', cancel, { once: true });
    window.on('closed', () => settle(fail(appError('sign-in-window-closed'))));
    contents.on('did-navigate', (_event, url) => {
      if (!isOver && hostOf(url) !== '') request.onHost(hostOf(url));
    });
    const handleFailure = (url: string, description: string) => {
      if (isOver) return;
      const error = pageFailed(url, description);
      if (!visible) return settle(fail(error));
      void this.#parts.askToRetry(window, error).then((again) => {
        if (!again) settle(fail(error));
        else if (!window.isDestroyed()) contents.reload();
      });
    };
    contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
      if (isMainFrame && code !== aborted) handleFailure(url, description);
    });
    contents.on('render-process-gone', () => handleFailure(contents.getURL(), ''));
    const stopWatching = visible
      ? () => undefined
      : watchSilently(contents, this.#parts.clock, {
          needed,
          timedOut: () => settle(fail(pageFailed(contents.getURL() || startUrl, 'ERR_TIMED_OUT'))),
        });
    // A failure comes as an event too.
    contents.loadURL(startUrl).catch(() => undefined);
    try {
      return await settled;
    } finally {
      stopWatching();
      signal.removeEventListener('abort', cancel);
      used.onSamlPost = null;
      if (this.#visible.get(signInId) === window) this.#visible.delete(signInId);
      if (!window.isDestroyed()) window.destroy();
    }
  }

  async #empty(signInId: string, used: SignInSession): Promise<void> {
    try {
      await used.clear();
      const idle = this.#idle.get(signInId) ?? [];
      this.#idle.set(signInId, [...idle, used]);
    } catch (cause) {
      // Not used again, then.
      this.#parts.logger.warn('sign-in-session-not-cleared', { cause });
    }
  }
}

function assertionOf(body: Buffer): Outcome {
  const assertion = samlResponseOfForm(body.toString('utf8'));
  return assertion === null
    ? fail(appError('saml-assertion-unreadable', { reason: 'form-no-saml-response' satisfies ReasonCode }))
    : succeed({ assertion });
}

function pageFailed(address: string, description: string) {
  return appError('sign-in-page-failed', { host: hostOf(address), ...failureReason(description) });
}

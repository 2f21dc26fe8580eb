import { app, BrowserWindow } from 'electron';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import type { SamlWindowAnswer, SamlWindowRequest } from '../../electron/core/way-in-ports.ts';
import { hardenEverything } from '../../electron/security/harden.ts';
import { isSignInSession } from '../../electron/security/sign-in-session.ts';
import { SignInSamlWindow } from '../../electron/shell/saml-window.ts';
import { reasonText } from '../../shared/error-text.ts';
import type { Result } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';

/** What goes over to the test: no class, no secret. */
export type PlainRequest = Omit<SamlWindowRequest, 'cookies' | 'onHost'> & {
  readonly cookies: string | null;
};
export type PlainOutcome =
  | { readonly ok: true; readonly assertion: string; readonly cookies: string | null }
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, string>> };

export interface SignInWindowProbe {
  begin(request: PlainRequest): void;
  outcome(signInId: string): Promise<PlainOutcome>;
  cancel(signInId: string): void;
  focus(signInId: string): void;
  /** Answers to the question whether to try again; none left: no. */
  readonly retries: boolean[];
  readonly asked: string[];
  readonly hosts: string[];
  /** Each `show` and `focus` of any window. */
  readonly shown: string[];
  /** Addresses that a request was about to go out to. */
  readonly sent: string[];
  readonly logged: string[];
  readonly downloads: boolean[];
  /** Cookies of all sign-in sessions. */
  cookies(): Promise<readonly string[]>;
  /** How many sign-in sessions there are. */
  sessions(): number;
}

const sessions: Electron.Session[] = [];
const outcomes = new Map<string, Promise<PlainOutcome>>();
const cancellations = new Map<string, AbortController>();
const told = {
  retries: [] as boolean[],
  downloads: [] as boolean[],
  asked: [] as string[],
  hosts: [] as string[],
  shown: [] as string[],
  sent: [] as string[],
  logged: [] as string[],
};

const log = (event: string, fields: Readonly<Record<string, unknown>> = {}) =>
  void told.logged.push(`${event} ${Object.values(fields).join(' ')}`);

// Without a listener Electron would wait in a dialog of its own.
process.on('uncaughtException', (cause) => log('uncaught', { stack: cause.stack }));
process.on('unhandledRejection', (cause) => log('unhandled', { cause }));
app.on('window-all-closed', () => undefined);
app.on('browser-window-created', (_event, window) => {
  window.on('show', () => told.shown.push('show'));
  window.on('focus', () => told.shown.push('focus'));
});
hardenEverything({ info: log, warn: log, error: log });
app.on('session-created', (session) => {
  sessions.push(session);
  session.on('will-download', (event) => told.downloads.push(event.defaultPrevented));
  session.webRequest.onBeforeSendHeaders(({ url }, callback) => {
    told.sent.push(url);
    callback({});
  });
});

const window = new SignInSamlWindow({
  clock: systemClock,
  logger: { info: log, warn: log, error: log },
  proxyUrl: () => '',
  words: () => en,
  askToRetry: async (_window, { params }) => {
    told.asked.push(`${params.host}: ${reasonText(params, en)}`);
    return told.retries.shift() ?? false;
  },
});

function plain(answer: Result<SamlWindowAnswer>): PlainOutcome {
  if (!answer.ok) return { ok: false, ...answer.error };
  const { assertion, cookies } = answer.value;
  return { ok: true, assertion: assertion.reveal(), cookies: cookies?.reveal() ?? null };
}

const probe: SignInWindowProbe = {
  begin({ cookies, ...request }) {
    const cancellation = new AbortController();
    cancellations.set(request.signInId, cancellation);
    const answer = window.open(
      {
        ...request,
        cookies: cookies === null ? null : new Secret(cookies),
        onHost: (host) => void told.hosts.push(host),
      },
      cancellation.signal,
    );
    outcomes.set(request.signInId, answer.then(plain));
  },
  outcome: async (signInId) => {
    const outcome = await outcomes.get(signInId);
    if (outcome === undefined) throw new Error(`Nothing was begun for ${signInId}.`);
    return outcome;
  },
  cancel: (signInId) => cancellations.get(signInId)?.abort(),
  focus: (signInId) => window.focus(signInId),
  ...told,
  cookies: async () => {
    const all = await Promise.all(sessions.filter(isSignInSession).map((each) => each.cookies.get({})));
    return all.flat().map(({ name }) => name);
  },
  sessions: () => sessions.filter(isSignInSession).length,
};
Reflect.set(globalThis, 'probe', probe);

// Another window that has the keyboard, as the person's own work.
app.whenReady().then(async () => {
  const desk = new BrowserWindow({ width: 300, height: 200, x: 0, y: 0, title: 'Desk' });
  await desk.loadURL('about:blank');
  desk.setTitle('Desk');
});

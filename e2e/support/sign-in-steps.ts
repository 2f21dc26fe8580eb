import type { ElectronApplication, Page } from '@playwright/test';
import type { SignInMethod } from '../../shared/sign-in.ts';
import type { SignInView } from '../../shared/sign-in-views.ts';
import type { SessionView } from '../../shared/views.ts';
import { until } from '../desktop/index.ts';
import { answerOf } from './given.ts';
import { type AwsStandIn, type KeycutterOptions, RunningKeycutter } from './running-keycutter.ts';

/** What the tests of every way of signing in need. */

/** Answers with its id. */
export async function givenSignIn(
  page: Page,
  name: string,
  method: SignInMethod,
  clientSecret?: string,
): Promise<string> {
  const input = { draft: { name, method }, ...(clientSecret === undefined ? {} : { clientSecret }) };
  return answerOf(await page.evaluate((given) => window.keycutter.signIns.save(given), input));
}

/** Programs find it as a profile of this name in ~/.aws/config. */
export async function serveAs(page: Page, profileId: string, name: string): Promise<void> {
  const section = { profileId, name, kind: 'process', takeOver: true } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
}

export async function signInOf(keycutter: RunningKeycutter, id: string): Promise<SignInView> {
  const found = (await keycutter.snapshot()).signIns.find((signIn) => signIn.id === id);
  if (found === undefined) throw new Error('There is no such sign-in.');
  return found;
}

export async function sessionOf(keycutter: RunningKeycutter, profileId: string): Promise<SessionView | null> {
  const { sessions } = await keycutter.snapshot();
  return sessions.find((session) => session.profileId === profileId) ?? null;
}

/** Until the profile's session is live; another one than `not`, an access key id. */
export async function becomesLive(
  keycutter: RunningKeycutter,
  profileId: string,
  not: string | null = null,
): Promise<SessionView> {
  return until(
    'the session is live',
    async () => {
      const session = await sessionOf(keycutter, profileId);
      return session?.state === 'active' && session.accessKeyId !== not ? session : undefined;
    },
    30_000,
  );
}

/** Quits and starts as at login, without a window. */
export async function restartHidden(
  keycutter: RunningKeycutter,
  options: KeycutterOptions,
): Promise<RunningKeycutter> {
  const { desktop, userData } = keycutter;
  await keycutter.quit();
  const again = await RunningKeycutter.start(desktop, { ...options, userData, args: ['--hidden'] });
  await until('it has started', () => again.app.evaluate(() => globalThis.keycutterSeams !== undefined));
  return again;
}

/** The sign-in window, at a page of this origin. */
export function providerWindow(keycutter: RunningKeycutter, origin: string): Promise<Page> {
  return until(
    `the sign-in window shows ${origin}`,
    async () => keycutter.app.windows().find((page) => page.url().startsWith(origin)),
    30_000,
  );
}

export function providerWindows(keycutter: RunningKeycutter, origin: string): readonly Page[] {
  return keycutter.app.windows().filter((page) => page.url().startsWith(origin));
}

interface SeenWindows {
  /** How many were made. */
  made: number;
  /** `show TITLE`, `focus TITLE`. */
  readonly shown: string[];
}

declare global {
  var seenWindows: SeenWindows;
}

/** What the windows of the app do from now on. Answers with how to ask. */
export async function watchWindows(app: ElectronApplication): Promise<() => Promise<SeenWindows>> {
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    globalThis.seenWindows = { made: 0, shown: [] };
    const watch = (window: Electron.BrowserWindow) => {
      window.on('show', () => globalThis.seenWindows.shown.push(`show ${window.getTitle()}`));
      window.on('focus', () => globalThis.seenWindows.shown.push(`focus ${window.getTitle()}`));
    };
    BrowserWindow.getAllWindows().forEach(watch);
    electron.on('browser-window-created', (_event, window) => {
      globalThis.seenWindows.made += 1;
      watch(window);
    });
  });
  return () => app.evaluate(() => globalThis.seenWindows);
}

/**
 * Time passes up to the moment at which the session renews itself, and a little over it: what then takes real time, such
 * as a page that is loaded, must not meet an hour that passes at once.
 */
export async function forwardToRenewal(
  keycutter: RunningKeycutter,
  aws: AwsStandIn,
  profileId: string,
  justBefore: () => void = () => {},
): Promise<void> {
  const left = await keycutter.app.evaluate((_electron, id) => {
    const seams = globalThis.keycutterSeams;
    const session = seams?.snapshot().sessions.find((each) => each.profileId === id);
    if (seams === undefined || session?.renewal?.kind !== 'renews-itself') return null;
    return session.renewal.at - seams.clock.now();
  }, profileId);
  if (left === null) throw new Error('It does not renew itself.');
  await keycutter.fastForward(Math.max(0, left - 1_000), aws);
  justBefore();
  await keycutter.fastForward(2_500, aws);
}

/** Titles of what the desktop was given to tell the person. */
export function told(keycutter: RunningKeycutter): Promise<readonly string[]> {
  return keycutter.app.evaluate(() =>
    (globalThis.keycutterSeams?.notifications ?? []).map(({ title }) => title),
  );
}

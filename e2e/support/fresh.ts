import { type Page, test } from '@playwright/test';
import type { DesktopOptions } from '../desktop/desktop.ts';
import { type Desktop, startDesktop } from '../desktop/index.ts';
import {
  type AwsOptions,
  type AwsStandIn,
  type KeycutterOptions,
  RunningKeycutter,
  startAws,
} from './running-keycutter.ts';

/**
 * What the tests of a file work with: the latest of each. A file calls `withDesktop` once, and `newAws` and `newApp`
 * where a test begins; what these start ends with the test.
 */
export let desktop: Desktop;
export let aws: AwsStandIn;
export let keycutter: RunningKeycutter;
export let page: Page;

type AppOptions = Omit<KeycutterOptions, 'aws'>;

let endings: (() => Promise<unknown>)[] = [];

/** One desktop for the whole file. */
export function withDesktop(options: DesktopOptions = {}): void {
  test.beforeAll(async () => {
    desktop = await startDesktop(options);
  });
  test.afterEach(async () => {
    const latestFirst = endings.reverse();
    endings = [];
    for (const end of latestFirst) await end();
  });
  test.afterAll(() => desktop?.stop());
}

export async function newAws(options: AwsOptions = {}): Promise<void> {
  aws = await startAws(options);
  endings.push(aws.close);
}

/** With its window. */
export async function newApp(options: AppOptions = {}): Promise<void> {
  await startApp(options);
  page = await keycutter.window();
}

/** As at login: in the tray only. */
export function newHiddenApp(options: AppOptions = {}): Promise<void> {
  return startApp({ ...options, args: ['--hidden', ...(options.args ?? [])] });
}

/** Of the latest AWS. */
async function startApp(options: AppOptions): Promise<void> {
  const started = await RunningKeycutter.start(desktop, { aws, ...options });
  endings.push(() => started.quit());
  keycutter = started;
}

/** Quits it, and starts it on the same data. */
export async function restartApp(options: Omit<AppOptions, 'userData'> = {}): Promise<void> {
  await keycutter.quit();
  await newApp({ ...options, userData: keycutter.userData });
}

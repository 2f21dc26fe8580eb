import { spawn } from 'node:child_process';
import { access, readFile, stat } from 'node:fs/promises';
import type { BrowserFiles } from './browser-catalog.ts';
import type { BrowserLaunch } from './browser-programs.ts';

const largest = 64 * 1024 * 1024;

export const browserFiles: BrowserFiles = {
  async read(path) {
    try {
      const stats = await stat(path);
      return stats.isFile() && stats.size <= largest ? await readFile(path, 'utf8') : null;
    } catch {
      return null;
    }
  },
  isThere: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};

type Variables = Readonly<Record<string, string | undefined>>;

export interface BrowserStartOptions {
  readonly variables: Variables;
  readonly home: string;
  /** Ms after which one that still runs has started. */
  readonly settle?: number;
}

/**
 * Starts a browser that lives on without us. False: there is no such program, or it ends with a failure at once. A
 * browser that runs already is handed the page by a second one, which ends well.
 */
export function startBrowser(
  { program, arguments: given }: BrowserLaunch,
  { variables, home, settle = 1_500 }: BrowserStartOptions,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, given, {
      cwd: home,
      env: browserVariables(variables),
      detached: true,
      stdio: 'ignore',
    });
    let timer: NodeJS.Timeout | undefined;
    const done = (isStarted: boolean) => {
      clearTimeout(timer);
      resolve(isStarted);
    };
    child.once('error', () => done(false));
    child.once('exit', (code) => done(code === 0));
    child.once('spawn', () => {
      child.unref();
      timer = setTimeout(() => done(true), settle);
    });
  });
}

/** A browser needs nothing that AWS's tools read, and what Electron adds to its own environment would mislead it. */
export function browserVariables(variables: Variables): Record<string, string> {
  const desktop = variables.ORIGINAL_XDG_CURRENT_DESKTOP;
  const kept = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined || notForBrowsers.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), ...(desktop === undefined ? {} : { XDG_CURRENT_DESKTOP: desktop }) };
}

const notForBrowsers = /^(?:AWS_|KEYCUTTER_|ELECTRON_|NODE_|CHROME_DESKTOP$|ORIGINAL_XDG_CURRENT_DESKTOP$)/i;

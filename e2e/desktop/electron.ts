import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import type { Desktop } from './desktop.ts';
import { type Environment, run } from './processes.ts';

export interface LaunchOptions {
  /** After the folder: what a user would add. */
  readonly args?: readonly string[];
  /** Before the folder: Electron's and Chromium's own. */
  readonly flags?: readonly string[];
  readonly env?: Environment;
  /**
   * As root: runs the app as the user `nobody`, with Chromium's sandbox in force. That user may still read and write
   * what root owns, so that checkout, HOME and buses need no second copy: it is for tests of the sandbox, and none of
   * file permissions.
   */
  readonly asPlainUser?: boolean;
}

/** Chromium's sandbox refuses to run as root. */
export const isRoot = process.getuid?.() === 0;

/** The executable that playwright.config.ts found. */
export function electronExecutable(): string {
  const executable = process.env.KEYCUTTER_ELECTRON;
  if (executable === undefined)
    throw new Error('KEYCUTTER_ELECTRON is not set: run this through Playwright.');
  return executable;
}

/**
 * Starts an app on the desktop, held until Playwright is attached.
 * Ask for `app.process()` before `app.close()`: afterwards Playwright has forgotten it.
 */
export async function launchElectron(
  desktop: Desktop,
  appFolder: string,
  options: LaunchOptions = {},
): Promise<ElectronApplication> {
  const changeUser = isRoot && options.asPlainUser === true;
  const sandbox = !isRoot || changeUser;
  return _electron.launch({
    // Without executablePath Playwright holds the app until it has attached. It finds the executable through
    // ELECTRON_OVERRIDE_DIST_PATH, which playwright.config.ts sets.
    ...(changeUser ? { executablePath: await plainUserExecutable(desktop) } : {}),
    args: [
      ...(sandbox ? [] : ['--no-sandbox']),
      ...(options.flags ?? []),
      appFolder,
      ...(options.args ?? []),
    ],
    chromiumSandbox: sandbox,
    env: { ...desktop.env, ...options.env },
  });
}

/** A script that becomes `nobody` and then Electron. */
async function plainUserExecutable(desktop: Desktop): Promise<string> {
  const script = join(desktop.folder, 'electron-as-nobody');
  if (existsSync(script)) return script;
  // The sandboxed processes lose the right to look into root's home, where the cache may be: they get links to it.
  const copy = join(desktop.folder, 'electron');
  const original = dirname(electronExecutable());
  await run('cp', ['-al', original, copy]).catch(() => run('cp', ['-a', original, copy]));
  await chmod(desktop.folder, 0o755);
  const nobody = '--reuid=65534 --regid=65534 --clear-groups';
  const capabilities = '--inh-caps=+dac_override --ambient-caps=+dac_override';
  await writeFile(script, `#!/bin/sh\nexec setpriv ${nobody} ${capabilities} '${copy}/electron' "$@"\n`, {
    mode: 0o755,
  });
  return script;
}

/**
 * Ends an app as the system does, without the question that a person is asked, and waits until its process is gone.
 * Works after a sleep too, when `app.close()` does not.
 */
export async function quitElectron(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

import { readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { appId } from '../../shared/app-id.ts';
import { appError } from '../../shared/errors.ts';
import { plainText } from '../../shared/plain-text.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { UpdateChannel } from '../../shared/settings.ts';
import type { FoundUpdate, Logger, Updater } from '../core/ports.ts';
import { releaseNotesText } from '../core/updates/release-notes.ts';

export interface ElectronUpdaterOptions {
  /** `app-update.yml`, which electron-builder writes beside the app where a feed is configured; null: no updates here. */
  readonly feedFile: string | null;
  readonly platform: NodeJS.Platform;
  readonly logger: Logger;
  /** Lets the updater's own session reach its feed, and nothing but https. */
  readonly openSession: (session: AppUpdater['netSession']) => void;
  /** Begins to quit; the app calls `installAtEnd` when all else is over. */
  readonly quitNow: () => void;
  /** The library, which needs a running Electron. */
  readonly load?: () => Promise<Library>;
}

type Library = Pick<typeof import('electron-updater'), 'autoUpdater' | 'CancellationToken'>;
type Feed = Updater['feed'];

/** electron-updater, kept from doing anything by itself. https://www.electron.build/auto-update */
export class ElectronUpdater implements Updater {
  readonly feed: Feed;
  readonly #options: ElectronUpdaterOptions;
  #loading: Promise<Loaded> | null = null;
  #restarting = false;

  constructor(options: ElectronUpdaterOptions) {
    this.#options = options;
    this.feed = feedOf(options);
  }

  async check(channel: UpdateChannel): Promise<Result<FoundUpdate | null>> {
    try {
      const { updater } = await this.#loaded();
      updater.channel = channel;
      // Setting a channel allows older versions: https://www.electron.build/electron-updater.class.appupdater
      updater.allowDowngrade = false;
      updater.allowPrerelease = channel !== 'latest';
      const found = await updater.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return succeed(null);
      const { version, releaseNotes } = found.updateInfo;
      return succeed({ version: plainText(version, 40), releaseNotes: releaseNotesText(releaseNotes) });
    } catch (cause) {
      this.#options.logger.warn('update-check-failed', { cause });
      return fail(appError('update-check-failed', { reason: reasonOf(cause) }));
    }
  }

  async download(onProgress: (percent: number) => void, signal: AbortSignal): Promise<Result<undefined>> {
    const { updater, CancellationToken } = await this.#loaded();
    if (signal.aborted) return fail(appError('cancelled'));
    // One of its own: one that was cancelled stays so, and would refuse every later download.
    const cancellation = new CancellationToken();
    const tell = ({ percent }: { readonly percent: number }) => onProgress(Math.floor(percent));
    const cancel = () => cancellation.cancel();
    updater.on('download-progress', tell);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await updater.downloadUpdate(cancellation);
      return succeed();
    } catch (cause) {
      if (signal.aborted) return fail(appError('cancelled'));
      this.#options.logger.warn('update-download-failed', { cause });
      return fail(
        codeOf(cause) === 'ERR_UPDATER_INVALID_SIGNATURE'
          ? appError('update-not-trusted')
          : appError('update-download-failed', { reason: reasonOf(cause) }),
      );
    } finally {
      updater.off('download-progress', tell);
      signal.removeEventListener('abort', cancel);
    }
  }

  restart(): void {
    this.#restarting = true;
    this.#options.quitNow();
  }

  /** Whether it ends the app from here on, which it does by quitting once more. */
  async installAtEnd(): Promise<boolean> {
    if (!this.#restarting) return false;
    const { updater } = await this.#loaded();
    updater.quitAndInstall(true, true);
    return true;
  }

  #loaded(): Promise<Loaded> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<Loaded> {
    const { feedFile, openSession, load = () => import('electron-updater') } = this.#options;
    const { autoUpdater: updater, CancellationToken } = await load();
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.autoRunAppAfterInstall = true;
    updater.disableWebInstaller = true;
    updater.logger = null;
    // Else it looks only where it knows how to install, and Linux is told too.
    updater.forceDevUpdateConfig = true;
    updater.updateConfigPath = feedFile ?? '';
    // It would send an id of this installation with each look. https://www.electron.build/auto-update#staged-rollouts
    updater.requestHeaders = { 'x-user-staging-id': '' };
    updater.isUserWithinRollout = () => true;
    // Each failure is told by the call that it ends; an event that nobody listens to would be thrown.
    updater.on('error', () => {});
    openSession(updater.netSession);
    return { updater, CancellationToken };
  }
}

interface Loaded {
  readonly updater: AppUpdater;
  readonly CancellationToken: Library['CancellationToken'];
}

/**
 * Windows checks the publisher that the feed file names, and nothing where it names none; macOS compares with the
 * signature of the running app; on Linux nothing can. https://www.electron.build/code-signing
 */
function feedOf({ feedFile, platform }: ElectronUpdaterOptions): Feed {
  if (feedFile === null) return 'none';
  let text: string;
  try {
    text = readFileSync(feedFile, 'utf8');
  } catch {
    return 'none';
  }
  if (!/^provider:/m.test(text)) return 'none';
  if (platform === 'darwin') return 'installs';
  return platform === 'win32' && /^publisherName:/m.test(text) ? 'installs' : 'tells';
}

/**
 * Folders that downloads are kept in, below those of
 * https://github.com/electron-userland/electron-builder/blob/master/packages/electron-updater/src/AppAdapter.ts;
 * on Linux there are none.
 */
export function updateCaches({
  platform,
  variables,
  homeFolder,
}: {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
}): readonly string[] {
  // electron-builder names it after the package: `updaterCacheDirName` in the feed file.
  const folder = 'keycutter-updater';
  if (platform === 'win32') {
    return [win32.join(variables.LOCALAPPDATA || win32.join(homeFolder, 'AppData', 'Local'), folder)];
  }
  const caches = posix.join(homeFolder, 'Library', 'Caches');
  return platform === 'darwin' ? [posix.join(caches, folder), posix.join(caches, `${appId}.ShipIt`)] : [];
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** The first line of what the library says, without what follows of headers and stacks. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return plainText(message.split('\n')[0] ?? '', 200);
}

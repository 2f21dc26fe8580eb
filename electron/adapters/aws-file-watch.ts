import { type FSWatcher, readlinkSync, statSync, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

export interface AwsFileWatchOptions {
  readonly paths: readonly string[];
  /** Something happened to one of the files, or may have. */
  readonly onEvent: () => void;
  /** The system refuses to watch (its limit of watches, most often); files are looked at by the clock instead. */
  readonly onRefused: (error: unknown) => void;
}

/** Ms: events come in groups; they are told at most this long after the first. */
const gatheringTime = 40;
/** Ms between two looks where the system refuses to watch. */
const lookEvery = 1_000;
const mostLinks = 40;

interface WatchedFolder {
  readonly watcher: FSWatcher;
  /** Which folder was behind the path when the watch began. */
  readonly identity: string;
  /** What matters in it. */
  names: ReadonlySet<string>;
}

/**
 * Watches folders, for files are replaced by renames: those that hold the files, those that hold symbolic links on the
 * way to them, and for a folder that is not there the nearest one above it that is. After every event the set is
 * found anew, so that folders may come and go.
 */
export class AwsFileWatch {
  readonly #options: AwsFileWatchOptions;
  readonly #folders = new Map<string, WatchedFolder>();
  #gathering: NodeJS.Timeout | null = null;
  #looking: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: AwsFileWatchOptions) {
    this.#options = options;
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    for (const folder of this.#folders.keys()) this.#drop(folder);
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    if (this.#looking !== null) clearInterval(this.#looking);
  }

  #arm(): void {
    // Again while something is new, for a folder may have come just before the watch for it began.
    for (let rounds = 0; rounds < 10 && this.#armOnce(); rounds += 1);
  }

  #armOnce(): boolean {
    const wanted = new Map<string, Set<string>>();
    for (const path of this.#options.paths) addWatchPoints(path, wanted, mostLinks);
    for (const folder of this.#folders.keys()) if (!wanted.has(folder)) this.#drop(folder);
    let added = false;
    for (const [folder, names] of wanted) {
      const identity = folderIdentity(folder);
      const watched = this.#folders.get(folder);
      if (watched !== undefined && watched.identity === identity) {
        watched.names = names;
        continue;
      }
      this.#drop(folder);
      added = this.#watch(folder, identity, names) || added;
    }
    return added;
  }

  #watch(folder: string, identity: string, names: ReadonlySet<string>): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // The folder itself was moved or removed. The watch would stay with it, wherever it is now.
        if (name === basename(folder)) this.#lost(folder);
        else if (name === null || this.#folders.get(folder)?.names.has(name)) this.#noticed();
      });
      // On Windows, when the folder is removed: https://nodejs.org/api/fs.html#caveats
      watcher.on('error', () => this.#lost(folder));
      this.#folders.set(folder, { watcher, identity, names });
      return true;
    } catch (error) {
      if (this.#looking === null) this.#options.onRefused(error);
      this.#looking ??= setInterval(() => this.#noticed(), lookEvery).unref();
      return false;
    }
  }

  #lost(folder: string): void {
    this.#drop(folder);
    this.#noticed();
  }

  #drop(folder: string): void {
    this.#folders.get(folder)?.watcher.close();
    this.#folders.delete(folder);
  }

  #noticed(): void {
    if (this.#closed || this.#gathering !== null) return;
    this.#gathering = setTimeout(() => {
      this.#gathering = null;
      this.#arm();
      this.#options.onEvent();
    }, gatheringTime);
    this.#gathering.unref();
  }
}

/** Adds each folder to watch, with the names in it that matter. */
function addWatchPoints(path: string, points: Map<string, Set<string>>, linksLeft: number): void {
  const folder = dirname(path);
  if (folder === path) return;
  if (folderIdentity(folder) === '') {
    addWatchPoints(folder, points, linksLeft);
    return;
  }
  const names = points.get(folder) ?? new Set();
  points.set(folder, names.add(basename(path)));
  // A link on the way may be made to point elsewhere.
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    if (linkAt(above) !== null) addWatchPoints(above, points, 0);
  }
  const next = linksLeft > 0 ? linkAt(path) : null;
  if (next !== null) addWatchPoints(resolve(folder, next), points, linksLeft - 1);
}

/** Empty: there is no folder, or none we may look at. */
function folderIdentity(path: string): string {
  try {
    const stats = statSync(path, { bigint: true });
    return stats.isDirectory() ? `${stats.dev} ${stats.ino}` : '';
  } catch {
    return '';
  }
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

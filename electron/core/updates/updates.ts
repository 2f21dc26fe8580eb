import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { UpdateView } from '../../../shared/views.ts';
import type { Clock, FoundUpdate, Updater } from '../ports.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly updater: Updater;
  readonly settings: () => Pick<Settings, 'checkForUpdates' | 'updateChannel'>;
  readonly onChanged: () => void;
}

const afterStart = 60_000;
const betweenLooks = 24 * 60 * 60_000;

/**
 * Looks for a newer version once a day where the person switched that on; gets it and restarts only when told to.
 * Everything else an update could do by itself, it does not do.
 */
export class Updates {
  readonly #deps: Dependencies;
  #state: UpdateView;
  #found: FoundUpdate | null = null;
  /** Epoch ms by our clock. */
  #nextLook: number;
  #looking: Promise<Result<undefined>> | null = null;
  #channel: Settings['updateChannel'];
  #stopDownload = new AbortController();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#state = { state: dependencies.updater.feed === 'none' ? 'off' : 'unknown' };
    this.#nextLook = dependencies.clock.now() + afterStart;
    this.#channel = dependencies.settings().updateChannel;
  }

  view(): UpdateView {
    return this.#state;
  }

  /** When to be evaluated next, epoch ms by our clock; null: nothing is looked for by itself. */
  nextDeadline(): number | null {
    return this.#looksByItself() ? this.#nextLook : null;
  }

  evaluate(): void {
    const { clock, settings } = this.#deps;
    const { updateChannel } = settings();
    if (updateChannel !== this.#channel) {
      this.#channel = updateChannel;
      this.#nextLook = Math.min(this.#nextLook, clock.now());
      // What another channel had is not what was asked for.
      if (!['off', 'downloading', 'ready'].includes(this.#state.state)) this.#become({ state: 'unknown' });
    }
    // A clock that was set back must not put it off for years.
    this.#nextLook = Math.min(this.#nextLook, clock.now() + betweenLooks);
    if (this.#looksByItself() && clock.now() >= this.#nextLook) void this.check();
  }

  /** Looks now; one look at a time. Errors: update-feed-missing, update-check-failed. */
  check(): Promise<Result<undefined>> {
    if (this.#deps.updater.feed === 'none') return Promise.resolve(fail(appError('update-feed-missing')));
    const { state } = this.#state;
    if (state === 'downloading' || state === 'ready') return Promise.resolve(succeed());
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Errors: update-feed-missing (nothing to get), update-download-failed, update-not-trusted, cancelled. */
  async download(signal: AbortSignal): Promise<Result<undefined>> {
    const found = this.#found;
    if (found === null || this.#state.state !== 'found') return fail(appError('update-feed-missing'));
    this.#become({ state: 'downloading', ...found, percent: 0 });
    this.#stopDownload = new AbortController();
    const got = await this.#deps.updater.download(
      (percent) => {
        if (this.#state.state === 'downloading') this.#become({ ...this.#state, percent });
      },
      AbortSignal.any([signal, this.#stopDownload.signal]),
    );
    if (got.ok) this.#become({ state: 'ready', ...found, percent: null });
    else if (got.error.code === 'cancelled') this.#become({ state: 'found', ...found, percent: null });
    else this.#failed(got.error);
    return got;
  }

  /** Whoever started the download may be gone by now: a window that was closed. */
  cancelDownload(): void {
    this.#stopDownload.abort();
  }

  /** `mayQuit` is asked once there is something to restart into. Errors: update-feed-missing (nothing was got), cancelled. */
  async restart(mayQuit: () => Promise<boolean>): Promise<Result<undefined>> {
    if (this.#state.state !== 'ready') return fail(appError('update-feed-missing'));
    if (!(await mayQuit())) return fail(appError('cancelled'));
    this.#deps.updater.restart();
    return succeed();
  }

  async #look(): Promise<Result<undefined>> {
    const { clock, updater } = this.#deps;
    const channel = this.#channel;
    this.#nextLook = clock.now() + betweenLooks;
    const before = this.#state;
    this.#become({ state: 'checking' });
    const looked = await updater.check(channel);
    // Another channel was chosen meanwhile: what this one has is not what is asked for now.
    if (channel !== this.#channel) return this.#look();
    if (!looked.ok) {
      // What was found yesterday is still there when today's look fails.
      if (before.state === 'found' || before.state === 'told') this.#become(before);
      else this.#failed(looked.error);
      return looked;
    }
    this.#found = looked.value;
    if (looked.value === null) this.#become({ state: 'current' });
    else
      this.#become({
        state: updater.feed === 'installs' ? 'found' : 'told',
        ...looked.value,
        percent: null,
      });
    return succeed();
  }

  #looksByItself(): boolean {
    const { updater, settings } = this.#deps;
    const { state } = this.#state;
    const isOver = state === 'downloading' || state === 'ready' || state === 'checking';
    return updater.feed !== 'none' && settings().checkForUpdates && !isOver;
  }

  #failed(error: AppError): void {
    this.#become({ state: 'failed', error });
  }

  #become(state: UpdateView): void {
    this.#state = state;
    this.#deps.onChanged();
  }
}

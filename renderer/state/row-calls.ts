import type { CallerIdentity } from '../../shared/access-key-views.ts';
import type { AppError, ErrorCode } from '../../shared/errors.ts';
import type { ExportFormat, ExportWay } from '../../shared/export-formats.ts';
import type { CallOptions, Copied } from '../../shared/ipc-contract.ts';
import type { Result } from '../../shared/result.ts';
import type { WindowApi } from '../../shared/window-api.ts';
import type { RendererClock } from './clock.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export type RowVerb =
  | 'assume'
  | 'refresh'
  | 'stop'
  | 'check'
  | 'copy'
  | 'copy-unset'
  | 'terminal'
  | 'console'
  | 'delete'
  | 'favourite';

export type RowOutcome =
  | { readonly kind: 'failed'; readonly verb: RowVerb; readonly error: AppError; readonly retry: () => void }
  | { readonly kind: 'checked'; readonly identity: CallerIdentity }
  | { readonly kind: 'copied'; readonly format: ExportFormat; readonly copied: Copied }
  | { readonly kind: 'unset-copied'; readonly format: ExportFormat }
  | { readonly kind: 'opened'; readonly what: 'terminal' | 'console' };

/** What this window is doing, or last did, for one profile. */
export interface RowCall {
  readonly waiting: { readonly verb: RowVerb; readonly callId: string } | null;
  readonly outcome: RowOutcome | null;
}

/** What is absent: as the profile or Settings say. */
export interface ConsolePlace {
  readonly service?: string;
  readonly browser?: string;
}

const nothing: RowCall = { waiting: null, outcome: null };
/** What the person did needs no explaining. */
const ownDoing: ReadonlySet<ErrorCode> = new Set(['cancelled', 'mfa-dismissed', 'sign-in-dismissed']);
/** For how long a row says that something was copied or opened: two short sentences' reading. */
const passingFor = 6_000;
const passing: ReadonlySet<RowOutcome['kind']> = new Set(['copied', 'unset-copied', 'opened']);

export interface RowCalls {
  readonly get: (profileId: string) => RowCall;
  readonly subscribe: (listener: () => void) => () => void;
  readonly assume: (profileId: string, durationSeconds?: number) => Promise<void>;
  readonly refresh: (profileId: string) => Promise<void>;
  readonly stop: (profileId: string) => Promise<void>;
  readonly check: (profileId: string) => Promise<void>;
  /** Without a way: as Settings say. */
  readonly copy: (profileId: string, format: ExportFormat, way?: ExportWay) => Promise<void>;
  readonly copyUnset: (profileId: string, format: ExportFormat) => Promise<void>;
  readonly openTerminal: (profileId: string) => Promise<void>;
  readonly openConsole: (profileId: string, at?: ConsolePlace) => Promise<void>;
  readonly remove: (profileId: string) => Promise<void>;
  readonly setFavourite: (profileId: string, favourite: boolean) => Promise<void>;
  /** Takes back this window's own call, or stops a session that another client is acquiring. */
  readonly cancel: (profileId: string) => void;
  readonly dismiss: (profileId: string) => void;
}

/**
 * The calls of the rows. Each profile has at most one under way; a further click while it runs does nothing. A failure
 * to get a session is main's to tell as soon as the snapshot has it: main also knows when it is over.
 */
export function createRowCalls(
  api: WindowApi,
  clock: RendererClock,
  store: Pick<SnapshotStore, 'get' | 'subscribe'>,
): RowCalls {
  const rows = new Map<string, RowCall>();
  const listeners = new Set<() => void>();

  const get = (profileId: string): RowCall => rows.get(profileId) ?? nothing;
  const set = (profileId: string, row: RowCall): void => {
    if (row.waiting === null && row.outcome === null) rows.delete(profileId);
    else rows.set(profileId, row);
    for (const listener of [...listeners]) listener();
  };
  const dismiss = (profileId: string): void => set(profileId, { ...get(profileId), outcome: null });

  const leaveToMain = (): void => {
    const loaded = store.get();
    if (loaded.kind !== 'ready') return;
    for (const { profileId, error } of loaded.snapshot.sessions) {
      const { outcome } = get(profileId);
      if (error !== null && outcome?.kind === 'failed' && getsSession(outcome.verb)) dismiss(profileId);
    }
  };
  store.subscribe(leaveToMain);

  async function run<Value>(
    profileId: string,
    verb: RowVerb,
    call: (options: CallOptions) => Promise<Result<Value>>,
    done: (value: Value) => RowOutcome | null = () => null,
  ): Promise<void> {
    if (get(profileId).waiting !== null) return;
    const callId = crypto.randomUUID();
    set(profileId, { waiting: { verb, callId }, outcome: null });
    const result = await call({ callId });
    if (result.ok) {
      const outcome = done(result.value);
      set(profileId, { waiting: null, outcome });
      if (outcome !== null && passing.has(outcome.kind)) {
        clock.setTimer(passingFor, () => {
          if (get(profileId).outcome === outcome) dismiss(profileId);
        });
      }
      return;
    }
    const quiet = ownDoing.has(result.error.code);
    const retry = () => void run(profileId, verb, call, done);
    set(profileId, {
      waiting: null,
      outcome: quiet ? null : { kind: 'failed', verb, error: result.error, retry },
    });
    leaveToMain();
  }

  return {
    get,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    assume: (profileId, durationSeconds) =>
      run(profileId, 'assume', (options) =>
        api.sessions.assume(
          durationSeconds === undefined ? { profileId } : { profileId, durationSeconds },
          options,
        ),
      ),
    refresh: (profileId) =>
      run(profileId, 'refresh', (options) => api.sessions.refresh({ profileId }, options)),
    stop: (profileId) => run(profileId, 'stop', (options) => api.sessions.stop({ profileId }, options)),
    check: (profileId) =>
      run(
        profileId,
        'check',
        (options) => api.sessions.check({ profileId }, options),
        (identity) => ({ kind: 'checked', identity }),
      ),
    copy: (profileId, format, way) =>
      run(
        profileId,
        'copy',
        (options) =>
          api.sessions.copy(way === undefined ? { profileId, format } : { profileId, format, way }, options),
        (copied) => ({ kind: 'copied', format, copied }),
      ),
    copyUnset: (profileId, format) =>
      run(
        profileId,
        'copy-unset',
        (options) => api.sessions.copyUnset({ format }, options),
        () => ({ kind: 'unset-copied', format }),
      ),
    openTerminal: (profileId) =>
      run(
        profileId,
        'terminal',
        (options) => api.sessions.openTerminal({ profileId }, options),
        () => ({ kind: 'opened', what: 'terminal' }),
      ),
    openConsole: (profileId, at = {}) =>
      run(
        profileId,
        'console',
        (options) => api.sessions.openConsole({ profileId, ...at }, options),
        () => ({ kind: 'opened', what: 'console' }),
      ),
    remove: (profileId) =>
      run(profileId, 'delete', (options) => api.profiles.remove({ id: profileId }, options)),
    setFavourite: (profileId, favourite) =>
      run(profileId, 'favourite', (options) =>
        api.profiles.setFavourite({ id: profileId, favourite }, options),
      ),
    cancel: (profileId) => {
      const { waiting } = get(profileId);
      if (waiting !== null) void api.calls.cancel({ callId: waiting.callId });
      else void api.sessions.stop({ profileId });
    },
    dismiss,
  };
}

export function getsSession(verb: RowVerb): boolean {
  return verb === 'assume' || verb === 'refresh';
}

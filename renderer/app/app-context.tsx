import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { type Language, languageFor } from '../../shared/language.ts';
import type { SessionView, Slices } from '../../shared/views.ts';
import type { WindowApi } from '../../shared/window-api.ts';
import { createEditorDrafts, type EditorDrafts } from '../editor/editor-drafts.ts';
import type { SignInDraftKept } from '../sign-ins/sign-in-fields.ts';
import { browserClock, type RendererClock } from '../state/clock.ts';
import { createHoldOpen, type HoldOpen } from '../state/hold-open.ts';
import { createNavigation, type Navigation, type Screen } from '../state/navigation.ts';
import { createRowCalls, type RowCall, type RowCalls } from '../state/row-calls.ts';
import { createSnapshotStore, type SnapshotStore } from '../state/snapshot-store.ts';
import { createTicker, type Ticker } from '../state/ticker.ts';
import { createValueStore, type ValueStore } from '../state/value-store.ts';
import { type Text, textOf } from '../text/text.ts';

/** Everything the window's components share; one per window, and one per test. */
export interface App {
  readonly api: WindowApi;
  readonly clock: RendererClock;
  readonly store: SnapshotStore;
  readonly ticker: Ticker;
  readonly rowCalls: RowCalls;
  readonly navigation: Navigation;
  readonly holdOpen: HoldOpen;
  readonly drafts: EditorDrafts;
  /** The sign-in that was being filled in, without its secret; kept while another screen is shown. */
  readonly signInDraft: ValueStore<SignInDraftKept | null>;
  /** What is typed in the search box; kept while another screen is shown. */
  readonly query: ValueStore<string>;
  /** The profile whose row the sessions screen shall go to next. */
  readonly goTo: ValueStore<string | null>;
  /** What a link called a profile that is not there. */
  readonly missing: ValueStore<string | null>;
  /** Whether the command palette is open. */
  readonly palette: ValueStore<boolean>;
  /** What a screen reader is told next, politely. */
  readonly said: ValueStore<string>;
  /** The keys in clear text whose banner was put away, until Keycutter restarts. */
  readonly plaintextSeen: ValueStore<string>;
  /** The version whose banner was put away, until Keycutter restarts. */
  readonly updateSeen: ValueStore<string>;
  /** The window's words in a language. */
  readonly textOf: (language: Language) => Text;
}

/** What components get: the words are those of the language that is spoken now. */
export interface AppInLanguage extends App {
  readonly text: Text;
}

export function createApp(
  api: WindowApi,
  clock: RendererClock = browserClock,
  words: (language: Language) => Text = textOf,
): App {
  const store = createSnapshotStore(api);
  return {
    api,
    clock,
    store,
    ticker: createTicker(clock),
    rowCalls: createRowCalls(api, clock, store),
    navigation: createNavigation(),
    holdOpen: createHoldOpen(api),
    drafts: createEditorDrafts(),
    signInDraft: createValueStore<SignInDraftKept | null>(null),
    query: createValueStore(''),
    goTo: createValueStore<string | null>(null),
    missing: createValueStore<string | null>(null),
    palette: createValueStore(false),
    said: createValueStore(''),
    plaintextSeen: createValueStore(''),
    updateSeen: createValueStore(''),
    textOf: words,
  };
}

const AppContext = createContext<AppInLanguage | null>(null);

export function AppProvider({ app, children }: { readonly app: App; readonly children: ReactNode }) {
  const language = useSyncExternalStore(app.store.subscribe, () => languageOf(app.store));
  const spoken = useMemo(() => ({ ...app, text: app.textOf(language) }), [app, language]);
  return <AppContext value={spoken}>{children}</AppContext>;
}

/** Main's answer; until it is there, the browser's. */
function languageOf(store: SnapshotStore): Language {
  const loaded = store.get();
  return loaded.kind === 'ready'
    ? loaded.snapshot.status.language
    : languageFor('system', navigator.languages);
}

export function useApp(): AppInLanguage {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp outside AppProvider');
  return app;
}

export function useText(): Text {
  return useApp().text;
}

export function useValue<Value>(store: Pick<ValueStore<Value>, 'get' | 'subscribe'>): Value {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One slice of the snapshot, or what `select` makes of the slices; draws again only when that changes. */
export function useSlices<Selected>(select: (slices: Slices) => Selected): Selected {
  const { store } = useApp();
  return useSyncExternalStore(store.subscribe, () => {
    const loaded = store.get();
    if (loaded.kind !== 'ready') throw new Error('useSlices before the first snapshot');
    return select(loaded.snapshot);
  });
}

export function useScreen(): Screen {
  return useValue(useApp().navigation);
}

const indexed = new WeakMap<readonly SessionView[], ReadonlyMap<string, SessionView>>();

export function sessionsById(sessions: readonly SessionView[]): ReadonlyMap<string, SessionView> {
  let index = indexed.get(sessions);
  if (index === undefined) {
    index = new Map(sessions.map((session) => [session.profileId, session]));
    indexed.set(sessions, index);
  }
  return index;
}

export function useSession(profileId: string): SessionView | undefined {
  return useSlices((slices) => sessionsById(slices.sessions).get(profileId));
}

export function useRowCall(profileId: string): RowCall {
  const { rowCalls } = useApp();
  return useSyncExternalStore(rowCalls.subscribe, () => rowCalls.get(profileId));
}

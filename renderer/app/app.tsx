import { CSPProvider } from '@base-ui/react/csp-provider';
import { type ReactNode, Suspense, useEffect, useLayoutEffect } from 'react';
import { PaletteHost } from '../palette/palette-host.tsx';
import { SessionsScreen } from '../sessions/sessions-screen.tsx';
import { Announcer } from './announcer.tsx';
import { type App, AppProvider, useApp, useScreen, useSlices, useText, useValue } from './app-context.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import {
  ActivityScreen,
  ApprovalDialog,
  DiagnosticsScreen,
  EditorScreen,
  ImportScreen,
  KeysScreen,
  MfaDialog,
  ProgramsScreen,
  RolesScreen,
  SettingsScreen,
  SignInDialog,
  SignInsScreen,
} from './lazy-parts.tsx';
import { useAddress } from './use-address.ts';
import { useReturnFocus } from './use-return-focus.ts';
import { useZoomKeys } from './use-zoom-keys.ts';
import { ListSkeleton, ScreenSkeleton, SnapshotFailed } from './waiting.tsx';
import './app.css';

export function KeycutterWindow({ app }: { readonly app: App }) {
  return (
    <AppProvider app={app}>
      <CSPProvider disableStyleElements>
        <InLanguage>
          <WhenLoaded />
        </InLanguage>
      </CSPProvider>
    </AppProvider>
  );
}

/** Tells the page its language: screen readers choose a voice by it, and the styles a font. */
function InLanguage({ children }: { readonly children: ReactNode }) {
  const text = useText();
  useLayoutEffect(() => {
    document.documentElement.lang = text.locale;
  }, [text.locale]);
  return <ErrorBoundary text={text}>{children}</ErrorBoundary>;
}

function WhenLoaded() {
  const { store } = useApp();
  const loaded = useValue(store);
  // Before the first paint: the answer is then on its way while the skeleton is drawn.
  useLayoutEffect(() => store.start(), [store]);
  switch (loaded.kind) {
    case 'loading':
      return <ListSkeleton />;
    case 'failed':
      return <SnapshotFailed error={loaded.error} />;
    case 'ready':
      return <Screens />;
  }
}

function Screens() {
  const screen = useScreen();
  const prompt = useSlices((slices) => slices.prompt);
  const signInPrompt = useSlices((slices) => slices.signInPrompt);
  const approval = useSlices((slices) => slices.approval);
  useTheme();
  useAddress();
  useZoomKeys();
  useReturnFocus();
  return (
    <>
      {screen.kind === 'sessions' ? (
        <SessionsScreen />
      ) : (
        <Suspense fallback={<ScreenSkeleton />}>
          {screen.kind === 'editor' && (
            <EditorScreen key={JSON.stringify(screen.target)} target={screen.target} />
          )}
          {screen.kind === 'keys' && <KeysScreen startAdding={screen.adding} />}
          {screen.kind === 'sign-ins' && <SignInsScreen adding={screen.adding} signInId={screen.signInId} />}
          {screen.kind === 'sign-in-roles' && (
            <RolesScreen key={screen.signInId} signInId={screen.signInId} />
          )}
          {screen.kind === 'import' && <ImportScreen />}
          {screen.kind === 'programs' && <ProgramsScreen />}
          {screen.kind === 'settings' && <SettingsScreen />}
          {screen.kind === 'diagnostics' && <DiagnosticsScreen />}
          {screen.kind === 'activity' && <ActivityScreen />}
        </Suspense>
      )}
      <PaletteHost />
      {prompt !== null && (
        <Suspense>
          <MfaDialog key={prompt.id} prompt={prompt} />
        </Suspense>
      )}
      {/* One question at a time: a code is the quickest to give, and a program that waits can wait longest. */}
      {prompt === null && signInPrompt !== null && (
        <Suspense>
          <SignInDialog key={signInPrompt.id} prompt={signInPrompt} />
        </Suspense>
      )}
      {prompt === null && signInPrompt === null && approval !== null && (
        <Suspense>
          <ApprovalDialog key={approval.id} approval={approval} />
        </Suspense>
      )}
      <Announcer />
    </>
  );
}

function useTheme(): void {
  const theme = useSlices((slices) => slices.settings.theme);
  useEffect(() => {
    if (theme === 'system') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.setAttribute('data-theme', theme);
  }, [theme]);
}

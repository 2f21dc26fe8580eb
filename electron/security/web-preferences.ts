import type { Session, WebPreferences } from 'electron';

/**
 * Not on disk (no `persist:`): a window keeps no cookie, no storage and no cache beyond this run.
 * https://www.electronjs.org/docs/latest/api/session#sessionfrompartitionpartition-options
 */
export const windowPartition = 'window';

/**
 * The rights of every window. Most are Electron's defaults, written down because the app depends on them.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
const withoutRights: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  webgl: false,
  spellcheck: false,
  enableWebSQL: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  safeDialogs: true,
};

/** Of a window of ours. */
export function webPreferences(preload: string, packaged: boolean): WebPreferences {
  return { ...withoutRights, preload, partition: windowPartition, devTools: !packaged };
}

/** A sign-in page comes from the outside: it has no way to us at all. */
export function signInWebPreferences(session: Session, visible: boolean): WebPreferences {
  return {
    ...withoutRights,
    session,
    devTools: false,
    // What nobody sees is slowed down otherwise, and is to be over soon.
    backgroundThrottling: visible,
  };
}

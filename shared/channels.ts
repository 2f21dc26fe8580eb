/**
 * The commands' names by themselves: all that a preload script needs of the contract. It has no part in checking
 * what is sent, so that the schemas and their library stay out of it.
 */
export const commandNames = {
  snapshot: ['get'],
  accessKeys: ['add', 'enterSecret', 'test', 'rename', 'rotate', 'removeRotated', 'remove', 'endMfaSession'],
  mfaDevices: ['lookUp', 'keepSeed', 'keepCommand', 'typeCodes'],
  signIns: [
    'save',
    'remove',
    'signIn',
    'signOut',
    'proceed',
    'cancel',
    'copyAddress',
    'giveAssertion',
    'roles',
    'createProfiles',
  ],
  roles: ['readMaximum', 'planRaise', 'raiseMaximum'],
  browsers: ['list'],
  otherTools: ['preview', 'import'],
  profiles: ['save', 'remove', 'setFavourite'],
  approvals: ['answer'],
  grants: ['revoke', 'revokeAll'],
  awsFiles: [
    'preview',
    'import',
    'dismissOffer',
    'moveKey',
    'writeSection',
    'renameSection',
    'removeSection',
  ],
  sessions: [
    'assume',
    'refresh',
    'stop',
    'stopAll',
    'check',
    'copy',
    'copyUnset',
    'openTerminal',
    'openConsole',
    'handOff',
  ],
  mfa: ['submit', 'dismiss'],
  settings: ['save', 'exportToFile', 'previewImport', 'applyImport'],
  system: [
    'resetEverything',
    'diagnostics',
    'copyDiagnostics',
    'saveDiagnostics',
    'showLog',
    'checkStartAtLogin',
  ],
  palette: ['used'],
  updates: ['check', 'download', 'cancelDownload', 'restart'],
  keychain: ['unlock', 'startOver'],
  activity: ['clear'],
  notices: ['dismiss'],
  demo: ['open', 'close'],
  clipboard: ['copyText'],
  panel: ['show', 'hide', 'holdOpen'],
  app: ['quit'],
  calls: ['cancel'],
} as const;

/** Channel names: `sessions.assume`. */
export function channelName(room: string, verb: string): string {
  return `${room}.${verb}`;
}

export const snapshotChangedChannel = 'snapshot.changed';

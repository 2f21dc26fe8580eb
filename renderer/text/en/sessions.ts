import { number, plural } from './writing.ts';

/** Words of the list of profiles and sessions, and of what stands around it. */
export const sessions = {
  header: {
    search: 'Find a profile, account or role',
    searchKey: '/',
    clearSearch: 'Clear the search',
    newProfile: 'New profile',
    menu: 'Menu',
    accessKeys: 'Access keys',
    signIns: 'Sign-ins',
    settings: 'Settings',
    activity: 'Activity',
    programs: 'Programs',
    stopAll: 'Stop all sessions',
    quit: 'Quit Keycutter',
  },

  list: {
    name: 'Profiles',
    live: 'Live',
    favourites: 'Favourites',
    all: 'All profiles',
    found: 'Found',
    nextExpiry: (time: string) => `next expires at ${time}`,
    unknownAccount: 'Other',
    nothingFound: (query: string) => `Nothing matches “${query}”`,
    nothingFoundHint: 'Names, roles, accounts and Regions are searched.',
    clearSearch: 'Clear search',
  },

  row: {
    assume: 'Assume',
    assumeNamed: (name: string) => `Assume ${name}`,
    assuming: 'Assuming',
    refreshing: 'Renewing',
    renew: 'Renew',
    renewNamed: (name: string) => `Renew ${name}`,
    retryNamed: (name: string) => `Retry ${name}`,
    signInNamed: (name: string) => `Sign in for ${name}`,
    hops: (count: number) => plural(count, 'through 1 role', `through ${number(count)} roles`),
    cancelNamed: (name: string) => `Cancel ${name}`,
    copyFor: (shell: string) => `Copy for ${shell}`,
    copyNamedFor: (name: string, shell: string) => `Copy ${name} for ${shell}`,
    copiedFor: (shell: string) => `Copied for ${shell}`,
    otherFormats: (name: string) => `Other formats for ${name}`,
    moreFor: (name: string) => `More for ${name}`,
    favourite: 'Favourite',
    timeLeft: (name: string) => `Time left for ${name}`,
    lifeLeft: (percent: number) => `${number(percent)}%`,
    copyOut: (shell: string, until: string) => `The copy for ${shell} ends at ${until}; it does not renew.`,
    copiesOut: (count: number, until: string) =>
      `${number(count)} copies are out; the first ends at ${until}. They do not renew.`,
    checked: (who: string, account: string) => `AWS says this is ${who} in account ${account}.`,
  },

  state: {
    needsCode: 'MFA code',
    expired: 'Expired',
    usesMfa: 'MFA',
    usesSignIn: 'Sign-in',
    keyMissing: 'No key',
    sourceMissing: 'No source',
    keyItself: 'Key itself',
  },

  renewal: {
    renewsItself: 'renews itself',
    needsCode: 'needs an MFA code',
    needsSignIn: 'needs you to sign in',
    endsAt: (time: string) => `ends at ${time}`,
    endedAt: (time: string) => `ended at ${time}`,
    sourceMissing: (time: string) => `key removed, ends ${time}`,
    renewing: 'renewing now',
  },

  countdown: {
    seconds: (minutes: number, seconds: number) =>
      `${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`,
    hours: (hours: number, minutes: number) => `${hours} h ${String(minutes).padStart(2, '0')}`,
    expired: 'Expired',
  },

  menu: {
    refresh: 'Refresh',
    stop: 'Stop',
    check: 'Check',
    exportAs: 'Export as',
    copyUnset: (shell: string) => `Copy unset lines for ${shell}`,
    assumeFor: 'Assume for',
    copyArn: 'Copy ARN',
    copyAccount: 'Copy account',
    copyAccessKeyId: 'Copy access key id',
    addFavourite: 'Add to favourites',
    removeFavourite: 'Remove from favourites',
    edit: 'Edit',
    duplicate: 'Duplicate',
    delete: 'Delete',
  },

  confirmDelete: {
    title: (name: string) => `Delete ${name}?`,
    body: 'The profile is removed from Keycutter. The role in AWS stays as it is.',
    bodyLive:
      'The profile is removed from Keycutter and its session is dropped. Copies already pasted work until they expire.',
    confirm: 'Delete',
  },

  announce: {
    assumed: (name: string) => `${name} is live.`,
    expiresIn: (name: string, minutes: number) =>
      `${name} expires in ${plural(minutes, '1 minute', `${number(minutes)} minutes`)}.`,
    expired: (name: string) => `${name} expired.`,
    failed: (name: string, what: string) => `${name}: ${what}`,
    needsCode: (name: string) => `${name} needs an MFA code.`,
    needsSignIn: (name: string) => `${name} needs you to sign in.`,
  },

  footer: {
    live: (count: number) =>
      count === 0 ? 'No session live' : plural(count, '1 session live', `${number(count)} sessions live`),
    keychain: {
      ready: 'Keychain unlocked',
      locked: 'Keychain locked',
      unavailable: 'No keychain',
      changed: 'Keychain changed',
    },
  },

  notices: {
    region: 'Notices',
    keychainLocked: 'The keychain is locked',
    keychainLockedHint: 'Sessions of before and the keys’ secrets are there once it is unlocked.',
    unlock: 'Unlock keychain',
    unlocking: 'Waiting for the desktop’s prompt',
    startOver: 'Start over',
    startOverTitle: 'Start over with this keychain?',
    startOverBody:
      'The sealed sessions are set aside, not deleted: they open again only with the keychain they were saved with. Profiles stay. You assume again.',
    clockBehind: (text: string) => `This computer’s clock is ${text} behind AWS’s`,
    clockAhead: (text: string) => `This computer’s clock is ${text} ahead of AWS’s`,
    clockHint: 'Countdowns are corrected for it. Switch on automatic date and time.',
    demo: 'Demo account',
    demoHint: 'A stand-in for AWS on this machine. Its snippets never reach AWS.',
    closeDemo: 'Close demo',
  },

  firstStart: {
    title: 'Cut short-lived AWS keys from your tray',
    body: 'Your access key stays locked in the OS keychain. Keycutter uses it only to assume roles, shows how long each session has left, and hands it to your shell.',
    add: 'Add an access key',
    addHint: 'Typed, or pasted as AWS gave it.',
    importFiles: 'Import from ~/.aws',
    importHint: 'You choose what. Nothing there is changed.',
    signIn: 'Add a sign-in',
    signInHint: 'Identity Center, SAML or OpenID Connect.',
    demo: 'Look around with the demo account',
    demoHint: 'Nothing leaves this machine.',
    profileTitle: 'Now name a role',
    profileBody: (key: string) =>
      `The key ${key} is kept. A profile says which role it assumes, for how long, and where.`,
  },
};

import { number, plural } from './writing.ts';

/** Words for everything that hands sessions to programs: exports, approvals, the Programs screen. */
export const programs = {
  exports: {
    byCommand: 'By command',
    byCommandHint: 'A line that asks Keycutter. It holds no secret.',
    renewing: 'Renewing',
    renewingHint: (hours: string) => `This shell gets new sessions by itself for ${hours}.`,
    byValue: 'By value',
    byValueHint: (time: string) => `The keys themselves. They end at ${time}.`,
    shells: 'For a shell',
    files: 'As a file',
    copiedCommand: (shell: string) => `Copied. Paste it into ${shell}; it holds no secret.`,
    copiedRenewing: (shell: string, until: string) =>
      `Copied. Paste it into ${shell}; it renews until ${until}.`,
    copiedValue: (shell: string, until: string) =>
      `Copied. Paste it into ${shell}; it ends at ${until} and does not renew.`,
    copiedFile: (format: string, until: string) =>
      `Copied as ${format}; it ends at ${until} and does not renew.`,
    unsetCopied: (shell: string) => `Unset lines copied for ${shell}. They undo an export in that shell.`,
    terminalOpened: (name: string) => `A terminal opens with ${name}.`,
    consoleOpened: 'The console opens in your browser.',
    openTerminal: 'Open terminal here',
    openConsole: 'Open console',
    console: 'Console',
    consoleNamed: (name: string) => `Open the console as ${name}`,
  },

  programs: {
    title: 'Programs',
    grants: 'Renewing exports',
    grantsHelp:
      'Each is one shell that gets sessions from Keycutter by itself. Revoke one and it gets no more.',
    noGrants: 'None. Choose Export as, Renewing on a profile to make one.',
    made: (time: string) => `Made ${time}`,
    ends: (time: string) => `ends ${time}`,
    lastUsed: (time: string) => `last used ${time}`,
    notUsed: 'not used yet',
    revoke: 'Revoke',
    revokeNamed: (name: string, time: string) => `Revoke the export of ${name} made ${time}`,
    revokeAll: 'Revoke all',
    revokeAllTitle: 'Revoke every renewing export?',
    revokeAllBody:
      'Shells that use one get no new session. What they fetched already works until it expires. Copy a new export where you need it.',
    profileGone: 'A profile that was removed',
    sections: 'In your AWS files',
    sectionsHelp: 'Sections that Keycutter keeps in ~/.aws. Everything else in those files is left as it is.',
    noSections: 'None. Choose Use from the AWS CLI on a profile to add one.',
    reach: 'How programs reach Keycutter',
    command: 'Command',
    copyCommand: 'Copy the command',
    endpoint: 'Local endpoint',
    endpointAt: (port: number) => `127.0.0.1, port ${port}`,
    endpointOff: 'Off until the first renewing export.',
  },

  approval: {
    title: (profile: string) => `Let a program use ${profile}?`,
    asks: {
      command: 'The keycutter command in a terminal wants',
      process: 'A program using the AWS CLI or an SDK wants',
      endpoint: 'A shell with a renewing export wants',
    },
    since: (time: string) => `Asked at ${time}.`,
    waiting: (count: number) =>
      plural(
        count,
        '1 more request waits behind this one.',
        `${number(count)} more requests wait behind this one.`,
      ),
    minutes: 'Allow for 10 minutes',
    session: 'Allow until the session ends',
    /** An access key itself has no session. */
    untilQuit: 'Allow until Keycutter quits',
    deny: 'Don’t allow',
    said: (profile: string) => `A program asks to use ${profile}.`,
  },

  section: {
    menu: 'Use from the AWS CLI…',
    install: 'Use…',
    installNamed: (name: string) => `Use ${name} from the AWS CLI`,
    title: (name: string) => `Use ${name} from the AWS CLI`,
    body: 'Adds a section to your AWS files, so that the AWS CLI and SDKs get this profile from Keycutter.',
    installed: 'Installed',
    add: 'Add a section',
    addAnother: 'Add another section',
    name: 'Profile name for AWS tools',
    nameHelp: (name: string) => `Used as: aws --profile ${name} …`,
    nameHelpDefault: 'Used by every AWS tool that is given no profile.',
    nameProblem: 'Letters, digits and _ @ + . % : / - only.',
    kind: 'How tools get the keys',
    process: 'Asked for each time',
    processHelp: 'credential_process: tools ask Keycutter when they need keys. No secret is in the file.',
    static: 'Static copy',
    staticHelp:
      'For tools that read only keys. While the session is live its keys are in ~/.aws/credentials in clear text, where every program of yours can read them.',
    addSubmit: 'Add section',
    adding: 'Adding',
    takeOver: 'Take it over',
    takeOverHelp:
      'Taken over, it loses its keys, role and other sources of credentials to Keycutter. Its other lines stay.',
    kinds: {
      process: 'asked for each time',
      static: 'static copy, in clear text while the session is live',
      region: 'only a Region, for renewing exports',
    },
    copyTry: 'Copy a command that tries it',
    rename: 'Rename',
    renameNamed: (header: string) => `Rename ${header}`,
    newName: 'New name',
    remove: 'Remove',
    removeNamed: (header: string) => `Remove ${header}`,
    removeTitle: (header: string) => `Remove ${header}?`,
    removeBody:
      'Programs that use this name no longer get keys from Keycutter. Lines that you added to the section stay.',
  },
};

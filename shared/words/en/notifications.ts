/** What went wrong with something chosen in the tray; the names are of profiles. */
export const notifications = {
  notCopied: (name: string) => `Could not copy ${name}`,
  noTerminal: (name: string) => `No terminal for ${name}`,
  noConsole: (name: string) => `No console for ${name}`,
  notStopped: (name: string) => `Could not stop ${name}`,
};

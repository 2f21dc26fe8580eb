import { writingOf } from '../intl.ts';

const { number, plural } = writingOf('en');

/** The desktop's own dialogs. */
export const dialogs = {
  reopen: {
    message: 'The Keycutter window stopped working twice.',
    detail: 'Sessions go on as before. Open the window again, or later from the tray.',
    open: 'Open again',
    later: 'Not now',
  },
  command: {
    message: 'Let Keycutter run this command?',
    detail: (command: string) =>
      `${command}\n\nIt runs as you, whenever Keycutter needs what it prints. Allow it only if you entered it yourself just now.`,
    cancel: 'Cancel',
    allow: 'Allow it',
    spaces: (count: number) => `${count} ${plural(count, 'space', 'spaces')}`,
    moreCharacters: (count: number) => `${number(count)} more characters are here, which do not fit`,
  },
  signInWindow: {
    emptyPage: 'Empty page',
    notShown: (host: string) => `${host === '' ? 'The sign-in page' : host} could not be shown.`,
    reason: (reason: string) => `The reason: ${reason}.`,
    again: 'Try again',
    close: 'Close',
  },
  assertionFile: 'Choose a file with the SAML response',
  notThisWay: 'Keycutter does not start this way',
  notStarted: 'Keycutter could not start',
  reasonIn: (path: string) => `The reason is in ${path}`,
};

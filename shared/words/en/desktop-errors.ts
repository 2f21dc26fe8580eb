import { errorWords } from '../words.ts';

/** Failures of the desktop around the app. */
export const desktopErrors = errorWords({
  'shortcut-taken': (param) => [
    `Another program has the keys ${param('keys')}.`,
    'Choose other keys in Settings.',
  ],
  'shortcut-not-supported': [
    'This desktop lets no program have keys of its own (Wayland).',
    'Bind `keycutter open` to keys in the desktop’s own settings.',
  ],
  'login-item-failed': (param) => [
    `Keycutter could not be set to start at login: ${param('reason', 'the system refused')}`,
    'Add it in the system’s own settings for startup programs.',
  ],
  'notifications-unavailable': [
    'Nothing on this desktop shows notifications.',
    'Keycutter shows warnings in its window, and by its tray icon. Start a notification service to have them on the desktop.',
  ],
  'settings-file-unreadable': (param) => [
    `${param('path', 'This file')} holds no settings of Keycutter: ${param('reason', 'it cannot be read')}`,
    'Choose a file that Keycutter has exported.',
  ],
  'settings-file-newer': (param) => [
    `${param('path', 'This file')} was written by a newer Keycutter.`,
    'Update Keycutter here first.',
  ],
  'import-changed': ['The file was changed since it was looked at.', 'Look at it again, then import.'],
  'file-write-failed': (param) => [
    `${param('path', 'The file')} could not be written: ${param('reason', 'the system refused')}`,
    'Choose another place.',
  ],
  'reset-incomplete': (param) => [
    `Some of what Keycutter stored could not be removed: ${param('left')}`,
    'Remove it by hand; everything else is gone.',
  ],
  'update-feed-missing': [
    'This Keycutter knows of no place to look for updates.',
    'Get new versions the way you got this one.',
  ],
  'update-check-failed': (param) => [
    `Looking for an update failed: ${param('reason', 'the feed did not answer')}`,
    'It is tried again tomorrow.',
  ],
  'update-download-failed': (param) => [
    `The update could not be downloaded: ${param('reason', 'the connection ended')}`,
    'Try again later. Nothing was changed.',
  ],
  'update-not-trusted': [
    'The update is not signed by who made this Keycutter. It was thrown away.',
    'Get the new version from where you got this one, and tell its makers.',
  ],
});

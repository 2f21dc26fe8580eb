import { formatDuration } from '../../../shared/duration-text.ts';
import { list, number } from './writing.ts';

/** Words that every screen uses, and those of a window that failed. */
export const window = {
  appName: 'Keycutter',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  awsSays: (words: string) => `AWS: ${words}`,
  dismiss: 'Dismiss',
  optional: 'optional',
  retry: 'Retry',
  save: 'Save',
  loading: 'Loading',
  duration: (seconds: number) => formatDuration(seconds, 'en'),
  /** Of many more than `most` only so many by name. */
  names: (names: readonly string[], most = names.length) =>
    names.length > most + 1
      ? `${names.slice(0, most).join(', ')} and ${number(names.length - most)} more`
      : list(names),
  tomorrow: (time: string) => `tomorrow ${time}`,
  yesterday: (time: string) => `yesterday ${time}`,

  failure: {
    title: 'This window ran into a problem',
    body: 'Sessions and keys are safe in the background. Reload the window to go on.',
    reload: 'Reload',
    snapshot: 'Keycutter did not answer',
  },
};

import { formatDuration } from '../../../shared/duration-text.ts';
import { list } from './writing.ts';

/** Words that every screen uses, and those of a window that failed. */
export const window = {
  appName: 'Keycutter',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  delete: 'Delete',
  awsSays: (words: string) => `AWS: ${words}`,
  dismiss: 'Dismiss',
  optional: 'optional',
  retry: 'Retry',
  save: 'Save',
  loading: 'Loading',
  duration: (seconds: number) => formatDuration(seconds, 'en'),
  names: list,
  tomorrow: (time: string) => `tomorrow ${time}`,
  yesterday: (time: string) => `yesterday ${time}`,
  more: 'More',

  failure: {
    title: 'This window ran into a problem',
    body: 'Sessions and keys are safe in the background. Reload the window to go on.',
    reload: 'Reload',
    snapshot: 'Keycutter did not answer',
  },
};

import { writingOf } from '../intl.ts';

const { list, number, plural } = writingOf('en');

const named = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${number(names.length - 3)} more` : list(names);
const sessions = (count: number) => plural(count, '1 session', `${number(count)} sessions`);

/** Notifications of ends that come and ends that came. A name is whatever a person called a profile. */
export const reminders = {
  renew: 'Renew',
  stop: 'Stop',
  sessionWarning: (name: string, time: string) => ({
    title: `${name} ends at ${time}`,
    body: 'Renew it to go on working.',
  }),
  sessionEnded: (name: string, time: string) => ({
    title: `${name} has ended`,
    body: `The session ended at ${time}.`,
  }),
  /** The session it was taken from may well go on. */
  copyWarning: (name: string, time: string) => ({
    title: `Copied keys of ${name} end at ${time}`,
    body: 'They do not renew; copy again before then.',
  }),
  copyEnded: (name: string, time: string) => ({
    title: `Copied keys of ${name} have ended`,
    body: `They ended at ${time}; copy again.`,
  }),
  /** `what`: a sentence of what happened. */
  renewalFailed: (name: string, what: string, time: string) => ({
    title: `${name} can’t be renewed`,
    body: `${what} It ends at ${time}.`,
  }),
  outage: (names: readonly string[], what: string, time: string) => ({
    title: plural(
      names.length,
      `${names[0] ?? ''} waits for the network`,
      `${sessions(names.length)} wait for the network`,
    ),
    body:
      names.length === 1
        ? `${what} It ends at ${time}; Keycutter goes on trying.`
        : `${what} ${named(names)}: the first ends at ${time}. Keycutter goes on trying.`,
  }),
  manyEnded: (names: readonly string[]) => ({
    title: `${sessions(names.length)} ${plural(names.length, 'has', 'have')} ended`,
    body: named(names),
  }),
  manyEnding: (names: readonly string[]) => ({
    title: `${sessions(names.length)} ${plural(names.length, 'has ended or ends', 'have ended or end')} soon`,
    body: named(names),
  }),
  manyFailed: (names: readonly string[]) => ({
    title: `${sessions(names.length)} can’t be renewed`,
    body: named(names),
  }),
};

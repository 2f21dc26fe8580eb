import { explain } from '../../../shared/error-text.ts';
import { timeOfDay } from '../../../shared/words/intl.ts';
import type { Words } from '../../../shared/words/words.ts';
import type { DesktopNotification } from '../ports.ts';
import type { DueNotification, Ending } from './notification-policy.ts';

/** One notification for an end; its later stages replace the earlier ones. */
export function reminderOf({ ending, stage, late }: DueNotification, words: Words): DesktopNotification {
  const { profileId, profileName: name, expiresAt, what, refused } = ending;
  const said = words.reminders;
  const time = timeOfDay(words.language, expiresAt);
  const renew = { kind: 'renew', label: said.renew } as const;
  const stop = { kind: 'stop', label: said.stop } as const;
  const common = { id: reminderId(ending), profileId, urgency: late ? 'low' : 'normal' } as const;
  if (stage === 'renewal-failed' && refused !== null) {
    const { what: happened } = explain(refused.error, words);
    return { ...common, ...said.renewalFailed(name, happened, time), actions: [renew, stop] };
  }
  if (what === 'copy') {
    return { ...common, ...(stage === 'ended' ? said.copyEnded(name, time) : said.copyWarning(name, time)) };
  }
  return stage === 'ended'
    ? { ...common, ...said.sessionEnded(name, time), actions: [renew] }
    : { ...common, ...said.sessionWarning(name, time), actions: [renew, stop] };
}

function reminderId({ profileId, expiresAt }: Pick<Ending, 'profileId' | 'expiresAt'>): string {
  return `${profileId} ${expiresAt}`;
}

export function summaryOf(due: readonly DueNotification[], words: Words): DesktopNotification {
  const said = words.reminders;
  const stages = new Set(due.map(({ stage }) => stage));
  const only = stages.size === 1 ? due[0]?.stage : undefined;
  const say =
    only === 'ended' ? said.manyEnded : only === 'renewal-failed' ? said.manyFailed : said.manyEnding;
  const urgency = due.every(({ late, stage }) => late && stage === 'ended') ? 'low' : 'normal';
  return { id: 'summary', profileId: onlyOne(due), urgency, ...say(namesOf(due)) };
}

/** Nobody can be reached: one for all that wait. */
export function outageOf(waiting: readonly DueNotification[], words: Words): DesktopNotification {
  const [first] = waiting.toSorted((one, other) => one.ending.expiresAt - other.ending.expiresAt);
  const happened = first?.ending.failing ? explain(first.ending.failing, words).what : '';
  const time = timeOfDay(words.language, first?.ending.expiresAt ?? 0);
  const said = words.reminders.outage(namesOf(waiting), happened, time);
  return { id: 'outage', profileId: onlyOne(waiting), urgency: 'normal', ...said };
}

function namesOf(due: readonly DueNotification[]): readonly string[] {
  // Two profiles may have one name.
  return [...new Map(due.map(({ ending }) => [ending.profileId, ending.profileName])).values()];
}

function onlyOne(due: readonly DueNotification[]): string | null {
  const ids = new Set(due.map(({ ending }) => ending.profileId));
  const [id] = ids;
  return ids.size === 1 && id !== undefined ? id : null;
}

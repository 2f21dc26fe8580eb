import { app, dialog } from 'electron';
import { languageFor } from '../../shared/language.ts';
import type { Words } from '../../shared/words/words.ts';
import { wordsOf } from '../../shared/words/words-of.ts';
import type { Refusal } from '../security/weakening-switches.ts';

/** Before Settings were read. The desktop may not have told its languages yet; then it is English. */
export function startWords(): Words {
  return wordsOf(languageFor('system', app.getPreferredSystemLanguages()));
}

/** Why Keycutter is not started as it was asked to. */
export function tellWeakening(found: readonly Refusal[]): void {
  const { dialogs, weakening } = startWords();
  const reasons = found.map((refusal) => `${refusal.found}: ${weakening[refusal.reason]}.`).join('\n');
  dialog.showErrorBox(dialogs.notThisWay, reasons);
}

export function tellStartFailed(logPath: string): void {
  const { dialogs } = startWords();
  dialog.showErrorBox(dialogs.notStarted, dialogs.reasonIn(logPath));
}

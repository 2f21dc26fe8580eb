import BadgeCheck from 'lucide-react/icons/badge-check';
import Check from 'lucide-react/icons/check';
import { useEffect } from 'react';
import { explain } from '../../shared/error-text.ts';
import type { ExportFormat } from '../../shared/export-formats.ts';
import type { Copied } from '../../shared/ipc-contract.ts';
import type { Profile } from '../../shared/profile.ts';
import { unreachable } from '../../shared/result.ts';
import type { SessionView } from '../../shared/views.ts';
import { useApp, useRowCall } from '../app/app-context.tsx';
import { momentText } from '../app/time-text.ts';
import { DismissButton } from '../parts/dismiss-button.tsx';
import { getsSession, type RowOutcome as Outcome } from '../state/row-calls.ts';
import type { Text } from '../text/text.ts';
import { isShell } from './export-ways.ts';
import { identityWords } from './profile-text.ts';
import { RowProblem } from './row-problem.tsx';

export interface RowOutcomeProps {
  readonly profile: Profile;
  readonly session: SessionView | undefined;
  readonly tabIndex: 0 | -1;
}

/** What the row's last call came to, and the failure that main keeps for its session. */
export function RowOutcome({ profile, session, tabIndex }: RowOutcomeProps) {
  const { rowCalls, said, text, ticker } = useApp();
  const { waiting, outcome } = useRowCall(profile.id);
  const dismiss = () => rowCalls.dismiss(profile.id);
  const words = outcome === null ? '' : outcomeWords(text, profile, outcome, ticker.now());
  useEffect(() => {
    if (words !== '') said.set(words);
  }, [words, said]);
  if (outcome?.kind === 'checked') {
    const { who, account } = identityWords(outcome.identity);
    return (
      <div className="row-note">
        <BadgeCheck size={15} aria-hidden="true" />
        <span title={outcome.identity.arn}>{text.row.checked(who, account)}</span>
        <DismissButton tabIndex={tabIndex} data-row-button="" onClick={dismiss} />
      </div>
    );
  }
  if (outcome !== null && outcome.kind !== 'failed') {
    return (
      <div className="row-note">
        <Check size={15} aria-hidden="true" />
        <span>{words}</span>
      </div>
    );
  }
  if (outcome !== null) {
    return (
      <RowProblem
        profile={profile}
        error={outcome.error}
        tabIndex={tabIndex}
        retry={getsSession(outcome.verb) && !session?.expiresAt ? undefined : outcome.retry}
        dismiss={dismiss}
      />
    );
  }
  if (session?.error && session.state !== 'acquiring' && waiting === null) {
    const held = session.expiresAt !== null && session.state !== 'expired';
    return (
      <RowProblem
        profile={profile}
        error={session.error}
        tabIndex={tabIndex}
        retry={held ? () => void rowCalls.refresh(profile.id) : undefined}
      />
    );
  }
  return null;
}

function outcomeWords(text: Text, profile: Profile, outcome: Outcome, now: number): string {
  switch (outcome.kind) {
    case 'copied':
      return copiedWords(text, outcome.format, outcome.copied, now);
    case 'unset-copied':
      return text.exports.unsetCopied(text.words.formats[outcome.format]);
    case 'opened':
      return outcome.what === 'console'
        ? text.exports.consoleOpened
        : text.exports.terminalOpened(profile.name);
    case 'checked': {
      const { who, account } = identityWords(outcome.identity);
      return text.row.checked(who, account);
    }
    case 'failed':
      return text.announce.failed(profile.name, explain(outcome.error, text.words).what);
  }
}

/** Where it goes, and how long it lasts. */
function copiedWords(text: Text, format: ExportFormat, copied: Copied, now: number): string {
  const label = text.words.formats[format];
  switch (copied.way) {
    case 'command':
      return text.exports.copiedCommand(label);
    case 'renewing':
      return text.exports.copiedRenewing(label, momentText(text, copied.grant.expiresAt, now));
    case 'value': {
      const until = momentText(text, copied.copy.expiresAt, now);
      return isShell(format) ? text.exports.copiedValue(label, until) : text.exports.copiedFile(label, until);
    }
    default:
      return unreachable(copied);
  }
}

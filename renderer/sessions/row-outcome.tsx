import BadgeCheck from 'lucide-react/icons/badge-check';
import X from 'lucide-react/icons/x';
import { useEffect } from 'react';
import { explain } from '../../shared/error-text.ts';
import { exportFormatLabel } from '../../shared/export-formats.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SessionView } from '../../shared/views.ts';
import { useApp, useRowCall } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { getsSession, type RowOutcome as Outcome } from '../state/row-calls.ts';
import type { Text } from '../text/en.ts';
import { identityWords } from './profile-text.ts';
import { RowProblem } from './row-problem.tsx';

export interface RowOutcomeProps {
  readonly profile: Profile;
  readonly session: SessionView | undefined;
  readonly tabIndex: 0 | -1;
}

/** What the row's last call came to, and the failure that main keeps for its session. */
export function RowOutcome({ profile, session, tabIndex }: RowOutcomeProps) {
  const { rowCalls, said, text } = useApp();
  const { waiting, outcome } = useRowCall(profile.id);
  const dismiss = () => rowCalls.dismiss(profile.id);
  useEffect(() => {
    const words = outcome === null ? '' : outcomeWords(text, outcome);
    if (words !== '') said.set(words);
  }, [outcome, said, text]);
  if (outcome?.kind === 'checked') {
    const { who, account } = identityWords(outcome.identity);
    return (
      <div className="row-note">
        <BadgeCheck size={15} aria-hidden="true" />
        <span title={outcome.identity.arn}>{text.row.checked(who, account)}</span>
        <Button
          small
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={text.dismiss}
          tabIndex={tabIndex}
          data-row-button=""
          onClick={dismiss}
        />
      </div>
    );
  }
  if (outcome?.kind === 'failed') {
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

function outcomeWords(text: Text, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'copied': {
      const shell = exportFormatLabel(outcome.format);
      return outcome.unset ? text.row.unsetCopiedFor(shell) : text.row.copiedFor(shell);
    }
    case 'checked': {
      const { who, account } = identityWords(outcome.identity);
      return text.row.checked(who, account);
    }
    case 'failed':
      return explain(outcome.error).what;
  }
}

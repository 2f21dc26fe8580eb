import CircleCheck from 'lucide-react/icons/circle-check';
import type { HandedOff } from '../../shared/sign-in-views.ts';
import { useApp } from '../app/app-context.tsx';
import { clockText, dateText } from '../app/time-text.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { isShell } from '../sessions/export-ways.ts';
import { PolicyText } from './policy-preview.tsx';

export interface HandOffDoneProps {
  readonly handedOff: HandedOff;
  readonly onClose: () => void;
}

/** What left, until when, and how it could be taken back. */
export function HandOffDone({ handedOff, onClose }: HandOffDoneProps) {
  const { copy, revokePolicy, revokeOn, revokesOwn } = handedOff;
  const { text, ticker } = useApp();
  const words = text.handOff;
  const minutes = Math.max(1, Math.round((copy.expiresAt - ticker.now()) / 60_000));
  return (
    <FormDialog
      title={words.doneTitle(copy.recipient ?? copy.profileName)}
      submit={null}
      cancel={words.done}
      busy={false}
      wide
      onSubmit={onClose}
      onClose={onClose}
    >
      <p className="hand-off-copied">
        <CircleCheck size={16} aria-hidden="true" />
        <span>{words.copied(text.words.formats[copy.format])}</span>
      </p>
      <p className="num">
        {words.endsAt(
          dateText(text, copy.expiresAt),
          clockText(text, copy.expiresAt),
          text.duration(minutes * 60),
        )}{' '}
        {isShell(copy.format) && words.unset}
      </p>
      <section className="hand-off-revoke">
        <p>
          <strong>{words.stop}</strong>{' '}
          {revokePolicy === null || revokeOn === null
            ? words.noRevoke
            : words.revoke(revokeOn.kind === 'role' ? revokeOn.arn : words.userOfKey(revokeOn.keyName))}
        </p>
        {revokePolicy !== null && (
          <>
            <PolicyText value={revokePolicy} copyName={words.copyRevoke} />
            <p className="field-help">{revokesOwn ? words.revokeOwnHint : words.revokeHint}</p>
          </>
        )}
      </section>
    </FormDialog>
  );
}

import type { CallOptions } from '../../shared/ipc-contract.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ApprovalView } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { clockText } from '../app/time-text.ts';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { PromptDialog } from '../parts/prompt-dialog.tsx';
import { useSubtitle } from '../sessions/profile-text.ts';
import './approval-dialog.css';

type Answer = 'minutes' | 'session' | 'deny';

/** A program waits to be served a profile that is served only after asking. */
export function ApprovalDialog({ approval }: { readonly approval: ApprovalView }) {
  const { api, text } = useApp();
  const words = text.approval;
  const profile = useSlices((slices) => slices.profiles.find(({ id }) => id === approval.profileId) ?? null);
  const answerWith = (answer: Answer, options: CallOptions) =>
    api.approvals.answer({ approvalId: approval.id, answer }, options);
  const answers = {
    minutes: useCall((options) => answerWith('minutes', options)),
    session: useCall((options) => answerWith('session', options)),
    deny: useCall((options) => answerWith('deny', options)),
  };
  const busy = Object.values(answers).some((call) => call.busy);
  const error = answers.minutes.error ?? answers.session.error ?? answers.deny.error;
  const give = (answer: Answer) => {
    if (!busy) void answers[answer].run();
  };
  return (
    <PromptDialog
      title={words.title(approval.profileName)}
      className="approval"
      announcement={words.said(approval.profileName)}
      description={
        <>
          {words.asks[approval.client]} <bdi className="approval-profile">{approval.profileName}</bdi>.
          {profile !== null && <What profile={profile} />}
        </>
      }
      onDismiss={() => give('deny')}
    >
      <p className="approval-more num">
        {words.since(clockText(text, approval.askedAt))}{' '}
        {approval.waiting > 0 && words.waiting(approval.waiting)}
      </p>
      {error !== null && (
        <p className="approval-error" role="alert">
          <FailureText error={error} />
        </p>
      )}
      <div className="approval-answers">
        <Button label={words.minutes} busy={answers.minutes.busy} onClick={() => give('minutes')} />
        <Button
          label={profile?.recipe.kind === 'access-key' ? words.untilQuit : words.session}
          busy={answers.session.busy}
          onClick={() => give('session')}
        />
        <Button label={words.deny} busy={answers.deny.busy} onClick={() => give('deny')} />
      </div>
    </PromptDialog>
  );
}

function What({ profile }: { readonly profile: Profile }) {
  return <span className="approval-what">{useSubtitle(profile)}</span>;
}

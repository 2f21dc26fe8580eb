import { useState } from 'react';
import { durationSeconds } from '../../shared/aws-limits.ts';
import type { Profile } from '../../shared/profile.ts';
import type { RaisePlan } from '../../shared/sign-in-views.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { ChoiceField, SegmentsField } from '../parts/choice.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';

export interface RaiseDialogProps {
  readonly profileId: string;
  /** Of the role. */
  readonly account: string;
  /** As it was read; null: it was not. */
  readonly fromSeconds: number | null;
  /** The profiles that could do it. */
  readonly candidates: readonly Profile[];
  readonly onClose: () => void;
}

const steps = [7_200, 14_400, 28_800, durationSeconds.maximum] as const;

/** Chooses, then shows the exact change, then makes it. */
export function RaiseDialog({ profileId, account, fromSeconds, candidates, onClose }: RaiseDialogProps) {
  const { api, text } = useApp();
  const words = text.editor;
  const longer = steps.filter((seconds) => seconds > (fromSeconds ?? 0));
  const [seconds, setSeconds] = useState<number>(longer[0] ?? durationSeconds.maximum);
  const [via, setVia] = useState<string | null>(candidates.length === 1 ? (candidates[0]?.id ?? null) : null);
  const [tried, setTried] = useState(false);
  const [plan, setPlan] = useState<RaisePlan | null>(null);
  const input = { profileId, viaProfileId: via ?? '', seconds };
  const ask = useCall((options) => api.roles.planRaise(input, options));
  const raise = useCall((options) => api.roles.raiseMaximum(input, options));

  const submit = async () => {
    setTried(true);
    if (via === null) return;
    if (plan !== null) {
      if ((await raise.run()).ok) onClose();
      return;
    }
    const result = await ask.run();
    if (result.ok) setPlan(result.value);
  };
  const none = candidates.length === 0;
  const error = raise.error ?? ask.error;
  return (
    <FormDialog
      title={words.raiseTitle}
      body={
        none ? words.raiseViaNone(account) : plan === null ? undefined : words.raiseAsks(plan.viaProfileName)
      }
      wide
      submit={none ? null : plan === null ? words.raiseShow : words.raiseDo}
      busy={ask.busy || raise.busy}
      onSubmit={() => void submit()}
      onCancelCall={() => (plan === null ? ask.cancel() : raise.cancel())}
      onClose={onClose}
    >
      {!none && plan === null && (
        <>
          <SegmentsField
            label={words.raiseTo}
            value={seconds}
            options={longer.map((value) => ({ value, label: text.duration(value) }))}
            onChoose={setSeconds}
          />
          <ChoiceField
            label={words.raiseVia}
            placeholder={words.raiseViaPlaceholder}
            help={words.raiseViaHelp}
            problem={tried && via === null ? words.raiseViaMissing : null}
            value={via}
            options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
            onChoose={setVia}
          />
        </>
      )}
      {plan !== null && <Plan plan={plan} />}
      <div role="status">
        {error !== null && (
          <p className="field-problem">
            <FailureText error={error} />
          </p>
        )}
      </div>
    </FormDialog>
  );
}

function Plan({ plan }: { readonly plan: RaisePlan }) {
  const { text } = useApp();
  const words = text.editor;
  const from = plan.fromSeconds === null ? words.raiseFromUnknown : text.duration(plan.fromSeconds);
  return (
    <>
      <dl className="change-list">
        <dt>{words.raiseRole}</dt>
        <dd className="mono">{plan.roleArn}</dd>
        <dt>{words.raiseChange}</dt>
        <dd>{words.raiseFromTo(from, text.duration(plan.toSeconds))}</dd>
      </dl>
      <div className="policy">
        <div className="policy-head">
          <h3 className="field-label">{words.raiseCommand}</h3>
          <CopyTextButton value={plan.command} name={words.raiseCopy} />
        </div>
        <p className="command-text mono">{plan.command}</p>
      </div>
    </>
  );
}

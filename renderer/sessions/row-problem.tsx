import CircleAlert from 'lucide-react/icons/circle-alert';
import type { AppError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/profile.ts';
import { useApp } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { DismissButton } from '../parts/dismiss-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { type NextStep, nextStep, wantsSignIn } from './next-step.ts';

export interface RowProblemProps {
  readonly profile: Profile;
  readonly error: AppError;
  readonly tabIndex: 0 | -1;
  /** Absent where the row's main button tries again already. */
  readonly retry?: (() => void) | undefined;
  readonly dismiss?: (() => void) | undefined;
}

/** What happened and what to do, right in the row, with a button to the place where it can be put right. */
export function RowProblem({ profile, error, tabIndex, retry, dismiss }: RowProblemProps) {
  const { text } = useApp();
  const step = nextStep(error.code, profile.recipe.source.kind);
  return (
    <div className="row-problem">
      <CircleAlert size={15} aria-hidden="true" />
      <FailureText error={error} />
      <div className="row-problem-actions">
        {retry !== undefined && (
          <Button
            small
            label={wantsSignIn(error.code) ? text.signIns.signIn : text.retry}
            aria-label={
              wantsSignIn(error.code) ? text.row.signInNamed(profile.name) : text.row.retryNamed(profile.name)
            }
            tabIndex={tabIndex}
            data-row-button=""
            onClick={retry}
          />
        )}
        {step !== null && <StepButton step={step} profile={profile} tabIndex={tabIndex} />}
        {dismiss !== undefined && <DismissButton tabIndex={tabIndex} data-row-button="" onClick={dismiss} />}
      </div>
    </div>
  );
}

interface StepButtonProps {
  readonly step: NextStep;
  readonly profile: Profile;
  readonly tabIndex: 0 | -1;
}

function StepButton({ step, profile, tabIndex }: StepButtonProps) {
  const { api, navigation, text } = useApp();
  const { source } = profile.recipe;
  const steps = {
    edit: {
      label: text.menu.edit,
      go: () => navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: profile.id } }),
    },
    keys: { label: text.header.accessKeys, go: () => navigation.set({ kind: 'keys', adding: false }) },
    'sign-ins': {
      label: text.header.signIns,
      go: () =>
        navigation.set({
          kind: 'sign-ins',
          adding: null,
          ...(source.kind === 'sign-in' ? { signInId: source.signInId } : {}),
        }),
    },
    settings: { label: text.header.settings, go: () => navigation.set({ kind: 'settings' }) },
    unlock: { label: text.notices.unlock, go: () => void api.keychain.unlock({}) },
  } satisfies Record<NextStep, { readonly label: string; readonly go: () => void }>;
  return (
    <Button small label={steps[step].label} tabIndex={tabIndex} data-row-button="" onClick={steps[step].go} />
  );
}

import { type FormEvent, useDeferredValue, useId, useMemo, useState } from 'react';
import { checkName, checkRegion } from '../../shared/aws-limits.ts';
import { profileNameFrom } from '../../shared/profile-name-template.ts';
import type { NewProfilesOutcome, SignInRole, SignInView } from '../../shared/sign-in-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { RegionField } from '../parts/region-field.tsx';
import { Screen } from '../parts/screen.tsx';
import { problemText } from '../text/problem-text.ts';

const durations = [900, 3_600, 7_200, 14_400, 28_800, 43_200];

export interface NameProfilesProps {
  readonly signIn: SignInView;
  /** At least one. */
  readonly roles: readonly SignInRole[];
  readonly onBack: () => void;
  readonly onDone: (outcome: NewProfilesOutcome) => void;
}

/** What the profiles of the chosen roles are called, and what they have in common. */
export function NameProfiles({ signIn, roles, onBack, onDone }: NameProfilesProps) {
  const { api, text } = useApp();
  const words = text.roles;
  const formId = useId();
  const settings = useSlices((slices) => slices.settings);
  const [template, setTemplate] = useState('{account}-{role}');
  const [region, setRegion] = useState(settings.defaultRegion);
  const [seconds, setSeconds] = useState(settings.defaultDurationSeconds);
  const profiles = useSlices((slices) => slices.profiles);
  const settled = useDeferredValue(template);
  const repeated = useMemo(
    () =>
      repeatedNames(
        settled,
        roles,
        profiles.map(({ name }) => name),
      ),
    [settled, roles, profiles],
  );
  const creating = useCall((options) =>
    api.signIns.createProfiles(
      {
        id: signIn.id,
        roles: roles.map(({ account, role }) => ({ account, role })),
        name: template.trim(),
        region,
        durationSeconds: seconds,
      },
      options,
    ),
  );
  useHoldOpen(creating.busy);
  const [first] = roles;
  const example = first === undefined ? '' : profileNameFrom(template, first);
  const nameProblem = checkName(example);
  const regionProblem = checkRegion(region);
  const submit = async () => {
    if (nameProblem !== null || regionProblem !== null) return;
    const result = await creating.run();
    if (result.ok) onDone(result.value);
  };
  const leave = creating.busy ? creating.cancel : onBack;
  return (
    <Screen
      title={words.title(signIn.name)}
      onBack={leave}
      footer={
        <>
          <p className="screen-footer-words" role="status">
            {creating.error !== null && <FailureText error={creating.error} />}
          </p>
          <Button label={creating.busy ? text.cancel : words.back} onClick={leave} />
          <Button
            submit
            form={formId}
            look="primary"
            label={creating.busy ? words.creating : words.create(roles.length)}
            busy={creating.busy}
          />
        </>
      }
    >
      <form
        id={formId}
        className="sign-in-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 className="group-title num">{words.nameTitle(roles.length)}</h2>
        <TextField
          label={words.template}
          autoFocus
          value={template}
          problem={problemText(nameProblem, text)}
          warning={repeated === 0 ? null : words.sameNames(repeated)}
          help={words.templateHelp}
          maxLength={120}
          onText={setTemplate}
        />
        {nameProblem === null && (
          <p className="name-example">
            <bdi>{words.example(example)}</bdi>
          </p>
        )}
        <RegionField
          label={words.region}
          value={region}
          problem={problemText(regionProblem, text)}
          help={words.regionHelp}
          onText={(value) => setRegion(value.trim())}
        />
        {signIn.method.kind !== 'identity-center' && (
          <ChoiceField
            label={words.duration}
            value={seconds}
            options={[...new Set([...durations, seconds])]
              .sort((left, right) => left - right)
              .map((value) => ({ value, label: text.duration(value) }))}
            help={words.durationHelp}
            onChoose={setSeconds}
          />
        )}
      </form>
    </Screen>
  );
}

/** How many of the names are taken, or come a second time. */
function repeatedNames(template: string, roles: readonly SignInRole[], taken: readonly string[]): number {
  const seen = new Set(taken);
  let repeated = 0;
  for (const role of roles) {
    const name = profileNameFrom(template, role);
    if (seen.has(name)) repeated += 1;
    seen.add(name);
  }
  return repeated;
}

import { useRef, useState } from 'react';
import { warnPolicySize } from '../../shared/aws-limits.ts';
import { type ExportFormat, exportFormats } from '../../shared/export-formats.ts';
import { handOffPolicies, hasSessionPolicy, policyPlaceOf } from '../../shared/hand-off-policies.ts';
import type { Profile } from '../../shared/profile.ts';
import type { HandedOff } from '../../shared/sign-in-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { ChoiceField } from '../parts/choice.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { focusFirstInvalid } from '../parts/first-invalid.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { problemText } from '../text/problem-text.ts';
import { HandOffDone } from './hand-off-done.tsx';
import {
  type HandOffField,
  type HandOffFields,
  handOffDurations,
  handOffProblems,
  templateKinds,
  templateOf,
} from './hand-off-fields.ts';
import { PolicyPreview } from './policy-preview.tsx';
import { TemplateFields } from './template-fields.tsx';
import './hand-off.css';

export interface HandOffDialogProps {
  readonly profile: Profile;
  readonly onClose: () => void;
}

const hour = 3_600;

/** A new session for somebody else, narrowed by a session policy and copied for their shell. */
export function HandOffDialog({ profile, onClose }: HandOffDialogProps) {
  const { api, text } = useApp();
  const words = text.handOff;
  const { recipe } = profile;
  const status = useRef<HTMLDivElement>(null);
  const profiles = useSlices((slices) => slices.profiles);
  const roleMaximums = useSlices((slices) => slices.roleMaximums);
  const durations = handOffDurations(recipe, profiles, roleMaximums);
  const fixed = hasSessionPolicy(recipe);
  const [fields, setFields] = useState<HandOffFields>({
    recipient: '',
    seconds: hour,
    template: fixed ? 'everything' : 'read-bucket',
    bucket: '',
    prefix: '',
    logGroup: '',
    region: recipe.region,
    policy: '',
  });
  const [format, setFormat] = useState<ExportFormat>('bash');
  const [touched, setTouched] = useState<ReadonlySet<HandOffField>>(new Set());
  const [tried, setTried] = useState(false);
  const [handedOff, setHandedOff] = useState<HandedOff | null>(null);
  const problems = handOffProblems(fields);
  const wrong = Object.keys(problems).length;
  const policies = handOffPolicies(templateOf(fields), policyPlaceOf(recipe));
  const longest = durations.offered.at(-1) ?? hour;
  const seconds = Math.min(fields.seconds, longest);
  useHoldOpen(handedOff !== null || fields.recipient !== '' || touched.size > 0);

  const handing = useCall((options) =>
    api.sessions.handOff(
      {
        profileId: profile.id,
        recipient: fields.recipient,
        durationSeconds: seconds,
        ...policies,
        policyArns: [...policies.policyArns],
        format,
      },
      options,
    ),
  );
  const submit = async () => {
    setTried(true);
    if (wrong > 0) return focusFirstInvalid(status.current?.closest('form') ?? null);
    const result = await handing.run();
    if (result.ok) setHandedOff(result.value);
  };
  if (handedOff !== null) return <HandOffDone handedOff={handedOff} onClose={onClose} />;

  const change = (part: Partial<HandOffFields>) => setFields((before) => ({ ...before, ...part }));
  const touch = (field: HandOffField) => () =>
    setTouched((before) => (before.has(field) ? before : new Set(before).add(field)));
  const problem = (field: HandOffField) =>
    tried || touched.has(field) ? problemText(problems[field] ?? null, text) : null;
  const isReady = (['bucket', 'prefix', 'logGroup', 'region', 'policy'] as const).every(
    (field) => problems[field] === undefined,
  );
  return (
    <FormDialog
      title={words.title(profile.name)}
      body={words.body}
      submit={handing.busy ? words.submitting : words.submit}
      busy={handing.busy}
      wide
      onSubmit={() => void submit()}
      onClose={onClose}
      onCancelCall={handing.cancel}
    >
      <TextField
        label={words.recipient}
        autoFocus
        value={fields.recipient}
        problem={problem('recipient')}
        help={words.recipientHelp}
        placeholder={words.recipientPlaceholder}
        maxLength={64}
        onText={(recipient) => change({ recipient })}
        onBlur={fields.recipient === '' ? undefined : touch('recipient')}
      />
      {fixed ? (
        <p className="field-help">{words.fixed}</p>
      ) : (
        <ChoiceField
          label={words.template}
          value={fields.template}
          options={templateKinds.map((value) => ({ value, label: words.templates[value] }))}
          help={words.templateHelp[fields.template]}
          warning={fields.template === 'everything' ? words.everythingWarning : null}
          onChoose={(template) => change({ template })}
        />
      )}
      <TemplateFields fields={fields} problem={problem} touch={touch} change={change} />
      {isReady && (
        <PolicyPreview
          policies={policies}
          warning={problemText(warnPolicySize(policies.policy ?? '', policies.policyArns), text)}
          folded={fields.template !== 'own'}
        />
      )}
      <div className="two-fields">
        <ChoiceField
          label={words.duration}
          value={seconds}
          options={durations.offered.map((value) => ({ value, label: text.duration(value) }))}
          onChoose={(value) => change({ seconds: value })}
        />
        <ChoiceField
          label={words.format}
          value={format}
          options={exportFormats.map(({ id }) => ({ value: id, label: text.words.formats[id] }))}
          onChoose={setFormat}
        />
      </div>
      {durations.capped !== null && (
        <p className="field-help hand-off-cap">
          {durations.capped.by === 'chain'
            ? words.hourOnly
            : words.roleMaximum(text.duration(durations.capped.seconds))}
        </p>
      )}
      <div ref={status} role="status">
        {handing.error !== null ? (
          <FailureText error={handing.error} />
        ) : (
          tried && wrong > 0 && <p className="field-problem">{words.correct(wrong)}</p>
        )}
      </div>
    </FormDialog>
  );
}

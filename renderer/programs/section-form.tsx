import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Profile } from '../../shared/profile.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { RadioCards } from '../parts/radio-cards.tsx';
import { isSectionName, sectionNameOf } from './section-text.ts';

type Kind = 'process' | 'static';

export interface SectionFormProps {
  readonly profile: Profile;
  readonly onDone: (name: string) => void;
  readonly onCancel: () => void;
}

/** Adds a section. Where the name is taken, taking it over is a second, explicit step. */
export function SectionForm({ profile, onDone, onCancel }: SectionFormProps) {
  const { api, text } = useApp();
  const words = text.section;
  const suggested = sectionNameOf(profile.name);
  const [name, setName] = useState(suggested);
  const [kind, setKind] = useState<Kind>('process');
  const takeOver = useRef(false);
  useHoldOpen(name !== suggested);
  const writing = useCall((options) =>
    api.awsFiles.writeSection({ profileId: profile.id, name, kind, takeOver: takeOver.current }, options),
  );
  const submit = async (over: boolean) => {
    if (!isSectionName(name)) return;
    takeOver.current = over;
    if ((await writing.run()).ok) onDone(name);
  };
  // In a short window the reason would be below the edge.
  const reason = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (writing.error !== null) reason.current?.scrollIntoView({ block: 'nearest' });
  }, [writing.error]);
  const taken = writing.error?.code === 'aws-section-taken';
  return (
    <form
      className="dialog-form"
      aria-label={words.add}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!taken) void submit(false);
      }}
    >
      <TextField
        label={words.name}
        mono
        maxLength={256}
        value={name}
        help={name === 'default' ? words.nameHelpDefault : words.nameHelp(name)}
        problem={isSectionName(name) ? null : words.nameProblem}
        onText={(value) => {
          writing.dismiss();
          setName(value.trim());
        }}
      />
      {/* A key itself is never written down. */}
      {profile.recipe.kind !== 'access-key' && (
        <RadioCards<Kind>
          label={words.kind}
          value={kind}
          options={[
            { value: 'process', label: words.process, help: words.processHelp },
            { value: 'static', label: words.static, help: words.staticHelp },
          ]}
          onChoose={(chosen) => {
            writing.dismiss();
            setKind(chosen);
          }}
        />
      )}
      {writing.error !== null && (
        <div ref={reason} className="taken" role="alert">
          <FailureText error={writing.error} />
          {taken && <p className="field-help">{words.takeOverHelp}</p>}
        </div>
      )}
      <div className="dialog-actions">
        <Button label={text.cancel} onClick={writing.busy ? writing.cancel : onCancel} />
        {taken ? (
          // Not the form's own button: Enter in the name must not take over.
          <Button look="danger" label={words.takeOver} onClick={() => void submit(true)} />
        ) : (
          <Button
            submit
            look="primary"
            label={writing.busy ? words.adding : words.addSubmit}
            busy={writing.busy}
          />
        )}
      </div>
    </form>
  );
}

import { type FormEvent, useId, useRef, useState } from 'react';
import type { SignIn, SignInKind } from '../../shared/sign-in.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { focusFirstInvalid } from '../parts/first-invalid.ts';
import { RadioCards } from '../parts/radio-cards.tsx';
import { Screen } from '../parts/screen.tsx';
import { type ClientSecret, clientSecretToSend } from './client-secret-field.tsx';
import { IdentityCenterFields } from './identity-center-fields.tsx';
import { OidcFields } from './oidc-fields.tsx';
import { SamlFields } from './saml-fields.tsx';
import {
  blankFields,
  draftOf,
  fieldsOf,
  problemsOf,
  type SignInField,
  type SignInFields,
} from './sign-in-fields.ts';
import './sign-ins.css';

export interface SignInFormProps {
  /** Null: a new one. */
  readonly signIn: SignIn | null;
  readonly kind: SignInKind;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** What each kind of fields is given. */
export interface MethodFieldsProps {
  readonly fields: SignInFields;
  /** The sentence to show under a field, once it was left or saving was tried. */
  readonly problem: (field: SignInField) => string | null;
  readonly touch: (field: SignInField) => () => void;
  readonly change: (part: Partial<SignInFields>) => void;
}

const kinds: readonly SignInKind[] = ['identity-center', 'saml', 'oidc'];

export function SignInForm({ signIn, kind, onSaved, onClose }: SignInFormProps) {
  const { api, signInDraft, text } = useApp();
  const words = text.signInForm;
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const region = useSlices((slices) => slices.settings.defaultRegion);
  const others = useSlices((slices) => slices.signIns);
  const [before] = useState(() => (signIn === null ? blankFields(kind, region) : fieldsOf(signIn, region)));
  const signInId = signIn?.id ?? null;
  const [fields, setFields] = useState(() => {
    const kept = signInDraft.get();
    return kept !== null && kept.signInId === signInId ? kept.fields : before;
  });
  const [secret, setSecret] = useState<ClientSecret>({ kind: 'kept' });
  const [touched, setTouched] = useState<ReadonlySet<SignInField>>(new Set());
  const [tried, setTried] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const taken = others.filter(({ id }) => id !== signInId).map(({ name }) => name);
  const problems = problemsOf(fields, taken, text);
  const wrong = Object.keys(problems).length;
  const changed = JSON.stringify(fields) !== JSON.stringify(before) || secret.kind !== 'kept';
  useHoldOpen(changed);

  const saving = useCall((options) =>
    api.signIns.save(
      {
        ...(signInId === null ? {} : { id: signInId }),
        draft: draftOf(fields),
        ...(fields.kind === 'oidc' ? clientSecretToSend(secret) : {}),
      },
      options,
    ),
  );
  const save = async () => {
    setTried(true);
    if (wrong > 0) return focusFirstInvalid(form.current);
    const result = await saving.run();
    if (!result.ok) return;
    signInDraft.set(null);
    onSaved(result.value);
  };
  const close = () => {
    signInDraft.set(null);
    onClose();
  };
  const leave = () => (saving.busy ? saving.cancel() : changed ? setDiscarding(true) : close());

  const method: MethodFieldsProps = {
    fields,
    problem: (field) => (tried || touched.has(field) ? (problems[field] ?? null) : null),
    touch: (field) => () => setTouched((now) => (now.has(field) ? now : new Set(now).add(field))),
    change: (part) => {
      const next = { ...fields, ...part };
      setFields(next);
      signInDraft.set({ signInId, fields: next });
    },
  };
  return (
    <Screen
      title={signIn === null ? words.newTitle : words.editTitle(signIn.name)}
      onBack={leave}
      footer={
        <>
          <p className="screen-footer-words" role="status">
            {saving.error !== null ? (
              <FailureText error={saving.error} />
            ) : (
              tried && wrong > 0 && <span className="field-problem">{words.correct(wrong)}</span>
            )}
          </p>
          <Button label={text.cancel} onClick={leave} />
          <Button
            submit
            form={formId}
            look="primary"
            label={saving.busy ? words.saving : words.save}
            busy={saving.busy}
          />
        </>
      }
    >
      <form
        ref={form}
        id={formId}
        className="sign-in-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        {signIn === null && (
          <RadioCards
            label={words.method}
            value={fields.kind}
            options={kinds.map((value) => ({ value, ...words.methods[value] }))}
            onChoose={(chosen) => method.change({ kind: chosen })}
          />
        )}
        <TextField
          label={words.name}
          value={fields.name}
          problem={method.problem('name')}
          placeholder={words.namePlaceholder}
          maxLength={120}
          onText={(name) => method.change({ name })}
          onBlur={fields.name === '' ? undefined : method.touch('name')}
        />
        {fields.kind === 'identity-center' && <IdentityCenterFields {...method} />}
        {fields.kind === 'saml' && <SamlFields {...method} />}
        {fields.kind === 'oidc' && (
          <OidcFields
            {...method}
            hasSecret={signIn?.hasClientSecret ?? false}
            secret={secret}
            onSecret={setSecret}
          />
        )}
        {signIn !== null && changed && <p className="field-help">{words.editSignsOut}</p>}
      </form>
      {discarding && (
        <ConfirmDialog
          title={words.discardTitle}
          body={words.discardBody}
          confirm={words.discard}
          cancel={words.keepEditing}
          onConfirm={close}
          onClose={() => setDiscarding(false)}
        />
      )}
    </Screen>
  );
}

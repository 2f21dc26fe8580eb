import { OTPField } from '@base-ui/react/otp-field';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { checkMfaCode } from '../../shared/aws-limits.ts';
import type { MfaPromptView } from '../../shared/views.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { PromptDialog } from '../parts/prompt-dialog.tsx';
import './mfa-dialog.css';

const slots = [1, 2, 3, 4, 5, 6];

/**
 * Asks for the code of one prompt. Main decides what comes next: the prompt goes, or comes back with the reason why
 * the code was not accepted. A code is never sent before the person says so, since AWS takes each only once.
 */
export function MfaDialog({ prompt }: { readonly prompt: MfaPromptView }) {
  const { api, text } = useApp();
  const words = text.mfa;
  const [code, setCode] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  const submitting = useCall((options) => api.mfa.submit({ promptId: prompt.id, code }, options));
  const error = submitting.error ?? prompt.error;
  const complete = checkMfaCode(code) === null;
  useHoldOpen(code !== '');

  const refused = useRef(prompt.error);
  useEffect(() => {
    if (refused.current === prompt.error) return;
    refused.current = prompt.error;
    setCode('');
    first.current?.focus();
  }, [prompt.error]);

  const dismiss = () => void api.mfa.dismiss({ promptId: prompt.id });
  return (
    <PromptDialog
      title={words.title(prompt.keyName)}
      className="mfa"
      firstFocus={first}
      announcement={text.announce.needsCode(prompt.profileName)}
      description={
        <>
          {words.from}{' '}
          <span className="mono">
            <MiddleCut text={prompt.serial} keep={14} />
          </span>
        </>
      }
      onDismiss={dismiss}
    >
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (complete) void submitting.run();
        }}
      >
        <label className="for-screen-readers" htmlFor={id}>
          {words.code}
        </label>
        <OTPField.Root
          id={id}
          length={slots.length}
          value={code}
          onValueChange={setCode}
          className="mfa-code num"
          aria-label={words.code}
          autoComplete="one-time-code"
        >
          {slots.map((slot) => (
            <OTPField.Input
              key={slot}
              ref={slot === 1 ? first : null}
              className="mfa-digit"
              aria-label={slot === 1 ? undefined : words.digit(slot)}
              aria-invalid={error !== null || undefined}
            />
          ))}
        </OTPField.Root>
        {error !== null && (
          <p className="mfa-error" role="alert">
            <FailureText error={error} />
          </p>
        )}
        <p className="mfa-opens">
          {words.opens} <bdi className="mfa-profile">{prompt.profileName}</bdi>.{' '}
          {prompt.waiting > 0 && words.waiting(prompt.waiting)}
        </p>
        <div className="dialog-actions">
          <Button label={words.notNow} onClick={dismiss} />
          <Button
            submit
            look="primary"
            label={submitting.busy ? words.checking : words.continue}
            inactive={!complete}
            busy={submitting.busy}
          />
        </div>
      </form>
    </PromptDialog>
  );
}

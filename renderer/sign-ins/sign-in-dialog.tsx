import { type ReactNode, useEffect, useState } from 'react';
import type { CallOptions } from '../../shared/ipc-contract.ts';
import type { SignInPromptView } from '../../shared/sign-in-views.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button, Spinner } from '../parts/button.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { PromptDialog } from '../parts/prompt-dialog.tsx';
import './sign-in-dialog.css';

const named = 2;
const shownFor = 2_000;

/** Everything that one sign-in wants of the person. Main says where it stands; nothing is opened before it was asked. */
export function SignInDialog({ prompt }: { readonly prompt: SignInPromptView }) {
  const { api, text } = useApp();
  const words = text.signInPrompt;
  const promptId = prompt.id;
  const proceeding = useCall((options) => api.signIns.proceed({ promptId }, options));
  const pasting = useCall((options) => api.signIns.giveAssertion({ promptId, from: 'clipboard' }, options));
  const choosing = useCall((options) => api.signIns.giveAssertion({ promptId, from: 'file' }, options));
  const cancel = () => void api.signIns.cancel({ promptId });
  const proceed = () => void proceeding.run();
  const error = proceeding.error ?? pasting.error ?? choosing.error ?? prompt.error;
  const { stage } = prompt;
  const elsewhere = stage === 'browser' || stage === 'device' || stage === 'assertion';
  const give = (call: typeof pasting) => {
    proceeding.dismiss();
    pasting.dismiss();
    choosing.dismiss();
    void call.run();
  };

  return (
    <PromptDialog
      title={stage === 'asked' ? words.asks(prompt.signInName) : words.title(prompt.signInName)}
      className="sign-in-prompt"
      announcement={words.said(prompt.signInName)}
      description={<WantedBy prompt={prompt} />}
      onDismiss={cancel}
    >
      <div className="sign-in-stage" role="status">
        <Stage prompt={prompt} />
      </div>
      {error !== null && (
        <p className="sign-in-error" role="alert">
          <FailureText error={error} />
        </p>
      )}
      {stage === 'assertion' && (
        <div className="sign-in-give">
          <Button look="primary" label={words.paste} busy={pasting.busy} onClick={() => give(pasting)} />
          <Button label={words.file} busy={choosing.busy} onClick={() => give(choosing)} />
        </div>
      )}
      {prompt.waiting > 0 && <p className="sign-in-waiting num">{words.waiting(prompt.waiting)}</p>}
      <div className="dialog-actions">
        <Button label={stage === 'asked' ? words.notNow : text.cancel} onClick={cancel} />
        {elsewhere && <CopyAddress promptId={promptId} />}
        {elsewhere && <Button label={words.openAgain} busy={proceeding.busy} onClick={proceed} />}
        {stage === 'asked' && (
          <Button look="primary" label={words.signIn} busy={proceeding.busy} onClick={proceed} />
        )}
        {stage === 'window' && (
          <Button look="primary" label={words.showWindow} busy={proceeding.busy} onClick={proceed} />
        )}
      </div>
    </PromptDialog>
  );
}

/** For which profiles, as far as there is room. */
function WantedBy({ prompt: { profileNames, kind, stage } }: { readonly prompt: SignInPromptView }) {
  const { text } = useApp();
  const words = text.signInPrompt;
  const opens = stage === 'asked' ? ` ${words.opens[kind]}` : '';
  if (profileNames.length === 0) return stage === 'asked' ? words.opens[kind] : words.wantedByItself;
  return (
    <bdi>
      {words.wantedBy(text.names(profileNames, named), profileNames.length)}
      {opens}
    </bdi>
  );
}

function Stage({ prompt }: { readonly prompt: SignInPromptView }) {
  const { text } = useApp();
  const words = text.signInPrompt;
  const { stage, host, userCode } = prompt;
  switch (stage) {
    case 'asked':
      return null;
    case 'browser':
      return (
        <At words={words.browser} host={host}>
          {words.browserNext}
        </At>
      );
    case 'window':
      return (
        <At words={words.window} host={host}>
          {words.windowNext}
        </At>
      );
    case 'device':
      return (
        <>
          <At words={words.device} host={host}>
            {words.deviceNext}
          </At>
          {userCode !== null && (
            <div className="user-code">
              <output className="mono" aria-label={words.code}>
                {userCode}
              </output>
              <CopyTextButton value={userCode} name={words.copyCode} />
            </div>
          )}
        </>
      );
    case 'assertion':
      return (
        <>
          <At words={words.assertion} host={host}>
            {null}
          </At>
          <ol className="sign-in-steps">
            {words.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p>{words.stepsLimit}</p>
        </>
      );
    case 'working':
      return (
        <p className="sign-in-working">
          <Spinner /> {words.working}
        </p>
      );
  }
}

interface AtProps {
  readonly words: string;
  readonly host: string | null;
  readonly children: ReactNode;
}

/** Whose page it is, so that a wrong one is noticed. */
function At({ words, host, children }: AtProps) {
  return (
    <p>
      {words} <bdi className="sign-in-host">{host ?? '…'}</bdi>. {children}
    </p>
  );
}

/** The address itself does not pass through the window. */
function CopyAddress({ promptId }: { readonly promptId: string }) {
  const { api, clock, text } = useApp();
  const [copied, setCopied] = useState(false);
  const copying = useCall((options: CallOptions) => api.signIns.copyAddress({ promptId }, options));
  useEffect(() => (copied ? clock.setTimer(shownFor, () => setCopied(false)) : undefined), [copied, clock]);
  return (
    <Button
      label={copied ? text.signInPrompt.copied : text.signInPrompt.copyAddress}
      busy={copying.busy}
      onClick={async () => setCopied((await copying.run()).ok)}
    />
  );
}

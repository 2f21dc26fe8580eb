import { useState } from 'react';
import type { PlaintextKeyView } from '../../shared/aws-files-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioCards } from '../parts/radio-cards.tsx';
import { sectionHeader } from '../programs/section-text.ts';

type Serve = 'session-token' | 'access-key';

export interface MoveKeyDialogProps {
  readonly plaintextKey: PlaintextKeyView;
  readonly onRotate: (keyId: string) => void;
  readonly onClose: () => void;
}

/** Says all that will change before anything does; afterwards offers the rotation, since the secret was on disk. */
export function MoveKeyDialog({ plaintextKey, onRotate, onClose }: MoveKeyDialogProps) {
  const { api, text } = useApp();
  const words = text.plaintext;
  const { section, accessKeyId } = plaintextKey;
  const [serve, setServe] = useState<Serve>('session-token');
  const [moved, setMoved] = useState(false);
  const keyId = useSlices(
    (slices) => slices.accessKeys.find((key) => key.accessKeyId === accessKeyId)?.id ?? null,
  );
  const moving = useCall((options) => api.awsFiles.moveKey({ section, serve }, options));
  const header = sectionHeader({ kind: 'process', name: section });
  if (moved) {
    return (
      <FormDialog
        title={words.movedTitle}
        body={words.movedBody}
        submit={keyId === null ? null : words.rotate}
        cancel={words.later}
        busy={false}
        onSubmit={() => keyId !== null && onRotate(keyId)}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={words.moveTitle(section)}
      body={<span className="mono">{accessKeyId}</span>}
      submit={moving.busy ? words.moving : words.submit}
      busy={moving.busy}
      wide
      onSubmit={async () => setMoved((await moving.run()).ok)}
      onClose={onClose}
      onCancelCall={moving.cancel}
    >
      <RadioCards<Serve>
        label={words.serve}
        value={serve}
        options={[
          { value: 'session-token', label: words.session, help: words.sessionHelp },
          { value: 'access-key', label: words.key, help: words.keyHelp },
        ]}
        onChoose={setServe}
      />
      <section className="steps" aria-label={words.steps}>
        <h3 className="field-label">{words.steps}</h3>
        <ol>
          <li>{words.step.verify}</li>
          <li>{words.step.keep}</li>
          <li>{words.step.backup}</li>
          <li>{words.step.replace(header)}</li>
        </ol>
      </section>
      {moving.error !== null && (
        <p role="alert">
          <FailureText error={moving.error} />
        </p>
      )}
    </FormDialog>
  );
}

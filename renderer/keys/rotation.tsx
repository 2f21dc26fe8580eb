import CircleCheck from 'lucide-react/icons/circle-check';
import { useState } from 'react';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { type Call, useCall } from '../app/use-call.ts';
import { Button, Spinner } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';

function useRotate(keyId: string): Call<AccessKeyView> {
  const { api } = useApp();
  return useCall((options) => api.accessKeys.rotate({ id: keyId }, options));
}

export interface RotateDialogProps {
  readonly keyId: string;
  readonly onClose: () => void;
}

/** What will happen, then the steps as they go by. It may be closed meanwhile: the key's card shows the same. */
export function RotateDialog({ keyId, onClose }: RotateDialogProps) {
  const { text } = useApp();
  const words = text.rotation;
  const accessKey = useSlices((slices) => slices.accessKeys.find((key) => key.id === keyId) ?? null);
  const rotate = useRotate(keyId);
  if (accessKey === null) return null;
  const stage = accessKey.rotation?.stage ?? 'creating';
  return (
    <FormDialog
      title={words.title(accessKey.name)}
      body={words.body}
      submit={words.submit}
      busy={rotate.busy}
      wide
      onSubmit={async () => {
        if ((await rotate.run()).ok) onClose();
      }}
      onClose={onClose}
      onCancelCall={rotate.cancel}
    >
      <ol className="steps">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="field-help">{words.elsewhere}</p>
      <div role="status">
        {rotate.busy && stage !== 'old-key-inactive' && words.underWay(words.stage[stage])}
      </div>
      {rotate.error !== null && (
        <p role="alert">
          <FailureText error={rotate.error} />
        </p>
      )}
    </FormDialog>
  );
}

/** A rotation that is not over, on the key's card, with what to do next. */
export function RotationState({ accessKey }: { readonly accessKey: AccessKeyView }) {
  const { api, text } = useApp();
  const words = text.rotation;
  const [asking, setAsking] = useState(false);
  const rotate = useRotate(accessKey.id);
  const removal = useCall((options) => api.accessKeys.removeRotated({ id: accessKey.id }, options));
  const { rotation, problem } = accessKey;
  const unfinished = !rotate.busy && problem?.code === 'rotation-unfinished' ? problem : null;
  if (rotation === null) return null;
  const error = (unfinished === null ? rotate.error : null) ?? removal.error;
  const old = rotation.oldAccessKeyId;
  return (
    <div className="rotation">
      {rotation.stage === 'old-key-inactive' ? (
        <>
          <p className="item-note good">
            <CircleCheck size={14} aria-hidden="true" />
            <span>{old === null ? words.inactiveUnknown : words.inactive(old)}</span>
          </p>
          <Button small label={words.deleteOld} busy={removal.busy} onClick={() => setAsking(true)} />
        </>
      ) : (
        <>
          <p className="item-note" role="status">
            {rotate.busy && <Spinner />}
            {unfinished !== null ? (
              <FailureText error={unfinished} />
            ) : (
              <span>
                {rotate.busy
                  ? words.underWay(words.stage[rotation.stage])
                  : words.stopped(words.stage[rotation.stage])}
              </span>
            )}
          </p>
          <Button
            small
            label={rotate.busy ? text.cancel : words.goOn}
            aria-label={rotate.busy ? text.row.cancelNamed(accessKey.name) : words.goOnNamed(accessKey.name)}
            onClick={() => (rotate.busy ? rotate.cancel() : void rotate.run())}
          />
        </>
      )}
      {error !== null && (
        <p role="alert" className="item-note">
          <FailureText error={error} />
        </p>
      )}
      {asking && (
        <ConfirmDialog
          title={words.deleteTitle(old ?? accessKey.name)}
          body={words.deleteBody}
          confirm={words.deleteConfirm}
          onConfirm={() => void removal.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

import { useRef, useState } from 'react';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { checkName, checkSecretAccessKey } from '../../shared/aws-limits.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { problemText } from '../text/problem-text.ts';
import { type Keep, KeepFailure } from './keep-failure.tsx';
import { SecretField } from './secret-field.tsx';

interface KeyDialogProps {
  readonly accessKey: AccessKeyView;
  readonly onClose: () => void;
}

export function RenameDialog({ accessKey, onClose }: KeyDialogProps) {
  const { api, text } = useApp();
  const [name, setName] = useState(accessKey.name);
  useHoldOpen(name !== accessKey.name);
  const renaming = useCall((options) => api.accessKeys.rename({ id: accessKey.id, name }, options));
  const problem = checkName(name);
  const save = async () => {
    if (problem === null && (await renaming.run()).ok) onClose();
  };
  return (
    <FormDialog
      title={text.keys.renameTitle(accessKey.name)}
      submit={text.save}
      busy={renaming.busy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextField
        label={text.keys.name}
        value={name}
        problem={problemText(problem, text)}
        maxLength={120}
        onText={setName}
      />
      {renaming.error !== null && <FailureText error={renaming.error} />}
    </FormDialog>
  );
}

export function SecretDialog({
  accessKey,
  onClose,
  onSaved,
}: KeyDialogProps & { readonly onSaved: () => void }) {
  const { api, text } = useApp();
  const [secretAccessKey, setSecret] = useState('');
  const [touched, setTouched] = useState(false);
  const keep = useRef<Keep>('keychain');
  useHoldOpen(secretAccessKey !== '');
  const saving = useCall((options) =>
    api.accessKeys.enterSecret({ id: accessKey.id, secretAccessKey, keep: keep.current }, options),
  );
  const problem = checkSecretAccessKey(secretAccessKey);
  const save = async (how: Keep) => {
    setTouched(true);
    if (problem !== null) return;
    keep.current = how;
    if (!(await saving.run()).ok) return;
    setSecret('');
    onSaved();
  };
  return (
    <FormDialog
      title={text.keys.enterAgainTitle(accessKey.name)}
      submit={text.keys.saveSecret}
      busy={saving.busy}
      onSubmit={() => void save('keychain')}
      onClose={onClose}
    >
      <p className="mono key-id">{accessKey.accessKeyId}</p>
      <SecretField
        value={secretAccessKey}
        problem={touched ? problemText(problem, text) : null}
        onText={(value) => setSecret(value.trim())}
        onBlur={() => setTouched(secretAccessKey !== '')}
      />
      {saving.error !== null && <KeepFailure error={saving.error} again={(how) => void save(how)} />}
    </FormDialog>
  );
}

import FileUp from 'lucide-react/icons/file-up';
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react';
import { parseAccessKey } from '../../shared/parse-access-key.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { problemText } from '../text/problem-text.ts';
import { type Keep, KeepFailure } from './keep-failure.tsx';
import { freeName, type KeyFields, keyProblems } from './key-form.ts';
import { SecretField } from './secret-field.tsx';

const blank: KeyFields = { name: '', accessKeyId: '', secretAccessKey: '' };

export interface AddKeyFormProps {
  /** The id of the new key. */
  readonly onAdded: (id: string) => void;
  readonly onCancel: () => void;
}

/** The one place where a secret comes in. It lives in this form's state only, until it was handed to main. */
export function AddKeyForm({ onAdded, onCancel }: AddKeyFormProps) {
  const { api, text } = useApp();
  const keys = useSlices((slices) => slices.accessKeys);
  const [fields, setFields] = useState(blank);
  const [touched, setTouched] = useState<ReadonlySet<keyof KeyFields>>(new Set());
  const [filledFrom, setFilledFrom] = useState<string | null>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const keep = useRef<Keep>('keychain');
  const problems = keyProblems(fields);
  useHoldOpen(Object.values(fields).some((value) => value !== ''));

  const adding = useCall((options) => api.accessKeys.add({ ...fields, keep: keep.current }, options));
  const submit = async (how: Keep) => {
    setTouched(new Set(['name', 'accessKeyId', 'secretAccessKey']));
    if (Object.values(problems).some((problem) => problem !== null)) return;
    keep.current = how;
    const result = await adding.run();
    if (!result.ok) return;
    setFields(blank);
    onAdded(result.value.id);
  };

  const change = (field: keyof KeyFields) => (value: string) => {
    setFields((before) => ({ ...before, [field]: field === 'name' ? value : value.trim() }));
    setFilledFrom(null);
  };
  const touch = (field: keyof KeyFields) => () => {
    if (fields[field] !== '') setTouched((before) => new Set(before).add(field));
  };
  const shown = (field: keyof KeyFields) => (touched.has(field) ? problemText(problems[field], text) : null);

  const fill = (pasted: string, from: string): boolean => {
    const key = parseAccessKey(pasted);
    if (key === null) return false;
    setFields((before) => ({
      name: before.name === '' ? freeName(key.name ?? text.keys.defaultName, keys) : before.name,
      accessKeyId: key.accessKeyId,
      secretAccessKey: key.secretAccessKey,
    }));
    setTouched(new Set(['accessKeyId', 'secretAccessKey']));
    setFilledFrom(from);
    setUnreadable(null);
    return true;
  };
  const onPaste = (event: ClipboardEvent) => {
    if (fill(event.clipboardData.getData('text'), text.keys.filled)) event.preventDefault();
  };
  const readFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const content = file.size > 100_000 ? '' : await file.text();
    if (!fill(content, text.keys.filledFile(file.name))) setUnreadable(text.keys.notUnderstood(file.name));
  };

  return (
    <form
      className="key-form"
      aria-label={text.keys.add}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit('keychain');
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void readFile(event.dataTransfer.files[0]);
      }}
    >
      <h2 className="key-form-title">{text.keys.add}</h2>
      <TextField
        label={text.keys.id}
        mono
        autoFocus
        value={fields.accessKeyId}
        problem={shown('accessKeyId')}
        placeholder={text.keys.idPlaceholder}
        maxLength={128}
        onText={change('accessKeyId')}
        onBlur={touch('accessKeyId')}
        onPaste={onPaste}
      />
      <SecretField
        value={fields.secretAccessKey}
        problem={shown('secretAccessKey')}
        onText={change('secretAccessKey')}
        onBlur={touch('secretAccessKey')}
        onPaste={onPaste}
      />
      <TextField
        label={text.keys.name}
        value={fields.name}
        problem={shown('name')}
        help={text.keys.nameHelp}
        maxLength={120}
        onText={change('name')}
        onBlur={touch('name')}
      />
      <div className="key-paste">
        <p className={unreadable === null ? 'field-help' : 'field-problem'} role="status">
          {unreadable ?? filledFrom ?? text.keys.paste}
        </p>
        <label className="button small file-button">
          <FileUp size={14} aria-hidden="true" />
          <span>{text.keys.chooseCsv}</span>
          <input
            type="file"
            className="for-screen-readers"
            accept=".csv,.json,.txt,text/csv,application/json,text/plain"
            onChange={(event) => {
              void readFile(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {adding.error !== null && <KeepFailure error={adding.error} again={(how) => void submit(how)} />}
      <div className="key-form-actions">
        <Button label={text.cancel} onClick={adding.busy ? adding.cancel : onCancel} />
        <Button
          submit
          look="primary"
          label={adding.busy ? text.keys.adding : text.keys.addSubmit}
          busy={adding.busy}
        />
      </div>
    </form>
  );
}

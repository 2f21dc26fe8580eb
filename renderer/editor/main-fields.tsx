import Dices from 'lucide-react/icons/dices';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { TextField } from '../parts/field.tsx';
import { RegionField } from '../parts/region-field.tsx';
import { DurationField } from './duration-field.tsx';
import type { EditorField } from './editor-form.ts';
import type { Editor } from './use-editor.ts';

export interface EditorFieldsProps {
  readonly editor: Editor;
}

/** `AKIA…7Q2X`: enough to tell two keys apart. */
function shortKeyId(accessKeyId: string): string {
  return `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}

/** The props of a text field of the form. */
export function bind(editor: Editor, field: Exclude<EditorField, 'policyArns' | 'tags'>) {
  return {
    value: editor.form[field],
    problem: editor.problem(field),
    onText: (value: string) => editor.change(field, value),
    onBlur: () => {
      if (editor.form[field] !== '') editor.touch(field);
    },
  };
}

export function MainFields({ editor, autoFocus }: EditorFieldsProps & { readonly autoFocus: boolean }) {
  const { navigation, text } = useApp();
  const words = text.editor;
  const keys = useSlices((slices) => slices.accessKeys);
  const sessionName = useSlices((slices) => slices.status.defaultRoleSessionName);
  const addKey = () => navigation.set({ kind: 'keys', adding: true });
  return (
    <>
      <TextField
        {...bind(editor, 'name')}
        label={words.name}
        placeholder={words.namePlaceholder}
        maxLength={120}
        autoFocus={autoFocus}
      />
      <TextField
        {...bind(editor, 'roleArn')}
        label={words.roleArn}
        placeholder={words.roleArnPlaceholder}
        mono
        maxLength={2_048}
        title={editor.form.roleArn}
        onText={(value) => editor.change('roleArn', value.trim())}
      />
      <div className="two-fields">
        {keys.length === 0 ? (
          <div className="field">
            <span className="field-label">{words.source}</span>
            <Button label={words.addKey} onClick={addKey} />
            <p className={editor.problem('keyId') === null ? 'field-help' : 'field-problem'}>
              {words.noKeys}
            </p>
          </div>
        ) : (
          <ChoiceField
            label={words.source}
            placeholder={words.sourcePlaceholder}
            value={keys.some((key) => key.id === editor.form.keyId) ? editor.form.keyId : null}
            options={keys.map((key) => ({
              value: key.id,
              label: `${key.name} · ${shortKeyId(key.accessKeyId)}`,
            }))}
            problem={
              editor.form.keyId === '' ? editor.problem('keyId') : (editor.problems.get('keyId') ?? null)
            }
            onChoose={(keyId) => editor.change('keyId', keyId)}
          />
        )}
        <RegionField {...bind(editor, 'region')} label={words.region} />
      </div>
      <TextField
        {...bind(editor, 'externalId')}
        label={words.externalId}
        optional
        mono
        maxLength={1_224}
        help={words.externalIdHelp}
        beside={
          <Button
            icon={<Dices size={15} aria-hidden="true" />}
            label={words.generate}
            onClick={() => editor.change('externalId', crypto.randomUUID())}
          />
        }
      />
      <TextField
        {...bind(editor, 'mfaSerial')}
        label={words.mfaSerial}
        optional
        mono
        maxLength={256}
        placeholder={words.mfaPlaceholder}
        help={words.mfaHelp}
      />
      <DurationField {...bind(editor, 'duration')} />
      <TextField
        {...bind(editor, 'roleSessionName')}
        label={words.sessionName}
        optional
        maxLength={128}
        placeholder={sessionName}
        help={words.sessionNameHelp(sessionName)}
      />
    </>
  );
}

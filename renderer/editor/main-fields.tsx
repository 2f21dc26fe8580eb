import Dices from 'lucide-react/icons/dices';
import type { Recipe } from '../../shared/profile.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { ChoiceField, Segments } from '../parts/choice.tsx';
import { TextField } from '../parts/field.tsx';
import { RegionField } from '../parts/region-field.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
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

type TextFieldName = Exclude<EditorField, 'policyArns' | 'tags' | 'kind' | 'askBeforeServing'>;

/** The props of a text field of the form. */
export function bind(editor: Editor, field: TextFieldName) {
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
  const { text } = useApp();
  const words = text.editor;
  const { kind } = editor.form;
  return (
    <>
      <KindField editor={editor} />
      <TextField
        {...bind(editor, 'name')}
        label={words.name}
        placeholder={words.namePlaceholder}
        maxLength={120}
        autoFocus={autoFocus}
      />
      {kind === 'assume-role' && (
        <TextField
          {...bind(editor, 'roleArn')}
          label={words.roleArn}
          placeholder={words.roleArnPlaceholder}
          mono
          maxLength={2_048}
          title={editor.form.roleArn}
          onText={(value) => editor.change('roleArn', value.trim())}
        />
      )}
      <div className="two-fields">
        <KeyField editor={editor} />
        <RegionField {...bind(editor, 'region')} label={words.region} />
      </div>
      {kind === 'assume-role' && <ExternalIdField editor={editor} />}
      {kind !== 'access-key' && (
        <>
          <TextField
            {...bind(editor, 'mfaSerial')}
            label={words.mfaSerial}
            optional
            mono
            maxLength={256}
            placeholder={words.mfaPlaceholder}
            help={kind === 'assume-role' ? words.mfaHelp : words.mfaHelpSession}
          />
          <DurationField {...bind(editor, 'duration')} kind={kind} />
        </>
      )}
      {kind === 'assume-role' && <SessionNameField editor={editor} />}
      <SwitchField
        label={words.ask}
        help={words.askHelp}
        on={editor.form.askBeforeServing}
        onChange={(on) => editor.change('askBeforeServing', on)}
      />
    </>
  );
}

const kinds: readonly Recipe['kind'][] = ['assume-role', 'session-token', 'access-key'];

function KindField({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const words = text.editor;
  return (
    <div className="field">
      <Segments
        label={words.kind}
        value={editor.form.kind}
        options={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        onChoose={(kind) => editor.change('kind', kind)}
      />
      <p className="field-help" role="status">
        {words.kindHelp[editor.form.kind]}
      </p>
    </div>
  );
}

/** Whose credentials the profile calls with, or serves. */
function KeyField({ editor }: EditorFieldsProps) {
  const { navigation, text } = useApp();
  const words = text.editor;
  const keys = useSlices((slices) => slices.accessKeys);
  const { kind, keyId } = editor.form;
  const label =
    kind === 'assume-role' ? words.source : kind === 'session-token' ? words.keyOf : words.keyServed;
  if (keys.length === 0) {
    return (
      <div className="field">
        <span className="field-label">{label}</span>
        <Button label={words.addKey} onClick={() => navigation.set({ kind: 'keys', adding: true })} />
        <p className={editor.problem('keyId') === null ? 'field-help' : 'field-problem'}>{words.noKeys}</p>
      </div>
    );
  }
  return (
    <ChoiceField
      label={label}
      placeholder={words.sourcePlaceholder}
      value={keys.some((key) => key.id === keyId) ? keyId : null}
      options={keys.map((key) => ({ value: key.id, label: `${key.name} · ${shortKeyId(key.accessKeyId)}` }))}
      problem={keyId === '' ? editor.problem('keyId') : (editor.problems.get('keyId') ?? null)}
      onChoose={(chosen) => editor.change('keyId', chosen)}
    />
  );
}

function ExternalIdField({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  return (
    <TextField
      {...bind(editor, 'externalId')}
      label={text.editor.externalId}
      optional
      mono
      maxLength={1_224}
      help={text.editor.externalIdHelp}
      beside={
        <Button
          icon={<Dices size={15} aria-hidden="true" />}
          label={text.editor.generate}
          onClick={() => editor.change('externalId', crypto.randomUUID())}
        />
      }
    />
  );
}

function SessionNameField({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const usual = useSlices((slices) => slices.status.defaultRoleSessionName);
  return (
    <TextField
      {...bind(editor, 'roleSessionName')}
      label={text.editor.sessionName}
      optional
      maxLength={128}
      placeholder={usual}
      help={text.editor.sessionNameHelp(usual)}
    />
  );
}

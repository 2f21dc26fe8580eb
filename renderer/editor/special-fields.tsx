import { rootTaskPolicies } from '../../shared/aws-limits.ts';
import { useSlices, useText } from '../app/app-context.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { TextField } from '../parts/field.tsx';
import { PolicyArnRows, PolicyField } from './advanced-fields.tsx';
import { bindTrimmed, type EditorFieldsProps } from './editor-fields.ts';

/** The member account and the one task that is done in it. */
export function RootFields({ editor }: EditorFieldsProps) {
  const words = useText().editor;
  const task = rootTaskPolicies.find((name) => name === editor.form.task) ?? null;
  return (
    <>
      <TextField
        {...bindTrimmed(editor, 'accountId')}
        label={words.targetAccount}
        placeholder={words.accountPlaceholder}
        help={words.targetHelp}
        mono
        inputMode="numeric"
        maxLength={14}
        onText={(value) => editor.change('accountId', value.replaceAll(/[\s-]/g, ''))}
      />
      <ChoiceField
        label={words.task}
        value={task}
        options={rootTaskPolicies.map((value) => ({ value, label: words.tasks[value] }))}
        help={words.taskHelp(editor.form.task)}
        onChoose={(chosen) => editor.choose({ task: chosen })}
      />
    </>
  );
}

/** A federated user is nothing but its name and what it may do. */
export function FederationFields({ editor }: EditorFieldsProps) {
  const words = useText().editor;
  const usual = useSlices((slices) => slices.status.defaultRoleSessionName).slice(0, 32);
  const { policy, policyArns } = editor.form;
  return (
    <>
      <TextField
        {...bindTrimmed(editor, 'federatedName')}
        label={words.federatedName}
        optional
        maxLength={64}
        placeholder={usual}
        help={words.federatedNameHelp(usual)}
      />
      <PolicyField
        editor={editor}
        help={words.federationPolicy}
        warning={policy === '' && policyArns.length === 0 ? words.federationNoPolicy : null}
      />
      <PolicyArnRows editor={editor} />
    </>
  );
}

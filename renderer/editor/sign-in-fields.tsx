import type { SignInKind } from '../../shared/sign-in.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { TextField } from '../parts/field.tsx';
import { bindTrimmed, type EditorFieldsProps } from './editor-fields.ts';

/** The sign-in that gets the profile in; only those of the right method are offered. */
export function SignInField({ editor, kind }: EditorFieldsProps & { readonly kind: SignInKind }) {
  const { navigation, text } = useApp();
  const words = text.editor;
  const signIns = useSlices((slices) => slices.signIns);
  const { signInId } = editor.form;
  const fitting = signIns.filter(({ method }) => method.kind === kind);
  const add = () => navigation.set({ kind: 'sign-ins', adding: kind });
  const problem = signInId === '' ? editor.problem('signInId') : (editor.problems.get('signInId') ?? null);
  if (fitting.length === 0) {
    return (
      <div className="field">
        <span className="field-label">{words.signIn}</span>
        <div className="offer">
          <p className={problem === null ? 'field-help' : 'field-problem'}>{words.noSignIn[kind]}</p>
          <Button small label={words.addSignIn} onClick={add} />
        </div>
      </div>
    );
  }
  return (
    <div className="with-action">
      <ChoiceField
        label={words.signIn}
        placeholder={words.signInPlaceholder}
        value={fitting.some(({ id }) => id === signInId) ? signInId : null}
        options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        problem={problem}
        onChoose={(chosen) => editor.choose({ signInId: chosen })}
      />
      <Button label={words.addSignIn} onClick={add} />
    </div>
  );
}

/** The bulk screen of a sign-in that knows which roles it opens. */
export function ChooseFromSignIn({
  editor,
  kind,
}: EditorFieldsProps & { readonly kind: 'saml' | 'identity-center' }) {
  const { navigation, text } = useApp();
  const { signInId } = editor.form;
  if (editor.problems.has('signInId')) return null;
  return (
    <div className="offer">
      <p className="field-help">{text.editor.chooseHelp[kind]}</p>
      <Button
        small
        label={text.editor.chooseFromSignIn}
        onClick={() => navigation.set({ kind: 'sign-in-roles', signInId })}
      />
    </div>
  );
}

export function PermissionSetFields({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const words = text.editor;
  return (
    <div className="two-fields">
      <TextField
        {...bindTrimmed(editor, 'accountId')}
        label={words.accountId}
        placeholder={words.accountPlaceholder}
        mono
        inputMode="numeric"
        maxLength={14}
        onText={(value) => editor.change('accountId', value.replaceAll(/[\s-]/g, ''))}
      />
      <TextField
        {...bindTrimmed(editor, 'permissionSet')}
        label={words.permissionSet}
        placeholder={words.permissionSetPlaceholder}
        maxLength={64}
      />
    </div>
  );
}

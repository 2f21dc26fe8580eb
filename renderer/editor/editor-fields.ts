import type { TextFieldName } from './editor-form.ts';
import type { Editor } from './use-editor.ts';

export interface EditorFieldsProps {
  readonly editor: Editor;
}

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

/** For what is pasted: no space before or after. */
export function bindTrimmed(editor: Editor, field: TextFieldName) {
  return { ...bind(editor, field), onText: (value: string) => editor.change(field, value.trim()) };
}

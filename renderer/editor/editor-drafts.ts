import type { EditorTarget } from '../state/navigation.ts';
import type { EditorForm } from './editor-form.ts';

/** Forms with unsaved changes, kept while the panel is closed or another screen is shown. Never a secret. */
export interface EditorDrafts {
  readonly get: (target: EditorTarget) => EditorForm | null;
  readonly keep: (target: EditorTarget, form: EditorForm) => void;
  readonly drop: (target: EditorTarget) => void;
}

export function createEditorDrafts(): EditorDrafts {
  const forms = new Map<string, EditorForm>();
  const keyOf = (target: EditorTarget) =>
    target.kind === 'new' ? 'new' : `${target.kind}:${target.profileId}`;
  return {
    get: (target) => forms.get(keyOf(target)) ?? null,
    keep: (target, form) => void forms.set(keyOf(target), form),
    drop: (target) => void forms.delete(keyOf(target)),
  };
}

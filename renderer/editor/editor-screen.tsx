import { type FormEvent, useRef, useState } from 'react';
import { useApp } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { Screen } from '../parts/screen.tsx';
import type { EditorTarget } from '../state/navigation.ts';
import type { Text } from '../text/text.ts';
import { AdvancedFields } from './advanced-fields.tsx';
import { type EditorForm, emptyForm } from './editor-form.ts';
import { formOf } from './editor-recipe.ts';
import { MainFields } from './main-fields.tsx';
import { OwnerNeeds } from './owner-needs.tsx';
import { useEditor } from './use-editor.ts';
import './editor.css';

export function EditorScreen({ target }: { readonly target: EditorTarget }) {
  const { navigation, store, text } = useApp();
  const [start] = useState(() => {
    const loaded = store.get();
    if (loaded.kind !== 'ready') return null;
    const { profiles, settings, accessKeys } = loaded.snapshot;
    if (target.kind === 'new') return { form: emptyForm(settings, accessKeys), name: '' };
    const profile = profiles.find((candidate) => candidate.id === target.profileId);
    if (profile === undefined) return null;
    const { name } = profile;
    const form = formOf(profile);
    return { form: target.kind === 'edit' ? form : { ...form, name: text.editor.copyOf(name) }, name };
  });
  if (start === null) {
    return (
      <Screen title={text.editor.newTitle} onBack={navigation.back}>
        <Empty
          title={text.editor.gone}
          hint=""
          action={<Button label={text.back} onClick={navigation.back} />}
        />
      </Screen>
    );
  }
  return <EditorBody target={target} initial={start.form} title={titleOf(target, start.name, text)} />;
}

function titleOf({ kind }: EditorTarget, name: string, { editor }: Text): string {
  switch (kind) {
    case 'new':
      return editor.newTitle;
    case 'edit':
      return editor.editTitle(name);
    case 'duplicate':
      return editor.duplicateTitle;
  }
}

interface EditorBodyProps {
  readonly target: EditorTarget;
  readonly initial: EditorForm;
  readonly title: string;
}

function EditorBody({ target, initial, title }: EditorBodyProps) {
  const { navigation, text } = useApp();
  const editor = useEditor(target, initial);
  const [asking, setAsking] = useState(false);
  const { kind } = editor.form;
  const form = useRef<HTMLFormElement>(null);

  const leave = () => (editor.dirty ? setAsking(true) : navigation.back());
  const save = async (thenAssume: boolean) => {
    await editor.save(thenAssume);
    // The first field that needs correcting, once its sentence is drawn; an advanced one opens its section.
    requestAnimationFrame(() => {
      const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      const section = wrong?.closest('details');
      if (section !== null && section !== undefined) section.open = true;
      wrong?.focus();
    });
  };
  const shown = editor.saving.error;
  const wrongCount = [...editor.problems.keys()].filter((key) => editor.problem(key) !== null).length;

  return (
    <Screen
      title={title}
      onBack={leave}
      footer={
        <>
          {(shown !== null || wrongCount > 0) && (
            <div className="screen-footer-words" role="status">
              {shown !== null ? (
                <FailureText error={shown} />
              ) : (
                <span className="field-problem">{text.editor.correct(wrongCount)}</span>
              )}
            </div>
          )}
          <Button label={text.cancel} onClick={leave} />
          <Button
            look={kind === 'access-key' ? 'primary' : 'plain'}
            label={text.save}
            busy={editor.saving.busy}
            onClick={() => void save(false)}
          />
          {kind !== 'access-key' && (
            <Button
              look="primary"
              label={text.editor.saveAndAssume}
              busy={editor.saving.busy}
              onClick={() => void save(true)}
            />
          )}
        </>
      }
    >
      <form
        ref={form}
        className="editor"
        noValidate
        aria-label={title}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          // React hands on what is submitted in a dialog above, too.
          if (event.target === event.currentTarget) void save(false);
        }}
      >
        {editor.restored && (
          <div className="restored" role="status">
            <span>{text.editor.draftKept}</span>
            <Button small label={text.editor.startAfresh} onClick={editor.startAfresh} />
          </div>
        )}
        <MainFields editor={editor} autoFocus={target.kind !== 'edit'} />
        {(kind === 'assume-role' ||
          kind === 'assume-role-with-saml' ||
          kind === 'assume-role-with-web-identity' ||
          kind === 'federation-token') && <AdvancedFields key={kind} editor={editor} kind={kind} />}
        <OwnerNeeds editor={editor} />
        {/* Enter in a field saves. */}
        <button type="submit" className="for-screen-readers" tabIndex={-1} aria-hidden="true" />
      </form>
      {asking && (
        <ConfirmDialog
          title={text.editor.discardTitle}
          body={text.editor.discardBody}
          confirm={text.editor.discard}
          cancel={text.editor.keepEditing}
          onConfirm={editor.discard}
          onClose={() => setAsking(false)}
        />
      )}
    </Screen>
  );
}

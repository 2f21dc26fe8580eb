import ChevronRight from 'lucide-react/icons/chevron-right';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { checkPolicy, maximumPolicyArns, maximumTags, warnPolicySize } from '../../shared/aws-limits.ts';
import { useText } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { problemText } from '../text/problem-text.ts';
import { bind, type EditorFieldsProps } from './editor-fields.ts';

/** The kinds that have something here. */
export type AdvancedKind =
  | 'assume-role'
  | 'assume-role-with-saml'
  | 'assume-role-with-web-identity'
  | 'federation-token';

/** What most profiles do without. Opens by itself when something in it is set. */
export function AdvancedFields({ editor, kind }: EditorFieldsProps & { readonly kind: AdvancedKind }) {
  const text = useText();
  const { policy, policyArns, sourceIdentity, tags } = editor.form;
  // A federated user's policies are among what it is, not here.
  const ofPolicies = kind === 'federation-token' ? [] : [policy, ...policyArns];
  const ofRole = kind === 'assume-role' ? [sourceIdentity] : [];
  const ofTags = kind === 'assume-role' || kind === 'federation-token' ? tags : [];
  const set = [...ofPolicies, ...ofRole, ...ofTags].filter((part) => part !== '').length;
  const [open, setOpen] = useState(set > 0);
  return (
    <details className="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{text.editor.advanced}</span>
        <span className="fold-hint">
          {set > 0 ? text.editor.advancedSet(set) : text.editor.advancedHint[kind]}
        </span>
      </summary>
      <div className="fold-inside">
        {kind !== 'federation-token' && (
          <>
            <PolicyField editor={editor} help={text.editor.policyHelp} />
            <PolicyArnRows editor={editor} />
          </>
        )}
        {(kind === 'assume-role' || kind === 'federation-token') && (
          <TagRows editor={editor} passedOn={kind === 'assume-role'} />
        )}
        {kind === 'assume-role' && (
          <TextField
            {...bind(editor, 'sourceIdentity')}
            label={text.editor.sourceIdentity}
            optional
            maxLength={128}
            help={text.editor.sourceIdentityHelp}
          />
        )}
      </div>
    </details>
  );
}

interface PolicyFieldProps extends EditorFieldsProps {
  readonly help: string;
  /** Takes the place of the one about its size. */
  readonly warning?: string | null;
}

export function PolicyField({ editor, help, warning = null }: PolicyFieldProps) {
  const text = useText();
  const { policy, policyArns } = editor.form;
  const whole = policy !== '' && checkPolicy(policy) === null;
  const size = whole
    ? warnPolicySize(
        policy,
        policyArns.map((row) => row.arn),
      )
    : null;
  return (
    <Field
      label={text.editor.policy}
      optional
      help={help}
      problem={editor.problem('policy')}
      warning={warning ?? problemText(size, text)}
    >
      {(control) => (
        <textarea
          {...control}
          className="input mono"
          rows={5}
          maxLength={20_000}
          spellCheck={false}
          value={policy}
          onChange={(event) => editor.change('policy', event.target.value)}
          onBlur={() => editor.touch('policy')}
        />
      )}
    </Field>
  );
}

export function PolicyArnRows({ editor }: EditorFieldsProps) {
  const text = useText();
  const rows = editor.form.policyArns;
  return (
    <fieldset className="rows">
      <legend className="field-label">{text.editor.policyArns}</legend>
      {rows.map((row, index) => (
        <div key={row.id} className="rows-item">
          <div className="field-row">
            <input
              className="input mono"
              value={row.arn}
              maxLength={2_048}
              spellCheck={false}
              aria-label={text.editor.policyArnNumber(index + 1)}
              aria-invalid={editor.problem(row.id) !== null || undefined}
              placeholder="arn:aws:iam::aws:policy/ReadOnlyAccess"
              onChange={(event) =>
                editor.change(
                  'policyArns',
                  rows.map((other) =>
                    other.id === row.id ? { ...row, arn: event.target.value.trim() } : other,
                  ),
                  row.id,
                )
              }
              onBlur={() => editor.touch(row.id)}
            />
            <Button
              look="quiet"
              icon={<X size={15} aria-hidden="true" />}
              aria-label={text.editor.removePolicyArn(index + 1)}
              onClick={() =>
                editor.change(
                  'policyArns',
                  rows.filter((other) => other.id !== row.id),
                )
              }
            />
          </div>
          <Sentence problem={editor.problem(row.id)} />
        </div>
      ))}
      {rows.length < maximumPolicyArns && (
        <Button
          small
          icon={<Plus size={14} aria-hidden="true" />}
          label={text.editor.addPolicyArn}
          onClick={() => editor.change('policyArns', [...rows, { id: crypto.randomUUID(), arn: '' }])}
        />
      )}
      <p className="field-help">{text.editor.policyArnsHelp}</p>
    </fieldset>
  );
}

function TagRows({ editor, passedOn }: EditorFieldsProps & { readonly passedOn: boolean }) {
  const text = useText();
  const rows = editor.form.tags;
  const change = (id: string, part: Partial<(typeof rows)[number]>) =>
    editor.change(
      'tags',
      rows.map((row) => (row.id === id ? { ...row, ...part } : row)),
      id,
    );
  return (
    <fieldset className="rows">
      <legend className="field-label">{text.editor.tags}</legend>
      {rows.map((row, index) => (
        <div key={row.id} className="rows-item">
          <div className={passedOn ? 'tag-row' : 'tag-row plain'}>
            <input
              className="input"
              value={row.key}
              maxLength={200}
              spellCheck={false}
              aria-label={text.editor.tagKey(index + 1)}
              aria-invalid={editor.problem(row.id) !== null || undefined}
              placeholder={text.editor.tagKeyPlaceholder}
              onChange={(event) => change(row.id, { key: event.target.value })}
              onBlur={() => editor.touch(row.id)}
            />
            <input
              className="input"
              value={row.value}
              maxLength={400}
              spellCheck={false}
              aria-label={text.editor.tagValue(index + 1)}
              placeholder={text.editor.tagValuePlaceholder}
              onChange={(event) => change(row.id, { value: event.target.value })}
            />
            {passedOn && (
              <label className="check">
                <input
                  type="checkbox"
                  checked={row.transitive}
                  aria-label={text.editor.transitiveNumber(index + 1)}
                  onChange={(event) => change(row.id, { transitive: event.target.checked })}
                />
                <span>{text.editor.transitive}</span>
              </label>
            )}
            <Button
              look="quiet"
              icon={<X size={15} aria-hidden="true" />}
              aria-label={text.editor.removeTag(index + 1)}
              onClick={() =>
                editor.change(
                  'tags',
                  rows.filter((other) => other.id !== row.id),
                )
              }
            />
          </div>
          <Sentence problem={editor.problem(row.id)} />
        </div>
      ))}
      <Sentence problem={editor.problems.get('tags') ?? null} />
      {rows.length < maximumTags && (
        <Button
          small
          icon={<Plus size={14} aria-hidden="true" />}
          label={text.editor.addTag}
          onClick={() =>
            editor.change('tags', [
              ...rows,
              { id: crypto.randomUUID(), key: '', value: '', transitive: false },
            ])
          }
        />
      )}
      <p className="field-help">{passedOn ? text.editor.tagsHelp : text.editor.tagsHelpFederated}</p>
    </fieldset>
  );
}

function Sentence({ problem }: { readonly problem: string | null }) {
  return problem === null ? null : <p className="field-problem">{problem}</p>;
}

import { type ComponentProps, type ReactNode, useId } from 'react';
import { useText } from '../app/app-context.tsx';
import { Unbroken } from './unbroken.tsx';
import './field.css';

export interface FieldWords {
  readonly label: string;
  readonly optional?: boolean | undefined;
  readonly help?: ReactNode;
  /** What is wrong; takes the help's place. */
  readonly problem?: string | null | undefined;
  /** Allowed, but worth a thought. */
  readonly warning?: string | null | undefined;
}

/** What ties a control to its label and its sentence. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

export interface FieldProps extends FieldWords {
  readonly children: (control: FieldControl) => ReactNode;
}

/** A control with its label above and one sentence under it. */
export function Field({ label, optional = false, help, problem, warning, children }: FieldProps) {
  const text = useText();
  const id = useId();
  const wordsId = `${id}-words`;
  const wrong = problem !== null && problem !== undefined;
  const words = wrong ? problem : (warning ?? help);
  const tone = wrong ? 'field-problem' : warning ? 'field-warning' : 'field-help';
  return (
    <div className="field">
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {optional && <span className="field-optional">{text.optional}</span>}
      </div>
      {children({
        id,
        'aria-describedby': words ? wordsId : undefined,
        'aria-invalid': wrong || undefined,
      })}
      {words && (
        <p id={wordsId} className={tone}>
          {typeof words === 'string' ? <Unbroken text={words} /> : words}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps
  extends FieldWords,
    Omit<ComponentProps<'input'>, 'children' | 'onChange' | 'id'> {
  readonly value: string;
  readonly mono?: boolean;
  readonly onText: (value: string) => void;
  /** Beside the input, such as a button. */
  readonly beside?: ReactNode;
}

export function TextField({
  label,
  optional,
  help,
  problem,
  warning,
  mono = false,
  onText,
  beside,
  className = '',
  ...input
}: TextFieldProps) {
  return (
    <Field label={label} optional={optional} help={help} problem={problem} warning={warning}>
      {(control) => {
        const box = (
          <input
            type="text"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            {...input}
            {...control}
            className={`input ${mono ? 'mono' : ''} ${className}`}
            onChange={(event) => onText(event.target.value)}
          />
        );
        return beside === undefined ? (
          box
        ) : (
          <div className="field-row">
            {box}
            {beside}
          </div>
        );
      }}
    </Field>
  );
}

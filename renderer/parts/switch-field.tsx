import { useId } from 'react';
import './switch-field.css';

export interface SwitchFieldProps {
  readonly label: string;
  readonly help: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off, with a sentence about what on means. */
export function SwitchField({ label, help, on, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="switch-field">
      <span className="switch-words">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <span id={`${id}-help`} className="field-help">
          {help}
        </span>
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className="switch"
        aria-describedby={`${id}-help`}
        checked={on}
        aria-checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}

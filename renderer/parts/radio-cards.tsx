import { type ReactNode, useId } from 'react';
import './radio-cards.css';

export interface RadioCard<Value> {
  readonly value: Value;
  readonly label: string;
  readonly help: ReactNode;
}

export interface RadioCardsProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly RadioCard<Value>[];
  readonly onChoose: (value: Value) => void;
}

/** A choice that wants a sentence or two for each answer. */
export function RadioCards<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: RadioCardsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="radio-cards">
      <legend className="field-label">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="radio-card">
          <input
            type="radio"
            name={name}
            aria-label={option.label}
            aria-describedby={`${name}-${option.value}`}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span className="radio-card-words">
            <span className="field-label">{option.label}</span>
            <span id={`${name}-${option.value}`} className="field-help">
              {option.help}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

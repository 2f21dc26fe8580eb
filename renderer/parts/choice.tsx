import { Select } from '@base-ui/react/select';
import Check from 'lucide-react/icons/check';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { type ReactNode, useId } from 'react';
import { Field, type FieldControl, type FieldWords } from './field.tsx';
import './choice.css';

export interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}

export interface ChoiceFieldProps<Value> extends FieldWords {
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly placeholder?: string;
  readonly onChoose: (value: Value) => void;
}

/** One of a list. */
export function ChoiceField<Value extends string | number>({
  value,
  options,
  placeholder,
  onChoose,
  ...words
}: ChoiceFieldProps<Value>) {
  return (
    <Field {...words}>
      {(control) => (
        <Select.Root
          items={options}
          value={value}
          onValueChange={(chosen: Value | null) => chosen !== null && onChoose(chosen)}
        >
          <ChoiceTrigger control={control} label={words.label} placeholder={placeholder} />
          <ChoiceList>
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value} className="choice">
                <ChosenMark />
                <Select.ItemText className="choice-text">{option.label}</Select.ItemText>
              </Select.Item>
            ))}
          </ChoiceList>
        </Select.Root>
      )}
    </Field>
  );
}

interface ChoiceTriggerProps {
  readonly control: FieldControl;
  readonly label: string;
  readonly placeholder?: string | undefined;
}

/** What is chosen, and opens the list. */
export function ChoiceTrigger({ control, label, placeholder }: ChoiceTriggerProps) {
  return (
    <Select.Trigger {...control} className="input choice-trigger" aria-label={label}>
      <Select.Value className="choice-value" placeholder={placeholder} />
      <ChevronsUpDown size={14} aria-hidden="true" />
    </Select.Trigger>
  );
}

interface ChoiceListProps {
  readonly className?: string;
  readonly children: ReactNode;
}

/** The list that a `ChoiceTrigger` opens. */
export function ChoiceList({ className = '', children }: ChoiceListProps) {
  return (
    <Select.Portal>
      <Select.Positioner
        className="popup"
        alignItemWithTrigger={false}
        align="start"
        sideOffset={4}
        collisionPadding={8}
      >
        <Select.Popup className={`choices ${className}`}>
          <Select.List className="choice-list">{children}</Select.List>
        </Select.Popup>
      </Select.Positioner>
    </Select.Portal>
  );
}

/** Before the one that is chosen. */
export function ChosenMark() {
  return (
    <Select.ItemIndicator className="choice-check">
      <Check size={14} aria-hidden="true" />
    </Select.ItemIndicator>
  );
}

export interface SegmentsProps<Value> {
  readonly label: string;
  /** None is chosen when it is not among the options. */
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChoose: (value: Value) => void;
}

/** A few choices side by side, all in sight. */
export function Segments<Value extends string | number>({
  label,
  value,
  options,
  onChoose,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="segments" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className="segment">
          <input
            type="radio"
            className="for-screen-readers"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

export interface SegmentsFieldProps<Value> extends SegmentsProps<Value> {
  /** Follows the choice, and is told to a screen reader as it changes. */
  readonly help?: string;
}

/** Segments under a label that is seen too. */
export function SegmentsField<Value extends string | number>({
  help,
  ...segments
}: SegmentsFieldProps<Value>) {
  return (
    <div className="field">
      <span className="field-label" aria-hidden="true">
        {segments.label}
      </span>
      <Segments {...segments} />
      {help !== undefined && (
        <p className="field-help" role="status">
          {help}
        </p>
      )}
    </div>
  );
}

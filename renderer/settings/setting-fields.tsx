import { useState } from 'react';
import type { Check } from '../../shared/aws-limits.ts';
import { useText } from '../app/app-context.tsx';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { ChoiceField, type Option } from '../parts/choice.tsx';
import { TextField } from '../parts/field.tsx';
import { problemText } from '../text/problem-text.ts';

export interface TypedText {
  readonly typed: string;
  readonly problem: string | null;
  readonly onText: (value: string) => void;
  /** Takes what was typed over, when it is right. */
  readonly commit: () => void;
  /** Takes a value over that was chosen rather than typed. */
  readonly take: (value: string) => void;
}

/** Text that counts when its field is left, or on Enter, and only while it is right. */
export function useTypedText(
  value: string,
  check: (value: string) => string | null,
  onCommit: (value: string) => void,
): TypedText {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : check(typed);
  useHoldOpen(typed !== null && typed !== value);
  const take = (taken: string) => {
    if (taken !== value) onCommit(taken);
    setTyped(null);
  };
  return {
    typed: typed ?? value,
    problem,
    onText: setTyped,
    take,
    commit: () => {
      if (typed !== null && problem === null) take(typed);
    },
  };
}

export interface TextSettingProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly placeholder: string;
  readonly check: Check;
  readonly onChange: (value: string) => void;
}

/** A text that may be left empty. */
export function TextSetting({ label, help, value, placeholder, check, onChange }: TextSettingProps) {
  const text = useText();
  const { typed, problem, onText, commit } = useTypedText(
    value,
    (candidate) => (candidate === '' ? null : problemText(check(candidate), text)),
    onChange,
  );
  return (
    <TextField
      label={label}
      help={help}
      mono
      value={typed}
      problem={problem}
      placeholder={placeholder}
      maxLength={4_096}
      onText={(text) => onText(text.trim())}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

export interface NumberSettingProps {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly offered: readonly number[];
  readonly words: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** One of a few numbers; one set elsewhere is offered beside them. */
export function NumberSetting({ label, help, value, offered, words, onChange }: NumberSettingProps) {
  const values = offered.includes(value) ? offered : [...offered, value].sort((left, right) => left - right);
  const options = values.map((number): Option<number> => ({ value: number, label: words(number) }));
  return <ChoiceField label={label} help={help} value={value} options={options} onChoose={onChange} />;
}

import { useState } from 'react';
import { durationSeconds, rootSeconds, sessionTokenSeconds } from '../../shared/aws-limits.ts';
import { parseDuration } from '../../shared/duration-text.ts';
import { useText } from '../app/app-context.tsx';
import { Segments } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { type DurationKind, presetDurationsOf } from '../state/preset-durations.ts';
import './duration-field.css';
import { typedDuration } from './typed-duration.ts';

declare module 'react' {
  interface CSSProperties {
    /** How much of the slider's track is filled. */
    '--share'?: string;
    /** Up to where its track can be reached. */
    '--reach'?: string;
  }
}

export interface DurationFieldProps {
  /** As typed. */
  readonly value: string;
  readonly problem: string | null;
  readonly label?: string;
  readonly help?: string | undefined;
  readonly warning?: string | null;
  /** Whose limits and presets count. */
  readonly kind?: DurationKind;
  /** Seconds that AWS will not go beyond, where it is known; the track ends there in hatching. */
  readonly reach?: number;
  readonly onText: (value: string) => void;
  readonly onBlur?: () => void;
  /** A preset was chosen, seconds; by default it is put into the text. */
  readonly onPick?: (seconds: number) => void;
  /** The slider was let go, or the text field left. */
  readonly onDone?: () => void;
}

const limitsOf = {
  'assume-role': { ...durationSeconds, step: 900 },
  chained: { minimum: 900, maximum: 3_600, step: 300 },
  'session-token': { ...sessionTokenSeconds, step: 900 },
  'assume-root': { minimum: 60, maximum: rootSeconds.maximum, step: 60 },
} as const;

/** Presets, a slider and free text for one number. */
export function DurationField({
  value,
  problem,
  label,
  help,
  warning = null,
  kind = 'assume-role',
  reach,
  onText,
  onBlur,
  onPick,
  onDone,
}: DurationFieldProps) {
  const text = useText();
  const { minimum, maximum, step } = limitsOf[kind];
  // While one types nothing is respelled; else the words are those of the language spoken now.
  const [typing, setTyping] = useState<string | null>(null);
  const seconds = parseDuration(value);
  const spelled = seconds === null ? value : text.duration(seconds);
  const within = Math.min(maximum, Math.max(minimum, seconds ?? minimum));
  const percent = (part: number) => `${((part - minimum) / (maximum - minimum)) * 100}%`;
  const name = label ?? text.editor.duration;
  return (
    <div className="duration">
      <Field label={name} problem={problem} warning={warning} help={help}>
        {(control) => (
          <>
            <Segments
              label={text.editor.durationPresets}
              value={seconds ?? 0}
              options={presetDurationsOf(kind).map((preset) => ({
                value: preset,
                label: text.duration(preset),
              }))}
              onChoose={onPick ?? ((preset) => onText(typedDuration(preset)))}
            />
            <div className="duration-fine">
              <input
                type="range"
                className="slider"
                aria-label={name}
                aria-valuetext={text.duration(within)}
                min={minimum}
                max={maximum}
                step={step}
                value={within}
                style={{
                  '--share': percent(within),
                  '--reach': percent(Math.max(within, Math.min(maximum, reach ?? maximum))),
                }}
                onChange={(event) => onText(typedDuration(Number(event.target.value)))}
                onPointerUp={onDone}
                onKeyUp={onDone}
              />
              <input
                {...control}
                type="text"
                className="input num"
                value={typing ?? spelled}
                maxLength={40}
                spellCheck={false}
                autoComplete="off"
                onFocus={() => setTyping(spelled)}
                onChange={(event) => {
                  setTyping(event.target.value);
                  onText(event.target.value);
                }}
                onBlur={() => {
                  setTyping(null);
                  onBlur?.();
                  if (onDone !== undefined) onDone();
                  else if (seconds !== null) onText(typedDuration(seconds));
                }}
              />
            </div>
          </>
        )}
      </Field>
    </div>
  );
}

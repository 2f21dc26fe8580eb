import { durationSeconds, sessionTokenSeconds } from '../../shared/aws-limits.ts';
import { formatDuration, parseDuration } from '../../shared/duration-text.ts';
import { useText } from '../app/app-context.tsx';
import { Segments } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { presetDurationsOf } from '../state/preset-durations.ts';
import './duration-field.css';

declare module 'react' {
  interface CSSProperties {
    /** How much of the slider's track is filled. */
    '--share'?: string;
  }
}

export interface DurationFieldProps {
  /** As typed. */
  readonly value: string;
  readonly problem: string | null;
  readonly label?: string;
  readonly warn?: boolean;
  /** Whose limits and presets count. */
  readonly kind?: 'assume-role' | 'session-token';
  readonly onText: (value: string) => void;
  readonly onBlur?: () => void;
  /** A preset was chosen, seconds; by default it is put into the text. */
  readonly onPick?: (seconds: number) => void;
  /** The slider was let go, or the text field left. */
  readonly onDone?: () => void;
}

const step = 900;
const defaultMaximum = 3_600;

/** Presets, a slider and free text for one number. */
export function DurationField({
  value,
  problem,
  label,
  warn = true,
  kind = 'assume-role',
  onText,
  onBlur,
  onPick,
  onDone,
}: DurationFieldProps) {
  const text = useText();
  const { minimum, maximum } = kind === 'assume-role' ? durationSeconds : sessionTokenSeconds;
  const seconds = parseDuration(value);
  const within = Math.min(maximum, Math.max(minimum, seconds ?? minimum));
  const share = `${((within - minimum) / (maximum - minimum)) * 100}%`;
  const name = label ?? text.editor.duration;
  return (
    <div className="duration">
      <Field
        label={name}
        problem={problem}
        warning={
          warn && kind === 'assume-role' && seconds !== null && seconds > defaultMaximum && seconds <= maximum
            ? text.editor.durationOverHour
            : null
        }
      >
        {(control) => (
          <>
            <Segments
              label={text.editor.durationPresets}
              value={seconds ?? 0}
              options={presetDurationsOf(kind).map((preset) => ({
                value: preset,
                label: formatDuration(preset),
              }))}
              onChoose={onPick ?? ((preset) => onText(formatDuration(preset)))}
            />
            <div className="duration-fine">
              <input
                type="range"
                className="slider"
                aria-label={name}
                aria-valuetext={formatDuration(within)}
                min={minimum}
                max={maximum}
                step={step}
                value={within}
                style={{ '--share': share }}
                onChange={(event) => onText(formatDuration(Number(event.target.value)))}
                onPointerUp={onDone}
                onKeyUp={onDone}
              />
              <input
                {...control}
                type="text"
                className="input num"
                value={value}
                maxLength={40}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => onText(event.target.value)}
                onBlur={() => {
                  onBlur?.();
                  if (onDone !== undefined) onDone();
                  else if (seconds !== null) onText(formatDuration(seconds));
                }}
              />
            </div>
          </>
        )}
      </Field>
    </div>
  );
}

import { type KeyboardEvent, useState } from 'react';
import { checkAccelerator, type LimitProblem } from '../../shared/aws-limits.ts';
import { explain, limitText } from '../../shared/error-text.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { acceleratorOf, heldModifiers, shownKeys } from './shortcut-keys.ts';
import './shortcut-field.css';

export interface ShortcutFieldProps {
  /** An Electron accelerator; empty: none. */
  readonly value: string;
  readonly onChange: (accelerator: string) => void;
}

/**
 * Keys are pressed here rather than written. It listens only once it was told to, so that Tab still leads past it and Escape
 * out of the screen.
 */
export function ShortcutField({ value, onChange }: ShortcutFieldProps) {
  const { text } = useApp();
  const words = text.reach;
  const platform = useSlices((slices) => slices.status.platform);
  const refused = useSlices((slices) => slices.status.desktop.shortcutProblem);
  const [listening, setListening] = useState(false);
  const [held, setHeld] = useState('');
  const [problem, setProblem] = useState<LimitProblem | null>(null);

  const stop = () => {
    setListening(false);
    setHeld('');
    setProblem(null);
  };
  const take = (accelerator: string) => {
    stop();
    if (accelerator !== value) onChange(accelerator);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening) return;
    const modifiers = heldModifiers(event, platform);
    const isBare = modifiers.every((modifier) => modifier === 'Shift');
    if (isBare && event.code === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (modifiers.length === 0 && event.code === 'Escape') return stop();
    if (modifiers.length === 0 && /^(?:Backspace|Delete)$/.test(event.code)) return take('');
    setHeld(
      modifiers.map((modifier) => shownKeys(modifier, platform)).join(platform === 'darwin' ? '' : '+'),
    );
    const accelerator = acceleratorOf(event, platform);
    if (accelerator === null) return;
    const wrong = checkAccelerator(accelerator);
    setProblem(wrong);
    if (wrong === null) take(accelerator);
  };

  const explained = refused === null || listening ? null : explain(refused, text.words);
  const failure = explained === null ? null : `${explained.what} ${explained.next}`;
  const shown = listening
    ? held === ''
      ? words.pressKeys
      : `${held}…`
    : shownKeys(value, platform) || words.shortcutNone;
  return (
    <Field
      label={words.shortcut}
      help={listening ? words.shortcutHowTo : words.shortcutHelp}
      problem={problem === null ? failure : limitText(problem, text.words)}
    >
      {(control) => (
        <div className="field-row">
          <button
            {...control}
            type="button"
            className={`input shortcut ${listening ? 'listening' : ''}`}
            aria-label={`${words.shortcut}: ${shown}`}
            aria-pressed={listening}
            onClick={() => (listening ? stop() : setListening(true))}
            onKeyDown={onKeyDown}
            onKeyUp={(event) => {
              // Enter and Space, as what they are on a button, would end it again when they are let go.
              if (listening) event.preventDefault();
            }}
            onBlur={stop}
          >
            {shown}
          </button>
          {value !== '' && (
            <Button
              label={words.clearShortcut}
              aria-label={words.clearShortcutLabel}
              onClick={() => take('')}
            />
          )}
        </div>
      )}
    </Field>
  );
}

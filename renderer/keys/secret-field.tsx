import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import { type ClipboardEvent, useState } from 'react';
import { useText } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';

export interface SecretFieldProps {
  /** Of a secret access key, unless said otherwise. */
  readonly label?: string;
  readonly help?: string;
  readonly optional?: boolean;
  readonly maxLength?: number;
  readonly value: string;
  readonly problem: string | null;
  readonly onText: (value: string) => void;
  readonly onBlur?: () => void;
  readonly onPaste?: (event: ClipboardEvent) => void;
  readonly autoFocus?: boolean;
}

/** Shows, on request, only what is being typed; a secret never comes back from where it is kept. */
export function SecretField({
  label,
  help,
  optional,
  maxLength = 128,
  value,
  problem,
  onText,
  onBlur,
  onPaste,
  autoFocus = false,
}: SecretFieldProps) {
  const text = useText();
  const [shown, setShown] = useState(false);
  const name = shown ? text.keys.hideSecret : text.keys.showSecret;
  return (
    <TextField
      label={label ?? text.keys.secret}
      help={help}
      optional={optional}
      type={shown ? 'text' : 'password'}
      mono
      value={value}
      problem={problem}
      maxLength={maxLength}
      autoFocus={autoFocus}
      autoComplete="new-password"
      onText={onText}
      onBlur={onBlur}
      onPaste={onPaste}
      beside={
        <Button
          icon={shown ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
          aria-label={name}
          title={name}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}

import type { AppError } from '../../shared/errors.ts';
import { useApp } from '../app/app-context.tsx';
import { Button } from './button.tsx';
import './failure-box.css';
import { FailureText } from './failure-text.tsx';

interface FailureBoxProps {
  readonly error: AppError;
  /** Absent: there is another way to try again. */
  readonly onRetry?: () => void;
}

/** A failure of a whole screen, where its content would be. */
export function FailureBox({ error, onRetry }: FailureBoxProps) {
  const { text } = useApp();
  return (
    <div className="failure-box" role="alert">
      <FailureText error={error} />
      {onRetry !== undefined && <Button small label={text.retry} onClick={onRetry} />}
    </div>
  );
}

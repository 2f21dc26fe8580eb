import { explain } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import './failure-text.css';

/** What happened, then what to do. */
export function FailureText({ error }: { readonly error: AppError }) {
  const { what, next } = explain(error);
  return (
    <span className="failure-text">
      <span className="what">{what}</span> <span className="next">{next}</span>
    </span>
  );
}

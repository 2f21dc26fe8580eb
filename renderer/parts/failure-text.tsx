import { explain } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import { useApp } from '../app/app-context.tsx';
import './failure-text.css';

/** What happened, what to do, and what AWS itself said about it. */
export function FailureText({ error }: { readonly error: AppError }) {
  const { text } = useApp();
  const { what, next, detail } = explain(error, text.words);
  return (
    <span className="failure-text">
      <span className="what">{what}</span> <span className="next">{next}</span>
      {detail !== null && (
        <span className="detail" title={detail}>
          {text.awsSays(detail)}
        </span>
      )}
    </span>
  );
}

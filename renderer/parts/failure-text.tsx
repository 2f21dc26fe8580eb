import { explain } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import { useApp } from '../app/app-context.tsx';
import { Unbroken } from './unbroken.tsx';
import './failure-text.css';

/** What happened, what to do, and what AWS itself said about it. */
export function FailureText({ error }: { readonly error: AppError }) {
  const { text } = useApp();
  const { what, next, detail } = explain(error, text.words);
  return (
    <span className="failure-text">
      <span className="what">
        <Unbroken text={what} />
      </span>{' '}
      <span className="next">
        <Unbroken text={next} />
      </span>
      {detail !== null && (
        <span className="detail" title={detail}>
          {text.awsSays(detail)}
        </span>
      )}
    </span>
  );
}

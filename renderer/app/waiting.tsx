import type { AppError } from '../../shared/errors.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { useApp } from './app-context.tsx';

export function ListSkeleton() {
  const { text } = useApp();
  return (
    <div className="skeleton-list" role="status" aria-label={text.loading}>
      <div className="skeleton search" />
      <div className="skeleton card-shape" />
      <div className="skeleton row-shape" />
      <div className="skeleton row-shape" />
      <div className="skeleton row-shape" />
    </div>
  );
}

export function ScreenSkeleton() {
  const { text } = useApp();
  return (
    <div className="skeleton-list" role="status" aria-label={text.loading}>
      <div className="skeleton search" />
      <div className="skeleton row-shape" />
      <div className="skeleton row-shape" />
    </div>
  );
}

export function SnapshotFailed({ error }: { readonly error: AppError }) {
  const { store, text } = useApp();
  return (
    <main className="window-failure" role="alert">
      <h1>{text.failure.snapshot}</h1>
      <p>
        <FailureText error={error} />
      </p>
      <Button look="primary" label={text.retry} onClick={store.reload} />
    </main>
  );
}

import type { AppError } from '../../shared/errors.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { useApp } from './app-context.tsx';

export function ListSkeleton() {
  const { text } = useApp();
  return (
    <main className="skeleton-list" aria-busy="true">
      <h1 className="for-screen-readers">{text.appName}</h1>
      <p className="for-screen-readers" role="status">
        {text.loading}
      </p>
      <div className="skeleton search" />
      <div className="skeleton card-shape" />
      <div className="skeleton row-shape" />
      <div className="skeleton row-shape" />
      <div className="skeleton row-shape" />
    </main>
  );
}

export function ScreenSkeleton() {
  const { text } = useApp();
  return (
    <main className="skeleton-list" aria-busy="true">
      <p className="for-screen-readers" role="status">
        {text.loading}
      </p>
      <div className="skeleton search" />
      <div className="skeleton row-shape" />
      <div className="skeleton row-shape" />
    </main>
  );
}

export function SnapshotFailed({ error }: { readonly error: AppError }) {
  const { store, text } = useApp();
  return (
    <main className="window-failure">
      <h1>{text.failure.snapshot}</h1>
      <p role="alert">
        <FailureText error={error} />
      </p>
      <Button look="primary" label={text.retry} onClick={store.reload} />
    </main>
  );
}

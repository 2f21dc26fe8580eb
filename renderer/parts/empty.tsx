import type { ReactNode } from 'react';
import './empty.css';

export interface EmptyProps {
  readonly title: string;
  readonly hint: string;
  readonly action?: ReactNode;
}

export function Empty({ title, hint, action }: EmptyProps) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      <p>{hint}</p>
      {action}
    </div>
  );
}

import { Component, type ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import type { Text } from '../text/text.ts';

interface ErrorBoundaryProps {
  readonly text: Text;
  readonly children: ReactNode;
}

/** A bug in the window takes down the window's drawing only; sessions live in the main process. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { failure } = this.props.text;
    return (
      <main className="window-failure">
        <h1>{failure.title}</h1>
        <p role="alert">{failure.body}</p>
        <Button look="primary" label={failure.reload} onClick={() => location.reload()} />
      </main>
    );
  }
}

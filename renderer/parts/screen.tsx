import ArrowLeft from 'lucide-react/icons/arrow-left';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../app/app-context.tsx';
import { useEscape } from '../app/use-escape.ts';
import { Button } from './button.tsx';
import './screen.css';

export interface ScreenProps {
  readonly title: string;
  /** The arrow, and Escape. */
  readonly onBack: () => void;
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** What is inside takes the whole body and scrolls by itself. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** A whole-window screen other than the sessions. */
export function Screen({ title, onBack, actions, footer, fill = false, children }: ScreenProps) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A field that asked for the focus keeps it.
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  useEscape(onBack);
  return (
    <div className="screen">
      <header className="screen-header">
        <Button
          look="quiet"
          icon={<ArrowLeft size={17} aria-hidden="true" />}
          aria-label={text.back}
          title={`${text.back} (Esc)`}
          onClick={onBack}
        />
        <h1 ref={heading} tabIndex={-1} title={title}>
          {title}
        </h1>
        {actions}
      </header>
      <main className={fill ? 'screen-body fill' : 'screen-body'}>
        {fill ? children : <div className="screen-column">{children}</div>}
      </main>
      {footer !== undefined && <footer className="screen-footer">{footer}</footer>}
    </div>
  );
}

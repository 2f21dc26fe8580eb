import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useApp } from '../app/app-context.tsx';
import './dialog.css';

export interface PromptDialogProps {
  readonly title: string;
  readonly description: ReactNode;
  readonly className: string;
  /** Takes the focus; without one the dialog itself does, so that no key pressed just then answers. */
  readonly firstFocus?: RefObject<HTMLElement | null>;
  /** Said politely when the dialog comes up without the focus. */
  readonly announcement: string;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/**
 * A question that comes from main, at any moment. It takes the whole window and the focus, unless something is just
 * being typed: then it comes up beside that and the focus stays where it is.
 */
export function PromptDialog({
  title,
  description,
  className,
  firstFocus,
  announcement,
  onDismiss,
  children,
}: PromptDialogProps) {
  const { said } = useApp();
  const popup = useRef<HTMLDivElement>(null);
  const [beside] = useState(isTyping);
  useEffect(() => {
    if (!beside) return;
    said.set(announcement);
    // The popup is laid out only after this.
    const frame = requestAnimationFrame(() => uncover(document.activeElement, popup.current));
    return () => cancelAnimationFrame(frame);
  }, [beside, announcement, said]);
  const place = beside ? 'beside' : '';
  return (
    <Dialog.Root
      open
      modal={!beside}
      disablePointerDismissal
      onOpenChange={(open, details) => {
        if (open) return;
        const elsewhere = beside && !popup.current?.contains(document.activeElement);
        if (details.reason === 'escape-key' && elsewhere) {
          details.cancel();
          details.allowPropagation();
        } else onDismiss();
      }}
    >
      <Dialog.Portal>
        {!beside && <Dialog.Backdrop className="scrim" />}
        <Dialog.Viewport className={`dialog-place ${place}`}>
          <Dialog.Popup
            ref={popup}
            className={`dialog ${className} ${place}`}
            initialFocus={beside ? false : (firstFocus ?? popup)}
          >
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Description className="dialog-body">{description}</Dialog.Description>
            {children}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** In a short window the dialog would lie on the very field that is being typed in. */
function uncover(field: Element | null, dialog: Element | null): void {
  if (field === null || dialog === null) return;
  if (field.getBoundingClientRect().bottom > dialog.getBoundingClientRect().top) {
    (field.closest('.field') ?? field).scrollIntoView({ block: 'start' });
  }
}

const notTyped: ReadonlySet<string> = new Set(['checkbox', 'radio', 'range', 'file', 'button', 'submit']);

function isTyping(): boolean {
  const field = document.activeElement;
  // The command palette makes way.
  if (field?.closest('.palette') != null) return false;
  if (field instanceof HTMLTextAreaElement) return field.value !== '' && !field.readOnly;
  return field instanceof HTMLInputElement && !notTyped.has(field.type) && field.value !== '';
}

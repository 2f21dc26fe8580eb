import { Dialog } from '@base-ui/react/dialog';
import type { FormEvent, ReactNode } from 'react';
import { useApp } from '../app/app-context.tsx';
import { Button } from './button.tsx';
import './dialog.css';

export interface FormDialogProps {
  readonly title: string;
  readonly body?: ReactNode;
  /** The label of the button that does it; without one there is only Close. */
  readonly submit: string | null;
  /** Instead of Cancel. */
  readonly cancel?: string;
  readonly busy: boolean;
  readonly wide?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Takes a call that is under way back; without it Cancel closes. */
  readonly onCancelCall?: () => void;
  readonly children?: ReactNode;
}

/** A dialog with something to fill in or to read before it is done. A press beside it does not throw that away. */
export function FormDialog({
  title,
  body,
  submit,
  cancel,
  busy,
  wide = false,
  onSubmit,
  onClose,
  onCancelCall,
  children,
}: FormDialogProps) {
  const { text } = useApp();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="dialog-place">
          <Dialog.Popup className={`dialog ${wide ? 'wide' : ''}`}>
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            {body !== undefined && <Dialog.Description className="dialog-body">{body}</Dialog.Description>}
            <form
              className="dialog-form"
              noValidate
              onSubmit={(event: FormEvent) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {children}
              <div className="dialog-actions">
                <Button
                  label={cancel ?? (submit === null ? text.close : text.cancel)}
                  onClick={busy && onCancelCall !== undefined ? onCancelCall : onClose}
                />
                {submit !== null && <Button submit look="primary" label={submit} busy={busy} />}
              </div>
            </form>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

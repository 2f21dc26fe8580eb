import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { useText } from '../app/app-context.tsx';
import { Button } from './button.tsx';
import './dialog.css';

export interface ConfirmDialogProps {
  readonly title: string;
  readonly body: ReactNode;
  readonly confirm: string;
  readonly cancel?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be taken back. Opens at once; the harmless answer has the focus. */
export function ConfirmDialog({ title, body, confirm, cancel, onConfirm, onClose }: ConfirmDialogProps) {
  const text = useText();
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Viewport className="dialog-place">
          <AlertDialog.Popup className="dialog">
            <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
            <AlertDialog.Description className="dialog-body">{body}</AlertDialog.Description>
            <div className="dialog-actions">
              <Button label={cancel ?? text.cancel} onClick={onClose} />
              <Button
                look="danger"
                label={confirm}
                onClick={() => {
                  onClose();
                  onConfirm();
                }}
              />
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

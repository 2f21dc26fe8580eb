import { Dialog } from '@base-ui/react/dialog';
import Plus from 'lucide-react/icons/plus';
import { useMemo, useState } from 'react';
import type { Profile } from '../../shared/profile.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { ManagedSectionItem } from './managed-section-item.tsx';
import { SectionForm } from './section-form.tsx';
import { sectionHeader, tryCommand } from './section-text.ts';
import '../parts/dialog.css';
import './programs.css';

export interface SectionDialogProps {
  readonly profile: Profile;
  readonly onClose: () => void;
}

/** The sections in ~/.aws by which the AWS CLI and SDKs get this profile: those that are there, and a further one. */
export function SectionDialog({ profile, onClose }: SectionDialogProps) {
  const { text } = useApp();
  const words = text.section;
  const managed = useSlices((slices) => slices.awsFiles.managed);
  const filesProblem = useSlices((slices) => slices.awsFiles.problem);
  const installed = useMemo(
    () => managed.filter(({ section }) => section.kind !== 'region' && section.profileId === profile.id),
    [managed, profile.id],
  );
  const [adding, setAdding] = useState(installed.length === 0);
  const [added, setAdded] = useState<string | null>(null);
  const [first] = installed;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()} disablePointerDismissal={adding}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="dialog-place">
          <Dialog.Popup className="dialog wide">
            <Dialog.Title className="dialog-title">{words.title(profile.name)}</Dialog.Title>
            {first === undefined && (
              <Dialog.Description className="dialog-body">{words.body}</Dialog.Description>
            )}
            {filesProblem !== null && (
              <p role="alert" className="program-problem">
                <FailureText error={filesProblem} />
              </p>
            )}
            {first !== undefined && (
              <>
                <ul className="programs in-dialog" aria-label={words.installed}>
                  {installed.map((view) => (
                    <ManagedSectionItem
                      key={`${view.section.kind} ${sectionHeader(view.section)}`}
                      view={view}
                      withProfile={false}
                    />
                  ))}
                </ul>
                <TryIt name={added ?? first.section.name} />
              </>
            )}
            {adding ? (
              <SectionForm
                profile={profile}
                onDone={(name) => {
                  setAdding(false);
                  setAdded(name);
                }}
                onCancel={() => (first === undefined ? onClose() : setAdding(false))}
              />
            ) : (
              <div className="dialog-actions">
                <Button
                  icon={<Plus size={14} aria-hidden="true" />}
                  label={first === undefined ? words.add : words.addAnother}
                  onClick={() => setAdding(true)}
                />
                <Button look="primary" label={text.close} onClick={onClose} />
              </div>
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function TryIt({ name }: { readonly name: string }) {
  const { text } = useApp();
  const command = tryCommand(name);
  return (
    <div className="try-it">
      <code className="mono">{command}</code>
      <CopyTextButton value={command} name={text.section.copyTry} />
    </div>
  );
}

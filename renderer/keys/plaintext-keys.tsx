import FileKey from 'lucide-react/icons/file-key';
import { useState } from 'react';
import type { PlaintextKeyView } from '../../shared/aws-files-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { MoveKeyDialog } from './move-key-dialog.tsx';
import { RotateDialog } from './rotation.tsx';

/** Long-term keys found in clear text, each to be moved into the keychain. */
export function PlaintextKeys() {
  const { text } = useApp();
  const keys = useSlices((slices) => slices.awsFiles.plaintextKeys);
  // Kept apart from the list: a key that was moved is no longer in it while the dialog offers the rotation.
  const [moving, setMoving] = useState<PlaintextKeyView | null>(null);
  const [rotating, setRotating] = useState<string | null>(null);
  return (
    <>
      {keys.length > 0 && (
        <section className="plaintext" aria-labelledby="plaintext-title">
          <h2 id="plaintext-title" className="group-title">
            {text.plaintext.title}
          </h2>
          <p className="field-help">{text.plaintext.help}</p>
          <ul className="item-cards">
            {keys.map((key) => (
              <li key={key.section} className="item-card soon" aria-label={key.section}>
                <div className="item-card-top">
                  <span className="avatar" aria-hidden="true">
                    <FileKey size={15} />
                  </span>
                  <div className="names">
                    <h3 className="name">
                      <MiddleCut text={text.plaintext.section(key.section)} />
                    </h3>
                    <p className="mono key-id">
                      <MiddleCut text={key.accessKeyId} keep={6} />
                    </p>
                  </div>
                  <Button
                    label={text.plaintext.move}
                    aria-label={text.plaintext.moveNamed(key.section)}
                    aria-haspopup="dialog"
                    onClick={() => setMoving(key)}
                  />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {moving !== null && (
        <MoveKeyDialog
          plaintextKey={moving}
          onRotate={(keyId) => {
            setMoving(null);
            setRotating(keyId);
          }}
          onClose={() => setMoving(null)}
        />
      )}
      {rotating !== null && <RotateDialog keyId={rotating} onClose={() => setRotating(null)} />}
    </>
  );
}

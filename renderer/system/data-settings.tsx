import { useState } from 'react';
import type { AppError, FailedEntry } from '../../shared/errors.ts';
import type { SettingsImportPreview } from '../../shared/settings.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { SettingsImportDialog } from './settings-import-dialog.tsx';
import './system.css';

/** What Keycutter has stored: out, in, for a report, and away. Each opens the desktop's own dialog. */
export function DataSettings() {
  const { api, navigation, text } = useApp();
  const words = text.system;
  const [done, setDone] = useState('');
  const [failed, setFailed] = useState<readonly FailedEntry[]>([]);
  const [preview, setPreview] = useState<SettingsImportPreview | null>(null);
  const exporting = useCall((options) => api.settings.exportToFile({}, options));
  const reading = useCall((options) => api.settings.previewImport({}, options));
  const resetting = useCall((options) => api.system.resetEverything({}, options));
  // The panel must not go away while the desktop's dialog has the focus.
  useHoldOpen(exporting.busy || reading.busy || resetting.busy);

  const exportSettings = async () => {
    setDone('');
    const saved = await exporting.run();
    if (saved.ok) setDone(words.exported(saved.value));
  };
  const importSettings = async () => {
    setDone('');
    setFailed([]);
    const read = await reading.run();
    if (read.ok) setPreview(read.value);
  };
  return (
    <>
      <section className="settings-group">
        <h2 className="group-title">{words.data}</h2>
        <p className="field-help">{words.dataHelp}</p>
        <div className="system-actions">
          <Button small label={words.export} busy={exporting.busy} onClick={() => void exportSettings()} />
          <Button small label={words.import} busy={reading.busy} onClick={() => void importSettings()} />
        </div>
        <p className="system-done" role="status">
          {done}
        </p>
        {failed.length > 0 && (
          <div role="alert" className="settings-failure">
            {text.settingsImport.failed(failed.length)}
            <ul className="system-failed">
              {failed.map(({ name, error }) => (
                <li key={name}>
                  {name}: <FailureText error={error} />
                </li>
              ))}
            </ul>
          </div>
        )}
        <Failure error={exporting.error ?? reading.error} />
      </section>
      <section className="settings-group">
        <h2 className="group-title">{words.help}</h2>
        <p className="field-help">{words.helpHelp}</p>
        <div className="system-actions">
          <Button small label={words.diagnostics} onClick={() => navigation.set({ kind: 'diagnostics' })} />
          <Button small label={words.showLog} onClick={() => void api.system.showLog({})} />
        </div>
      </section>
      <section className="settings-group">
        <h2 className="group-title">{words.reset}</h2>
        <p className="field-help">{words.resetHelp}</p>
        <div className="system-actions">
          <Button
            small
            look="danger"
            label={words.resetButton}
            busy={resetting.busy}
            onClick={() => void resetting.run()}
          />
        </div>
        <Failure error={resetting.error} />
      </section>
      {preview !== null && (
        <SettingsImportDialog
          preview={preview}
          onDone={({ profiles, signIns, accessKeys, failed: refused }) => {
            setPreview(null);
            setFailed(refused);
            setDone(text.settingsImport.done(profiles, signIns, accessKeys));
          }}
          onClose={() => setPreview(null)}
        />
      )}
    </>
  );
}

function Failure({ error }: { readonly error: AppError | null }) {
  return (
    error !== null && (
      <p role="alert" className="settings-failure">
        <FailureText error={error} />
      </p>
    )
  );
}

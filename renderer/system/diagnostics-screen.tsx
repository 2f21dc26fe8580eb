import { useEffect, useState } from 'react';
import type { Result } from '../../shared/result.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { Screen } from '../parts/screen.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import './system.css';

/** What a person may send with a report: to read first. What is copied or saved is what is shown. */
export function DiagnosticsScreen() {
  const { api, navigation, text } = useApp();
  const words = text.diagnostics;
  const [withAccounts, setWithAccounts] = useState(false);
  const [made, setMade] = useState<Result<string> | null>(null);
  const [done, setDone] = useState('');
  const [again, setAgain] = useState(0);
  const report = made?.ok === true ? made.value : null;
  const failure = made?.ok === false ? made.error : null;
  const copying = useCall((options) => api.system.copyDiagnostics({ withAccounts }, options));
  const saving = useCall((options) => api.system.saveDiagnostics({ withAccounts }, options));
  useHoldOpen(saving.busy);

  useEffect(() => {
    void again;
    let shown = true;
    setMade(null);
    setDone('');
    void api.system.diagnostics({ withAccounts }).then((answer) => {
      if (shown) setMade(answer);
    });
    return () => {
      shown = false;
    };
  }, [api, withAccounts, again]);

  const copy = async () => {
    if ((await copying.run()).ok) setDone(words.copied);
  };
  const save = async () => {
    const saved = await saving.run();
    if (saved.ok) setDone(words.saved(saved.value));
  };
  const error = copying.error ?? saving.error;
  return (
    <Screen
      title={words.title}
      onBack={navigation.back}
      footer={
        <div className="diagnostics-footer">
          <p className="system-done" role="status">
            {done}
          </p>
          <Button
            label={words.copy}
            inactive={report === null}
            busy={copying.busy}
            onClick={() => void copy()}
          />
          <Button
            look="primary"
            label={words.save}
            inactive={report === null}
            busy={saving.busy}
            onClick={() => void save()}
          />
        </div>
      }
    >
      <p className="field-help">{words.intro}</p>
      <SwitchField
        label={words.withAccounts}
        help={words.withAccountsHelp}
        on={withAccounts}
        onChange={setWithAccounts}
      />
      {error !== null && (
        <p role="alert" className="settings-failure">
          <FailureText error={error} />
        </p>
      )}
      {failure !== null && <FailureBox error={failure} onRetry={() => setAgain(again + 1)} />}
      {failure === null && (
        <textarea
          className="diagnostics-text mono"
          aria-label={words.text}
          aria-busy={report === null}
          readOnly
          spellCheck={false}
          wrap="off"
          value={report ?? words.making}
        />
      )}
    </Screen>
  );
}

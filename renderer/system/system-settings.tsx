import { useEffect } from 'react';
import { useApp, useSlices } from '../app/app-context.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import type { SettingsEditing } from '../settings/use-settings.ts';
import './system.css';

/** How Keycutter lives with the desktop. Absent where the desktop lets nothing be chosen. */
export function SystemSettings({ settings, change }: SettingsEditing) {
  const { api, text } = useApp();
  const canStart = useSlices((slices) => slices.status.desktop.canStartAtLogin);
  const problem = useSlices((slices) => slices.status.desktop.startAtLoginProblem);
  const words = text.system;
  useEffect(() => {
    // It may have been changed in the system's own settings since.
    void api.system.checkStartAtLogin({});
  }, [api]);
  if (!canStart) return null;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.title}</h2>
      <SwitchField
        label={words.startAtLogin}
        help={words.startAtLoginHelp}
        on={settings.startAtLogin}
        onChange={(startAtLogin) => change({ startAtLogin })}
      />
      {problem !== null && (
        <p role="alert" className="settings-failure">
          <FailureText error={problem} />
        </p>
      )}
    </section>
  );
}

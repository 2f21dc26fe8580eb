import { useApp, useSlices } from '../app/app-context.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { Screen } from '../parts/screen.tsx';
import { DataSettings } from '../system/data-settings.tsx';
import { SystemSettings } from '../system/system-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { ConnectionSettings } from './connection-settings.tsx';
import { ConsoleSettings } from './console-settings.tsx';
import { NewProfileSettings } from './new-profile-settings.tsx';
import { ProgramSettings } from './program-settings.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { SafetySettings } from './safety-settings.tsx';
import { UpdateSettings } from './update-settings.tsx';
import { useSettings } from './use-settings.ts';
import './settings.css';

export function SettingsScreen() {
  const { navigation, text } = useApp();
  const editing = useSettings();
  return (
    <Screen title={text.settings.title} onBack={navigation.back}>
      {editing.error !== null && (
        <p role="alert" className="settings-failure">
          <FailureText error={editing.error} />
        </p>
      )}
      <NewProfileSettings {...editing} />
      <ProgramSettings {...editing} />
      <SafetySettings {...editing} />
      <QuietHours {...editing} />
      <ConsoleSettings {...editing} />
      <AppearanceSettings {...editing} />
      <SystemSettings {...editing} />
      <ConnectionSettings {...editing} />
      <UpdateSettings {...editing} />
      <DataSettings />
      <About />
    </Screen>
  );
}

function About() {
  const { text } = useApp();
  const version = useSlices((slices) => slices.status.appVersion);
  const sessionName = useSlices((slices) => slices.status.defaultRoleSessionName);
  return (
    <section className="settings-group about">
      <p>
        {text.settings.version(version)}. {text.settings.noTelemetry}
      </p>
      <p>{text.settings.defaultSessionName(sessionName)}</p>
    </section>
  );
}

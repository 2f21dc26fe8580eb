import {
  checkDurationSeconds,
  checkEndpointUrl,
  checkProxyUrl,
  checkRegion,
} from '../../shared/aws-limits.ts';
import { formatDuration, parseDuration } from '../../shared/duration-text.ts';
import { exportFormats } from '../../shared/export-formats.ts';
import { type LanguageChoice, languages } from '../../shared/language.ts';
import type { ExportWay, Theme } from '../../shared/views.ts';
import { zoomSteps } from '../../shared/zoom.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { DurationField } from '../editor/duration-field.tsx';
import { ChoiceField, Segments } from '../parts/choice.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { RegionField } from '../parts/region-field.tsx';
import { Screen } from '../parts/screen.tsx';
import { isShell } from '../sessions/export-ways.ts';
import { DataSettings } from '../system/data-settings.tsx';
import { SystemSettings } from '../system/system-settings.tsx';
import { problemText } from '../text/problem-text.ts';
import { ConsoleSettings } from './console-settings.tsx';
import { hoursText } from './hours-text.ts';
import { QuietHours } from './quiet-hours.tsx';
import { NumberSetting, TextSetting, useTypedText } from './setting-fields.tsx';
import { ShortcutField } from './shortcut-field.tsx';
import { UpdateSettings } from './update-settings.tsx';
import { type SettingsEditing, useSettings } from './use-settings.ts';
import './settings.css';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const languageChoices: readonly LanguageChoice[] = ['system', ...languages];

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
      <NewProfiles {...editing} />
      <Programs {...editing} />
      <TimeAndSafety {...editing} />
      <QuietHours {...editing} />
      <ConsoleSettings {...editing} />
      <Appearance {...editing} />
      <SystemSettings {...editing} />
      <Connection {...editing} />
      <UpdateSettings {...editing} />
      <DataSettings />
      <About />
    </Screen>
  );
}

function NewProfiles({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const region = useTypedText(
    settings.defaultRegion,
    (value) => problemText(checkRegion(value), text),
    (defaultRegion) => change({ defaultRegion }),
  );
  const duration = useTypedText(
    formatDuration(settings.defaultDurationSeconds),
    (value) => {
      const seconds = parseDuration(value);
      return seconds === null
        ? text.editor.durationUnreadable
        : problemText(checkDurationSeconds(seconds), text);
    },
    (value) => change({ defaultDurationSeconds: parseDuration(value) ?? settings.defaultDurationSeconds }),
  );
  return (
    <section className="settings-group">
      <h2 className="group-title">{text.settings.sessions}</h2>
      <div className="two-fields">
        <RegionField
          label={text.settings.defaultRegion}
          value={region.typed}
          problem={region.problem}
          onText={region.onText}
          onBlur={region.commit}
        />
        <ChoiceField
          label={text.settings.defaultShell}
          value={settings.defaultShell}
          options={exportFormats.map(({ id }) => ({ value: id, label: text.words.formats[id] }))}
          onChoose={(defaultShell) => change({ defaultShell })}
        />
      </div>
      <DurationField
        label={text.settings.defaultDuration}
        value={duration.typed}
        problem={duration.problem}
        onText={duration.onText}
        onPick={(seconds) => duration.take(formatDuration(seconds))}
        onDone={duration.commit}
      />
    </section>
  );
}

const ways: readonly ExportWay[] = ['command', 'renewing', 'value'];

function Programs({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const words = text.settings;
  const help = isShell(settings.defaultShell) ? words.exportWayHelp[settings.exportWay] : words.exportWayFile;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.programs}</h2>
      <div className="field">
        <span className="field-label" aria-hidden="true">
          {words.exportWay}
        </span>
        <Segments
          label={words.exportWay}
          value={settings.exportWay}
          options={ways.map((way) => ({ value: way, label: words.exportWays[way] }))}
          onChoose={(exportWay) => change({ exportWay })}
        />
        <p className="field-help" role="status">
          {help}
        </p>
      </div>
      <div className="two-fields">
        <NumberSetting
          label={words.tokenHours}
          help={words.tokenHoursHelp}
          value={settings.endpointTokenHours}
          offered={[1, 4, 8, 12, 24, 72, 168]}
          words={(hours) => hoursText(text, hours)}
          onChange={(endpointTokenHours) => change({ endpointTokenHours })}
        />
      </div>
    </section>
  );
}

function TimeAndSafety({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const words = text.settings;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.safety}</h2>
      <div className="two-fields">
        <NumberSetting
          label={words.warnBefore}
          help={words.warnHelp}
          value={settings.warnBeforeMinutes}
          offered={[0, 5, 10, 15, 30, 60]}
          words={(minutes) => (minutes === 0 ? words.onlyAtExpiry : words.minutes(minutes))}
          onChange={(warnBeforeMinutes) => change({ warnBeforeMinutes })}
        />
        <NumberSetting
          label={words.clipboardClear}
          help={words.clipboardHelp}
          value={settings.clipboardClearSeconds}
          offered={[0, 30, 60, 120, 300, 900]}
          words={(seconds) =>
            seconds === 0
              ? words.never
              : seconds % 60 === 0
                ? words.minutes(seconds / 60)
                : words.seconds(seconds)
          }
          onChange={(clipboardClearSeconds) => change({ clipboardClearSeconds })}
        />
        <NumberSetting
          label={words.renewAfterUse}
          help={words.renewHelp}
          value={settings.renewHoursAfterUse}
          offered={[0, 1, 4, 8, 12, 24, 72, 168]}
          words={(hours) => (hours === 0 ? words.neverByItself : words.hours(hours))}
          onChange={(renewHoursAfterUse) => change({ renewHoursAfterUse })}
        />
        <NumberSetting
          label={words.mfaHours}
          help={words.mfaHoursHelp}
          value={settings.mfaSessionHours}
          offered={[1, 4, 8, 12, 24, 36]}
          words={words.hours}
          onChange={(mfaSessionHours) => change({ mfaSessionHours })}
        />
        <NumberSetting
          label={words.keyAge}
          help={words.keyAgeHelp}
          value={settings.keyAgeWarningDays}
          offered={[0, 30, 60, 90, 180, 365]}
          words={(days) => (days === 0 ? words.never : words.days(days))}
          onChange={(keyAgeWarningDays) => change({ keyAgeWarningDays })}
        />
      </div>
    </section>
  );
}

function Appearance({ settings, change }: SettingsEditing) {
  const words = useApp().text.settings;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.appearance}</h2>
      <div className="field">
        <span className="field-label" aria-hidden="true">
          {words.theme}
        </span>
        <Segments
          label={words.theme}
          value={settings.theme}
          options={themes.map((theme) => ({ value: theme, label: words.themes[theme] }))}
          onChoose={(theme) => change({ theme })}
        />
      </div>
      <div className="field">
        <span className="field-label" aria-hidden="true">
          {words.language}
        </span>
        <Segments
          label={words.language}
          value={settings.language}
          options={languageChoices.map((language) => ({ value: language, label: words.languages[language] }))}
          onChoose={(language) => change({ language })}
        />
      </div>
      <ChoiceField
        label={words.zoom}
        help={words.zoomHelp}
        value={settings.zoomPercent}
        options={zoomSteps.map((value) => ({ value, label: words.zoomPercent(value) }))}
        onChoose={(zoomPercent) => change({ zoomPercent })}
      />
      <ShortcutField
        value={settings.globalShortcut}
        onChange={(globalShortcut) => change({ globalShortcut })}
      />
    </section>
  );
}

/** Each text may be left empty; then what the app's own environment says is used, and is shown. */
function Connection({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const words = text.settings;
  const environment = useSlices((slices) => slices.status.environment);
  const help = (usual: string, variable: string, value: string | null) =>
    value === null ? usual : words.fromEnvironment(variable, value);
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.connection}</h2>
      <TextSetting
        label={words.stsEndpoint}
        help={help(words.stsEndpointHelp, 'AWS_ENDPOINT_URL_STS', environment.stsEndpointUrl)}
        value={settings.stsEndpointUrl}
        placeholder={environment.stsEndpointUrl ?? 'https://sts.eu-central-1.amazonaws.com'}
        check={checkEndpointUrl}
        onChange={(stsEndpointUrl) => change({ stsEndpointUrl })}
      />
      <TextSetting
        label={words.proxy}
        help={help(words.proxyHelp, 'HTTPS_PROXY', environment.httpsProxy)}
        value={settings.httpsProxy}
        placeholder={environment.httpsProxy ?? 'http://proxy.example.com:3128'}
        check={checkProxyUrl}
        onChange={(httpsProxy) => change({ httpsProxy })}
      />
      <TextSetting
        label={words.caBundle}
        help={help(words.caBundleHelp, 'AWS_CA_BUNDLE', environment.caBundlePath)}
        value={settings.caBundlePath}
        placeholder={environment.caBundlePath ?? '/etc/ssl/certs/company.pem'}
        check={() => null}
        onChange={(caBundlePath) => change({ caBundlePath })}
      />
    </section>
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

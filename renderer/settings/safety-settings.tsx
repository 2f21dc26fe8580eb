import { useApp } from '../app/app-context.tsx';
import { NumberSetting } from './setting-fields.tsx';
import type { SettingsEditing } from './use-settings.ts';

/** When something ends, is renewed, or is warned of. */
export function SafetySettings({ settings, change }: SettingsEditing) {
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

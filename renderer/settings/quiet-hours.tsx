import { checkTimeOfDay } from '../../shared/aws-limits.ts';
import { explain } from '../../shared/error-text.ts';
import { appError } from '../../shared/errors.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { TextField } from '../parts/field.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { problemText } from '../text/problem-text.ts';
import { useTypedText } from './setting-fields.tsx';
import type { SettingsEditing } from './use-settings.ts';

/** What a night is until a person says otherwise. */
const usual = { quietFrom: '22:00', quietTo: '07:00' } as const;
const none = { quietFrom: '', quietTo: '' } as const;

/** When the desktop is told nothing; and that it shows nothing, where that is so. */
export function QuietHours(editing: SettingsEditing) {
  const { text } = useApp();
  const words = text.notifications;
  const shown = useSlices((slices) => slices.status.desktop.notifications);
  const { settings, change } = editing;
  const on = settings.quietFrom !== '' && settings.quietTo !== '';
  const unavailable = explain(appError('notifications-unavailable'), text.words);
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.title}</h2>
      {shown === false && (
        <p className="field-help" role="status">
          {unavailable.what} {unavailable.next}
        </p>
      )}
      <SwitchField
        label={words.quiet}
        help={words.quietHelp}
        on={on}
        onChange={(wanted) => change(wanted ? usual : none)}
      />
      {on && (
        <div className="two-fields">
          <TimeField
            label={words.from}
            value={settings.quietFrom}
            other={settings.quietTo}
            onTime={(quietFrom) => change({ quietFrom })}
          />
          <TimeField
            label={words.to}
            value={settings.quietTo}
            other={settings.quietFrom}
            onTime={(quietTo) => change({ quietTo })}
          />
        </div>
      )}
    </section>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly other: string;
  readonly onTime: (time: string) => void;
}

function TimeField({ label, value, other, onTime }: TimeFieldProps) {
  const { text } = useApp();
  const { typed, problem, onText, commit } = useTypedText(
    value,
    (time) => (time === other ? text.notifications.same : problemText(checkTimeOfDay(time), text)),
    onTime,
  );
  return (
    <TextField
      label={label}
      mono
      value={typed}
      problem={problem}
      placeholder={value}
      maxLength={5}
      onText={(given) => onText(given.trim())}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

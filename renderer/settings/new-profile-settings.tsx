import { checkDurationSeconds, checkRegion } from '../../shared/aws-limits.ts';
import { parseDuration } from '../../shared/duration-text.ts';
import { exportFormats } from '../../shared/export-formats.ts';
import { useApp } from '../app/app-context.tsx';
import { DurationField } from '../editor/duration-field.tsx';
import { typedDuration } from '../editor/typed-duration.ts';
import { ChoiceField } from '../parts/choice.tsx';
import { RegionField } from '../parts/region-field.tsx';
import { problemText } from '../text/problem-text.ts';
import { useTypedText } from './setting-fields.tsx';
import type { SettingsEditing } from './use-settings.ts';

/** What a new profile has until it is told otherwise. */
export function NewProfileSettings({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const region = useTypedText(
    settings.defaultRegion,
    (value) => problemText(checkRegion(value), text),
    (defaultRegion) => change({ defaultRegion }),
  );
  const duration = useTypedText(
    typedDuration(settings.defaultDurationSeconds),
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
        onPick={(seconds) => duration.take(typedDuration(seconds))}
        onDone={duration.commit}
      />
    </section>
  );
}

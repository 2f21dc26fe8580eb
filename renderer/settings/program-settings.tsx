import type { ExportWay } from '../../shared/export-formats.ts';
import { useApp } from '../app/app-context.tsx';
import { SegmentsField } from '../parts/choice.tsx';
import { isShell } from '../sessions/export-ways.ts';
import { hoursText } from './hours-text.ts';
import { NumberSetting } from './setting-fields.tsx';
import type { SettingsEditing } from './use-settings.ts';

const ways: readonly ExportWay[] = ['command', 'renewing', 'value'];

/** What programs get, and for how long. */
export function ProgramSettings({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const words = text.settings;
  const help = isShell(settings.defaultShell) ? words.exportWayHelp[settings.exportWay] : words.exportWayFile;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.programs}</h2>
      <SegmentsField
        label={words.exportWay}
        value={settings.exportWay}
        options={ways.map((way) => ({ value: way, label: words.exportWays[way] }))}
        help={help}
        onChoose={(exportWay) => change({ exportWay })}
      />
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

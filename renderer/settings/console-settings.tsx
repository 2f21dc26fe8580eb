import { useApp } from '../app/app-context.tsx';
import { useBrowsers } from '../app/use-browsers.ts';
import { ChoiceField, type Option } from '../parts/choice.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import type { SettingsEditing } from './use-settings.ts';

/** Stands for no browser of one’s own, which a list of choices would take for nothing chosen. */
const system = 'system';

/** The browser that the console opens in, and what becomes of the session before. */
export function ConsoleSettings({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const words = text.settings;
  const browsers = useBrowsers();
  const found = (browsers ?? []).flatMap(({ id, name, profiles }): readonly Option<string>[] => [
    { value: id, label: name },
    ...profiles.map((profile) => ({ value: profile.id, label: `${name} · ${profile.name}` })),
  ]);
  const chosen = settings.consoleBrowser || system;
  const known = chosen === system || found.some(({ value }) => value === chosen);
  const options = [
    { value: system, label: words.systemBrowser },
    ...found,
    // Until the browsers are known, and where it was removed since, what is set stays as it is.
    ...(known ? [] : [{ value: chosen, label: browsers === null ? '…' : words.goneBrowser }]),
  ];
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.console}</h2>
      <ChoiceField
        label={words.consoleBrowser}
        value={chosen}
        options={options}
        help={words.consoleBrowserHelp}
        onChoose={(value) => change({ consoleBrowser: value === system ? '' : value })}
      />
      <SwitchField
        label={words.logOutFirst}
        help={words.logOutFirstHelp}
        on={settings.consoleLogOutFirst}
        onChange={(consoleLogOutFirst) => change({ consoleLogOutFirst })}
      />
    </section>
  );
}

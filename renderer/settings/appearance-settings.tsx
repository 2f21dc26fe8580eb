import { type LanguageChoice, languages } from '../../shared/language.ts';
import type { Theme } from '../../shared/settings.ts';
import { zoomSteps } from '../../shared/zoom.ts';
import { useApp } from '../app/app-context.tsx';
import { ChoiceField, SegmentsField } from '../parts/choice.tsx';
import { ShortcutField } from './shortcut-field.tsx';
import type { SettingsEditing } from './use-settings.ts';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const languageChoices: readonly LanguageChoice[] = ['system', ...languages];

/** How the window looks and speaks, and what calls it up. */
export function AppearanceSettings({ settings, change }: SettingsEditing) {
  const words = useApp().text.settings;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.appearance}</h2>
      <SegmentsField
        label={words.theme}
        value={settings.theme}
        options={themes.map((theme) => ({ value: theme, label: words.themes[theme] }))}
        onChoose={(theme) => change({ theme })}
      />
      <SegmentsField
        label={words.language}
        value={settings.language}
        options={languageChoices.map((language) => ({ value: language, label: words.languages[language] }))}
        onChoose={(language) => change({ language })}
      />
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

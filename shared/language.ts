/** Languages that every word of Keycutter exists in, as BCP 47 tags: https://www.rfc-editor.org/info/bcp47 */
export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** `system`: as the desktop says. */
export type LanguageChoice = 'system' | Language;

/**
 * The first of the person's preferred languages that we speak, else English.
 *
 * @param preferred as in `app.getPreferredSystemLanguages()`: `ko-KR`, `en-GB`, …
 */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const tag of preferred) {
    const base = tag.toLowerCase().split(/[-_]/)[0];
    const found = languages.find((language) => language === base);
    if (found !== undefined) return found;
  }
  return 'en';
}

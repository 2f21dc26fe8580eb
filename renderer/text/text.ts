import type { Language } from '../../shared/language.ts';
import { en } from './en/index.ts';
import { ko } from './ko/index.ts';

/**
 * Every word the window shows, but for AWS's limits (shared/aws-limits.ts) and failures (shared/error-text.ts).
 * One file a room in each language; the English ones say what is to be there.
 */
export type Text = typeof en;

const texts: Readonly<Record<Language, Text>> = { en, ko };

export function textOf(language: Language): Text {
  return texts[language];
}

export { en, ko };

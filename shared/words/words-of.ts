import type { Language } from '../language.ts';
import { en } from './en/index.ts';
import { ko } from './ko/index.ts';
import type { Words } from './words.ts';

const catalogues: Readonly<Record<Language, Words>> = { en, ko };

/** For the main process and its window. What programs read is English: they import `en` alone. */
export function wordsOf(language: Language): Words {
  return catalogues[language];
}

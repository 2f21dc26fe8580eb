import { formatDuration } from '../duration-text.ts';
import type { Language } from '../language.ts';

/** How each language writes numbers, lists and times; by Intl, made once. */
export interface Writing {
  readonly number: (value: number | string) => string;
  /** Of seconds: `1 h 30`. */
  readonly duration: (seconds: number | string) => string;
  /** `a, b and c` */
  readonly list: (items: readonly string[]) => string;
  /** The form that goes with a count, which is not put in. */
  readonly plural: (count: number, one: string, other: string) => string;
}

/** Tags whose habits our texts follow: English lists here have no comma before `and`. */
const tags: Readonly<Record<Language, string>> = { en: 'en-GB', ko: 'ko' };

export function writingOf(language: Language): Writing {
  const numbers = new Intl.NumberFormat(tags[language]);
  const lists = new Intl.ListFormat(tags[language], { type: 'conjunction' });
  const plurals = new Intl.PluralRules(tags[language]);
  return {
    number: (value) => ofNumber(value, (number) => numbers.format(number)),
    duration: (seconds) => ofNumber(seconds, (number) => formatDuration(number, language)),
    list: (items) => lists.format(items),
    plural: (count, one, other) => (plurals.select(count) === 'one' ? one : other),
  };
}

/** What is no number, though it should be, is shown as it is. */
function ofNumber(value: number | string, format: (number: number) => string): string {
  const number = value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? format(number) : String(value);
}

/** `15:42`, in the person's zone as it is now: the zone may change while the app runs. */
export function timeOfDay(language: Language, at: number): string {
  return new Date(at).toLocaleTimeString(tags[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

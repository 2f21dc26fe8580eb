import type { Language } from './language.ts';

/** Session durations as a person writes and reads them. */

const spelled =
  /^(?:(?<hours>\d+(?:[.,]\d+)?)\s*(?:h(?:ours?|rs?)?|시간))?\s*(?:(?<minutes>\d+)(?!\d)\s*(?:m(?:in(?:ute)?s?)?|분)?)?\s*(?:(?<seconds>\d+)\s*(?:s(?:ec(?:ond)?s?)?|초))?$/;
const clock = /^(?<hours>\d{1,2}):(?<minutes>[0-5]\d)$/;
const secondsOnly = /^(?<seconds>\d+)\s*(?:s(?:ec(?:ond)?s?)?|초)$/;

/**
 * Reads `4h 30`, `4 h 30 min`, `90m`, `1.5h`, `4:30`, `900s`, `4시간 30분`; a bare number is minutes. Answers in whole seconds, or
 * null when it cannot be read. Whether AWS allows it is `checkDurationSeconds`'s matter.
 */
export function parseDuration(text: string): number | null {
  const tidy = text.trim().toLowerCase();
  if (tidy === '' || tidy.length > 40) return null;
  const groups = (secondsOnly.exec(tidy) ?? clock.exec(tidy) ?? spelled.exec(tidy))?.groups;
  if (groups === undefined) return null;
  const number = (name: string) => Number((groups[name] ?? '0').replace(',', '.'));
  const total = Math.round(number('hours') * 3_600) + number('minutes') * 60 + number('seconds');
  return Number.isSafeInteger(total) ? total : null;
}

/** `15 min`, `1 h`, `4 h 30`, and with seconds only where there are some: `20 min 5 s`. In Korean `4시간 30분`. */
export function formatDuration(seconds: number, language: Language): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = seconds % 60;
  switch (language) {
    case 'en':
      if (rest === 0 && hours > 0 && minutes > 0) return `${hours} h ${String(minutes).padStart(2, '0')}`;
      return parts([hours, ' h'], [minutes, ' min'], [rest, ' s']) ?? '0 min';
    case 'ko':
      return parts([hours, '시간'], [minutes, '분'], [rest, '초']) ?? '0분';
  }
}

function parts(...amounts: readonly (readonly [number, string])[]): string | null {
  const some = amounts.flatMap(([amount, unit]) => (amount > 0 ? [`${amount}${unit}`] : []));
  return some.length === 0 ? null : some.join(' ');
}

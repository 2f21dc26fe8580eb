/** Session durations as a person writes and reads them. */

const spelled =
  /^(?:(?<hours>\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(?<minutes>\d+)(?!\d)\s*(?:m(?:in(?:ute)?s?)?)?)?\s*(?:(?<seconds>\d+)\s*s(?:ec(?:ond)?s?)?)?$/;
const clock = /^(?<hours>\d{1,2}):(?<minutes>[0-5]\d)$/;
const secondsOnly = /^(?<seconds>\d+)\s*s(?:ec(?:ond)?s?)?$/;

/**
 * Reads `4h 30`, `4 h 30 min`, `90m`, `1.5h`, `4:30`, `900s`; a bare number is minutes. Answers in whole seconds, or
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

/** `15 min`, `1 h`, `4 h 30`, and with seconds only where there are some: `20 min 5 s`. */
export function formatDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = seconds % 60;
  if (rest !== 0) {
    const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', `${rest} s`];
    return parts.filter((part) => part !== '').join(' ');
  }
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')}`;
}

/** Invisible or direction-changing, but not the joiners that Persian, Indic scripts and emoji need; lone halves. */
const deceptive =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}\p{Cs}]/gu;

/**
 * Names come from people, files and AWS, and are shown where no framework escapes them: menus, tooltips,
 * notifications, window titles. Characters that could break a line or reorder what stands beside them become
 * spaces or go; what is too long loses its middle, because both ends tell names apart.
 *
 * @param maximum in characters (code points), the ellipsis included.
 */
export function plainText(text: string, maximum: number): string {
  const characters = [
    ...text
      .replace(deceptive, '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  ];
  if (characters.length <= maximum) return characters.join('');
  const tail = Math.floor((maximum - 1) / 2);
  const head = maximum - 1 - tail;
  return `${characters.slice(0, head).join('').trimEnd()}…${characters
    .slice(characters.length - tail)
    .join('')
    .trimStart()}`;
}

/** In menu labels `&` marks the key to press: https://www.electronjs.org/docs/latest/api/menu-item */
export function menuLabel(text: string): string {
  return text.replaceAll('&', '&&');
}

/**
 * Lines of a desktop entry, as autostart entries are.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/
 */

/** https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html */
const reserved = /[\s"'\\><~|&;$*?#()`]/;

/**
 * Value of `Exec`. Null: this program can't be named there (the path of one may hold no `=`, and a value no control
 * characters).
 */
export function execLine(command: string, given: readonly string[]): string | null {
  if (command.includes('=') || [command, ...given].some((word) => /\p{Cc}/u.test(word))) return null;
  return escaped([command, ...given].map(quoted).join(' '));
}

/** What the system runs for a value of `Exec`; null: it is not well-formed. The field codes of files stand for nothing. */
export function wordsOfExec(value: string): readonly string[] | null {
  const line = unescaped(value);
  const words: string[] = [];
  let word: string | null = null;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === ' ') {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '"') {
      const end = endOfQuote(line, index + 1);
      if (end === null) return null;
      word = (word ?? '') + line.slice(index + 1, end).replace(/\\(["`$\\])/g, '$1');
      index = end;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== null) words.push(word);
  return words.filter((one) => !/^%[a-zA-Z]$/.test(one)).map((one) => one.replaceAll('%%', '%'));
}

/** Keys of `[Desktop Entry]`; of one that is there twice the first, as GLib reads it. */
export function readDesktopEntry(text: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  let inside = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) inside = line.trim() === '[Desktop Entry]';
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (inside && key !== undefined && value !== undefined && !keys.has(key)) keys.set(key, value.trimEnd());
  }
  return keys;
}

function quoted(word: string): string {
  const literal = word.replaceAll('%', '%%');
  return literal !== '' && !reserved.test(literal) ? literal : `"${literal.replace(/["`$\\]/g, '\\$&')}"`;
}

/** Of every value, before quoting is looked at. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\');
}

function unescaped(value: string): string {
  const meanings: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return value.replace(/\\(.)/g, (whole, character: string) => meanings[character] ?? whole);
}

function endOfQuote(line: string, from: number): number | null {
  for (let index = from; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === '\\') index += 1;
    else if (character === '"') return index;
  }
  return null;
}

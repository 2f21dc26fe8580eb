/**
 * Python's idea of white space and words, which botocore's reading of ~/.aws rests on:
 * https://docs.python.org/3/library/stdtypes.html#str.isspace
 * https://docs.python.org/3/library/shlex.html#shlex.split
 */
const spaces: ReadonlySet<string> = new Set(
  '\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

/** How many white-space characters it starts with. */
export function indentOf(text: string): number {
  let index = 0;
  while (index < text.length && spaces.has(text.charAt(index))) index += 1;
  return index;
}

export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && spaces.has(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function strip(text: string): string {
  const stripped = stripEnd(text);
  return stripped.slice(indentOf(stripped));
}

const lineBreaks: ReadonlySet<string> = new Set('\n\v\f\r\u001c\u001d\u001e\u0085\u2028\u2029');

/** https://docs.python.org/3/library/stdtypes.html#str.splitlines, but for an empty line within CRLF. */
export function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (!lineBreaks.has(text.charAt(index))) continue;
    lines.push(text.slice(start, index));
    start = index + 1;
  }
  lines.push(text.slice(start));
  return lines;
}

/** Null: a quote or an escape is left open. */
export function splitWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote === "'" && character !== "'") {
      word = (word ?? '') + character;
    } else if (character === '\\') {
      index += 1;
      if (index >= text.length) return null;
      const next = text.charAt(index);
      // Within double quotes a backslash escapes only these two.
      word = (word ?? '') + (quote === '"' && next !== '"' && next !== '\\' ? `\\${next}` : next);
    } else if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (' \t\r\n'.includes(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words;
}

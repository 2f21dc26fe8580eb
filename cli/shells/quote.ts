/** One word for bash, zsh and every POSIX sh. */
export function posixQuoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** One word for fish: https://fishshell.com/docs/current/language.html#quotes */
export function fishQuoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll(/['\\]/g, '\\$&')}'`;
}

/** One word for PowerShell, which takes typographic quotes for plain ones. */
export function powershellQuoted(word: string): string {
  return `'${word.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/**
 * A command line for credential_process. botocore splits it with shlex, the JavaScript SDK gives it to a shell, Go to
 * `sh -c` or `cmd.exe /C`: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function quoteCommand(words: readonly string[]): string {
  const isWindows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(words[0] ?? '');
  return words.map(isWindows ? quoteForWindows : quoteForPosix).join(' ');
}

function quoteForPosix(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  // The JavaScript SDK takes what follows white space and `#` or `;` for a comment, in quotes too: put quotes between.
  const quoted = word.replaceAll("'", "'\\''").replaceAll(/(\s)(?=[#;])/g, "$1''");
  return `'${quoted}'`;
}

/** A file name on Windows has no double quote. */
function quoteForWindows(word: string): string {
  return /^[A-Za-z0-9_@+=:,./\\-]+$/.test(word) ? word : `"${word}"`;
}

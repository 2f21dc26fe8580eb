import { statSync } from 'node:fs';
import { win32 } from 'node:path';

interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  /** The arguments are quoted already. */
  readonly verbatim: boolean;
}

/**
 * Finds what cmd would run, and runs scripts (npm, cdk) through cmd, since Node refuses them otherwise:
 * https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2. Null: not found. Not run on our machines.
 */
export function windowsCommand(
  name: string,
  given: readonly string[],
  environment: Readonly<Record<string, string>>,
  isFile: (path: string) => boolean = isFileOnDisk,
): Command | null {
  const variable = (wanted: string) =>
    Object.entries(environment).find(([candidate]) => candidate.toUpperCase() === wanted)?.[1];
  const extensions = (variable('PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';').filter((one) => one !== '');
  const folders = /[\\/:]/.test(name)
    ? ['']
    : (variable('PATH') ?? '').split(';').filter((one) => one !== '');
  const endings = win32.extname(name) === '' ? extensions : ['', ...extensions];
  for (const folder of folders) {
    for (const ending of endings) {
      const path = folder === '' ? `${name}${ending}` : win32.join(folder, `${name}${ending}`);
      if (!isFile(path)) continue;
      if (!/\.(?:bat|cmd)$/i.test(path)) return { file: path, arguments: given, verbatim: false };
      const line = [path, ...given].map(quoteForCmd).join(' ');
      const interpreter = variable('COMSPEC') ?? 'cmd.exe';
      return { file: interpreter, arguments: ['/d', '/s', '/v:off', '/c', `"${line}"`], verbatim: true };
    }
  }
  return null;
}

function isFileOnDisk(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * One argument twice over: for the C runtime's parsing
 * (https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments), then for cmd, which reads the
 * line a second time when the script passes its arguments on (%*).
 */
export function quoteForCmd(argument: string): string {
  const quoted = `"${argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`;
  const caret = (text: string) => text.replaceAll(/[()\][%!^"`<>&|;, *?]/g, '^$&');
  return caret(caret(quoted));
}

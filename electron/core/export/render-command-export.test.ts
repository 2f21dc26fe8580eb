import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFormats, type ShellFormat } from '../../../shared/export-formats.ts';
import { isShellFormat } from './formats.ts';
import { renderCommandExport } from './render-command-export.ts';
import { hostileExamples, hostileValue } from './testing/hostile.ts';

const shells = exportFormats.map(({ id }) => id).filter(isShellFormat);

function line(format: ShellFormat, profileName: string, command = 'keycutter'): string {
  const rendered = renderCommandExport(format, { profileName, command });
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.error));
  return rendered.value;
}

describe('an export by command', () => {
  it.each([
    ['bash', ' eval "$(keycutter export prod --shell bash)"'],
    ['zsh', ' eval "$(keycutter export prod --shell zsh)"'],
    ['sh', ' eval "$(keycutter export prod --shell sh)"'],
    ['fish', ' keycutter export prod --shell fish | source'],
    ['powershell', 'keycutter export prod --shell powershell | Invoke-Expression'],
    ['cmd', `for /f "delims=" %i in ('keycutter export prod --shell cmd') do @%i`],
    ['nushell', " ^keycutter export prod --shell nushell | str replace load-env '' | from json | load-env"],
    ['tcsh', 'eval "`keycutter export prod --shell tcsh`"'],
    ['elvish', ' eval (keycutter export prod --shell elvish | slurp)'],
    ['xonsh', 'execx($(keycutter export prod --shell xonsh))'],
  ] as const)('is short in %s', (format, expected) => {
    expect(line(format, 'prod')).toBe(`${expected}\n`);
  });

  it('keeps an old bash from seeing history in a name', () => {
    expect(line('bash', 'a!b')).toBe(` eval "$(keycutter export 'a'\\!'b' --shell bash)"\n`);
  });

  it.each(shells)('does not take a name for an option in %s', (format) => {
    expect(line(format, '-rf')).toMatch(/ export --shell \w+ -- -rf\b/);
  });

  it.each(shells)('refuses for %s what no shell carries, and says which', (format) => {
    for (const text of ['a\nb', 'a\u0000b', 'a\u001b[31mb', 'a\u2028b', '']) {
      expect(renderCommandExport(format, { profileName: text, command: 'keycutter' })).toMatchObject({
        ok: false,
        error: { code: 'export-value-unsupported', params: { format, variable: 'profile-name' } },
      });
      expect(renderCommandExport(format, { profileName: 'prod', command: text })).toMatchObject({
        ok: false,
        error: { code: 'export-value-unsupported', params: { format, variable: 'command' } },
      });
    }
  });

  it.each(shells)('stays one line in %s', (format) => {
    fc.assert(
      fc.property(hostileValue, hostileValue, (profileName, command) => {
        const rendered = renderCommandExport(format, { profileName, command });
        if (rendered.ok) expect(rendered.value.split('\n')).toEqual([expect.any(String), '']);
      }),
    );
  });
});

/** Readers written from the published rules, for the shells that only run on Windows. */
const quote = /['‘’‚‛]/;

/** The words of a PowerShell command line of bare words and single-quoted strings. */
function powershellWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    let word = '';
    if (quote.test(text.charAt(at))) {
      for (at += 1; ; at += 1) {
        if (at >= text.length) return null;
        if (quote.test(text.charAt(at))) {
          at += 1;
          if (!quote.test(text.charAt(at))) break;
        }
        word += text.charAt(at);
      }
    } else {
      word = /^[\w./-]+/.exec(text.slice(at))?.[0] ?? '';
      if (word === '') return null;
      at += word.length;
    }
    words.push(word);
    if (at < text.length && text.charAt(at) !== ' ') return null;
    at += 1;
  }
  return words;
}

describe('by command in the shells of Windows, by their published rules', () => {
  const examples = hostileExamples.map((value): [string] => [value]);
  const installed = String.raw`C:\Users\O’Brien (x86)\AppData\keycutter.exe`;

  it('PowerShell gives the command every name that is not refused, as it is', () => {
    fc.assert(
      fc.property(hostileValue, (profileName) => {
        const rendered = renderCommandExport('powershell', { profileName, command: installed });
        if (!rendered.ok) return;
        const words = /^& (.*) \| Invoke-Expression\n$/.exec(rendered.value)?.[1] ?? '';
        expect(powershellWords(words)).toEqual(
          profileName.startsWith('-')
            ? [installed, 'export', '--shell', 'powershell', '--', profileName]
            : [installed, 'export', profileName, '--shell', 'powershell'],
        );
      }),
      { examples, numRuns: 1000 },
    );
  });

  it('cmd sees each word that is not plain between quotes, with nothing in it that ends or expands', () => {
    fc.assert(
      fc.property(hostileValue, (profileName) => {
        const rendered = renderCommandExport('cmd', { profileName, command: 'keycutter' });
        if (!rendered.ok) return;
        const word = / export (?:--shell cmd -- )?(.*?)(?: --shell cmd)?'\) do @%i\n$/s.exec(
          rendered.value,
        )?.[1];
        if (/^((--?|\/)?[A-Za-z][\w./-]*|--)$/.test(profileName)) expect(word).toBe(profileName);
        else expect(word).toBe(`"${profileName}"`);
        expect(profileName).toMatch(/^[^"%!^\P{ASCII}]*$/u);
      }),
      { examples, numRuns: 1000 },
    );
  });

  it('cmd calls a command whose path wants quotes, which a line may not begin with', () => {
    expect(line('cmd', 'R&D', String.raw`C:\Program Files (x86)\keycutter.exe`)).toBe(
      String.raw`for /f "delims=" %i in ('call "C:\Program Files (x86)\keycutter.exe" export "R&D" --shell cmd') do @%i` +
        '\n',
    );
  });

  it.each([
    ['powershell', 'a"b', 'double-quote'],
    ['powershell', 'R&D', 'operator-sign'],
    ['powershell', '50%', 'percent-sign'],
    ['powershell', 'a b\\', 'backslash'],
    ['cmd', 'a"b', 'double-quote'],
    ['cmd', '50%', 'percent-sign'],
    ['cmd', 'a!', 'exclamation-mark'],
    ['cmd', 'a^b', 'operator-sign'],
    ['cmd', 'a\\', 'backslash'],
    ['cmd', '운영', 'not-ascii'],
  ] as const)('%s refuses %j: %s', (format, profileName, reason) => {
    expect(renderCommandExport(format, { profileName, command: 'keycutter' })).toMatchObject({
      ok: false,
      error: { params: { variable: 'profile-name', reason } },
    });
  });
});

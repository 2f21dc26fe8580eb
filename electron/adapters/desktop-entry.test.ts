import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execLine, readDesktopEntry, wordsOfExec } from './desktop-entry.ts';

describe('Exec of a desktop entry', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['/opt/Keycutter/keycutter', ['--hidden'], '/opt/Keycutter/keycutter --hidden'],
    ['/home/jo/My Apps/keycutter', ['--hidden'], '"/home/jo/My Apps/keycutter" --hidden'],
    // The four backslashes and the two before a dollar sign are the specification's own examples.
    ['/a\\b', [], '"/a\\\\\\\\b"'],
    ['/a$b', [], '"/a\\\\$b"'],
    ['/a"b`c', [], '"/a\\\\"b\\\\`c"'],
    ['/100%', ['%u'], '/100%% %%u'],
    ["/it's", [''], '"/it\'s" ""'],
  ])('%s %j', (command, given, expected) => {
    expect(execLine(command, given)).toBe(expected);
  });

  it.each([['/a=b'], ['/a\nb'], ['/a\u0000b']])('%j has no name there', (command) => {
    expect(execLine(command, [])).toBeNull();
  });

  it('is read back as it was written, whatever it is', () => {
    const word = fc.stringMatching(/^[ -~äé한/\\"'`$%~#;&|]{1,20}$/);
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), (command, given) => {
        const line = execLine(command, given);
        if (line === null) return;
        expect(line).not.toMatch(/\n/);
        expect(wordsOfExec(line)).toEqual([command, ...given]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves out the field codes of files and icons', () => {
    expect(wordsOfExec('keycutter %U --hidden')).toEqual(['keycutter', '--hidden']);
    expect(wordsOfExec('"keycutter')).toBeNull();
  });
});

it('keys are read from their own group, the first of each', () => {
  const text =
    '# a comment\n[Other]\nExec=no\n[Desktop Entry]\nExec = yes \nExec=late\n\n[Desktop Action New]\nName=no';
  expect([...readDesktopEntry(text)]).toEqual([['Exec', 'yes']]);
});

import { describe, expect, it } from 'vitest';
import { quoteForCmd, windowsCommand } from './windows-command.ts';

const environment = {
  Path: String.raw`C:\tools;C:\node`,
  PATHEXT: '.EXE;.CMD',
  ComSpec: String.raw`C:\cmd.exe`,
};
const files = new Set([String.raw`C:\node\npm.CMD`, String.raw`C:\tools\aws.EXE`, 'here.cmd.EXE']);
const find = (name: string, given: readonly string[] = []) =>
  windowsCommand(name, given, environment, (path) => files.has(path));

describe('a command on Windows', () => {
  it('is found by PATH and PATHEXT, and run as it is', () => {
    expect(find('aws', ['s3', 'a b'])).toEqual({
      file: String.raw`C:\tools\aws.EXE`,
      arguments: ['s3', 'a b'],
      verbatim: false,
    });
    expect(find('here.cmd')).toBeNull();
    expect(find('nope')).toBeNull();
  });

  it('that is a script is run by cmd, quoted for it', () => {
    expect(find('npm', ['run', '%PATH%'])).toEqual({
      file: String.raw`C:\cmd.exe`,
      arguments: ['/d', '/s', '/v:off', '/c', expect.stringContaining('^^^%PATH^^^%')],
      verbatim: true,
    });
  });

  it.each([
    ['a"b', String.raw`"a\"b"`],
    [String.raw`a\"b`, String.raw`"a\\\"b"`],
    [String.raw`end\ `.trim(), String.raw`"end\\"`],
    ['&|<>()', '"&|<>()"'],
  ])('argument %j arrives whole after two readings by cmd', (argument, expected) => {
    const readOnce = (text: string) => text.replaceAll(/\^(.)/g, '$1');
    expect(readOnce(readOnce(quoteForCmd(argument)))).toBe(expected);
  });
});

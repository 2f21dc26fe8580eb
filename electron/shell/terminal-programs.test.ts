import { describe, expect, it } from 'vitest';
import { linuxLaunches, macLaunch, macScript, windowsLaunches } from './terminal-programs.ts';

const command = ['/opt/Key cutter/keycutter', 'exec', '--renewing', "R&D; it's", '--', '/bin/zsh', '-l'];

function programsFor(variables: Readonly<Record<string, string>>): readonly string[] {
  return linuxLaunches(variables, command).map(({ program }) => program);
}

describe('terminals of a Linux desktop', () => {
  it('begin with what the person and the system have chosen', () => {
    expect(programsFor({ TERMINAL: '/usr/bin/kitty' }).slice(0, 3)).toEqual([
      '/usr/bin/kitty',
      'xdg-terminal-exec',
      'x-terminal-emulator',
    ]);
    expect(programsFor({ TERMINAL: '' })[0]).toBe('xdg-terminal-exec');
  });

  it.each([
    ['KDE', 'konsole'],
    ['ubuntu:GNOME', 'gnome-terminal'],
    ['XFCE', 'xfce4-terminal'],
    ['MATE', 'mate-terminal'],
    ['', 'gnome-terminal'],
  ])('go on with that of the desktop %s, then any other', (desktop, expected) => {
    const programs = programsFor({ XDG_CURRENT_DESKTOP: desktop });
    expect(programs[2]).toBe(expected);
    expect(programs).toContain('xterm');
    expect(new Set(programs).size).toBe(programs.length);
  });

  it.each([
    ['gnome-terminal', ['--']],
    ['konsole', ['-e']],
    ['xfce4-terminal', ['-x']],
    ['wezterm', ['start', '--']],
    ['foot', []],
    ['xterm', ['-e']],
    ['/opt/st', ['-e']],
  ])('give %s the command word by word', (program, before) => {
    const launch = linuxLaunches({ TERMINAL: program }, command)[0];
    expect(launch?.arguments.slice(0, before.length)).toEqual(before);
    expect(launch?.arguments[before.length]).toBe('/bin/sh');
    expect(launch?.arguments.slice(-command.length)).toEqual(command);
  });
});

describe('the terminal of macOS', () => {
  it('opens a script that removes itself, then runs the command', () => {
    expect(macLaunch('/tmp/k/Keycutter.command')).toEqual({
      program: 'open',
      arguments: ['/tmp/k/Keycutter.command'],
    });
    const lines = macScript("/tmp/it's", command).split('\n');
    expect(lines[0]).toBe('#!/bin/sh');
    expect(lines[1]).toBe(String.raw`rm -rf -- '/tmp/it'\''s'`);
    expect(lines[3]).toMatch(
      /'\/opt\/Key cutter\/keycutter' exec --renewing 'R&D; it'\\''s' -- \/bin\/zsh -l$/,
    );
  });
});

describe('terminals of Windows', () => {
  it('are Windows Terminal, in which a semicolon is escaped, and a console window', () => {
    const [program = '', ...rest] = command;
    expect(windowsLaunches(command)).toEqual([
      { program: 'wt.exe', arguments: ['new-tab', '--', program, ...escaped(rest)] },
      { program, arguments: rest },
    ]);
  });

  it('take a batch file only with arguments that cmd leaves alone', () => {
    const batch = String.raw`C:\Key cutter\keycutter.CMD`;
    expect(windowsLaunches([batch, 'exec', 'R&D'])).toBeNull();
    expect(windowsLaunches([batch, 'exec', '%PATH%'])).toBeNull();
    expect(windowsLaunches([batch, 'exec', 'prod'])?.[1]).toEqual({
      program: 'cmd.exe',
      arguments: ['/d', '/c', 'call', batch, 'exec', 'prod'],
    });
  });

  function escaped(words: readonly string[]): readonly string[] {
    return words.map((word) => word.replaceAll(';', '\\;'));
  }
});

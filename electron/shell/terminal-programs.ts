import { posixCommandLine } from '../core/export/posix.ts';

export interface Launch {
  readonly program: string;
  readonly arguments: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

interface TerminalProgram {
  readonly name: string;
  /** What stands between its name and the program it runs, whose arguments follow one by one. */
  readonly before: readonly string[];
  /** A word of XDG_CURRENT_DESKTOP (https://specifications.freedesktop.org/menu-spec/latest/onlyshowin-registry.html) */
  readonly desktop?: string;
}

/** The first two open what the person or the system has chosen. */
const choosers: readonly TerminalProgram[] = [
  // https://gitlab.freedesktop.org/terminal-wg/specifications
  { name: 'xdg-terminal-exec', before: [] },
  // https://www.debian.org/doc/debian-policy/ch-customized-programs.html#packages-providing-a-terminal-emulator
  { name: 'x-terminal-emulator', before: ['-e'] },
];

const programs: readonly TerminalProgram[] = [
  { name: 'gnome-terminal', before: ['--'], desktop: 'GNOME' },
  { name: 'ptyxis', before: ['--'], desktop: 'GNOME' },
  { name: 'kgx', before: ['--'], desktop: 'GNOME' },
  { name: 'konsole', before: ['-e'], desktop: 'KDE' },
  { name: 'xfce4-terminal', before: ['-x'], desktop: 'XFCE' },
  { name: 'mate-terminal', before: ['-x'], desktop: 'MATE' },
  { name: 'kitty', before: [] },
  { name: 'alacritty', before: ['-e'] },
  { name: 'foot', before: [] },
  { name: 'wezterm', before: ['start', '--'] },
  { name: 'ghostty', before: ['-e'] },
  { name: 'xterm', before: ['-e'] },
];

/** What to try, best first: the person's choice, the system's, what belongs to the desktop, whatever is there. */
export function linuxLaunches(variables: Variables, command: readonly string[]): readonly Launch[] {
  const desktops = (variables.XDG_CURRENT_DESKTOP ?? '').toUpperCase().split(':');
  const isOfDesktop = ({ desktop }: TerminalProgram) => desktop !== undefined && desktops.includes(desktop);
  const candidates = [
    ...chosenTerminal(variables.TERMINAL),
    ...choosers,
    ...programs.filter(isOfDesktop),
    ...programs.filter((program) => !isOfDesktop(program)),
  ];
  return candidates.map(({ name, before }) => ({
    program: name,
    arguments: [...before, ...held(command)],
  }));
}

/** TERMINAL is a program's name or path by custom, with no standard; nearly all take `-e`. */
function chosenTerminal(chosen: string | undefined): readonly TerminalProgram[] {
  if (chosen === undefined || chosen === '') return [];
  const name = chosen.slice(chosen.lastIndexOf('/') + 1);
  const known = [...choosers, ...programs].find((program) => program.name === name);
  return [{ name: chosen, before: known?.before ?? ['-e'] }];
}

/** `open` gives the script to the program that the person has chosen for such files, Terminal by default. */
export function macLaunch(scriptPath: string): Launch {
  return { program: 'open', arguments: [scriptPath] };
}

/** A script for macOS. It removes its folder first of all, since nothing tells when it has been read. */
export function macScript(folder: string, command: readonly string[]): string {
  return [
    '#!/bin/sh',
    `rm -rf -- ${posixCommandLine([folder])}`,
    'cd',
    posixCommandLine(held(command)),
    '',
  ].join('\n');
}

/**
 * Windows Terminal splits its own command line at each `;`
 * (https://learn.microsoft.com/en-us/windows/terminal/command-line-arguments). Where it is not installed, a detached
 * console program gets a window of its own (https://nodejs.org/api/child_process.html#optionsdetached).
 *
 * Null when the command is a batch file with an argument that cmd would act on: it reads them a second time
 * (https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2).
 */
export function windowsLaunches(command: readonly string[]): readonly Launch[] | null {
  const [program = '', ...rest] = command;
  const batch = /\.(cmd|bat)$/i.test(program);
  if (batch && command.some((word) => /["%!^&|<>\r\n]/.test(word))) return null;
  const windowsTerminal = {
    program: 'wt.exe',
    arguments: ['new-tab', '--', ...command.map((word) => word.replaceAll(';', String.raw`\;`))],
  };
  // Node starts no batch file by itself.
  const ownWindow = batch
    ? { program: 'cmd.exe', arguments: ['/d', '/c', 'call', ...command] }
    : { program, arguments: rest };
  return [windowsTerminal, ownWindow];
}

/**
 * A terminal closes when its program ends, so a failure to start would never be read. 125 to 127 are the failures of
 * `keycutter exec` itself. The script is constant: the command arrives as its arguments.
 */
function held(command: readonly string[]): readonly string[] {
  return ['/bin/sh', '-c', holdOnFailure, 'keycutter', ...command];
}

const holdOnFailure =
  '"$@"; case $? in 125|126|127) printf "\\nPress Enter to close this window. "; read -r _ ;; esac; exit 0';

import { fish } from './fish.ts';
import { posixInit } from './posix.ts';
import { powershell } from './powershell.ts';

/** What a shell evaluates at its start, by shell; `command`: how to start keycutter. */
export const initScripts: ReadonlyMap<string, (command: string) => string> = new Map([
  ['bash', (command: string) => posixInit('bash', command)],
  ['zsh', (command: string) => posixInit('zsh', command)],
  ['fish', fish],
  ['powershell', powershell],
]);

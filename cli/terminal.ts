import { openSync, readFileSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Terminal } from './world.ts';

const interrupted = 130;
const end = '\u0004';
const interrupt = '\u0003';
const eraseLine = '\u0015';
const erase = ['\b', '\u007f'];

/**
 * The person's terminal, also where standard input and output are pipes. Null without one, and in its background,
 * where reading would stop this process.
 */
export function openTerminal(platform: NodeJS.Platform): Terminal | null {
  if (platform === 'linux' && isInBackground()) return null;
  try {
    // https://learn.microsoft.com/en-us/windows/console/console-handles
    const [input, output] =
      platform === 'win32'
        ? [openSync('\\\\.\\CONIN$', 'r+'), openSync('\\\\.\\CONOUT$', 'w')]
        : [openSync('/dev/tty', 'r'), openSync('/dev/tty', 'w')];
    return new DeviceTerminal(new ReadStream(input), output);
  } catch {
    return null;
  }
}

/** Whether another process group has the terminal: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function isInBackground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // After the program's name, which may hold anything: state, parent, group, session, terminal, its foreground group.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[2] !== fields[5];
  } catch {
    return false;
  }
}

class DeviceTerminal implements Terminal {
  readonly #input: ReadStream;
  readonly #output: number;
  /** What was typed after the line last read. */
  #rest = '';

  constructor(input: ReadStream, output: number) {
    this.#input = input;
    this.#output = output;
    // After a hang-up there is nothing to read any more, which the end says too.
    input.on('error', () => {});
    input.setEncoding('utf8');
  }

  write(text: string): void {
    try {
      writeSync(this.#output, text);
    } catch {
      // The terminal was hung up: nobody is there to read it.
    }
  }

  ask(
    question: string,
    { echo, signal }: { readonly echo: boolean; readonly signal?: AbortSignal },
  ): Promise<string | null> {
    if (signal?.aborted) return Promise.resolve(null);
    // First, so that nothing typed at the sight of the question is shown.
    if (!echo) this.#input.setRawMode(true);
    this.write(question);
    let line = '';
    return new Promise((resolve) => {
      const settle = (answer: string | null) => {
        this.#input.off('data', read).off('end', onEnd).off('close', onEnd).pause();
        signal?.removeEventListener('abort', onEnd);
        if (!echo) this.#input.setRawMode(false);
        resolve(answer);
      };
      const onEnd = () => settle(null);
      const read = (typed: string) => {
        const characters = [...typed];
        for (const [index, character] of characters.entries()) {
          if (character === '\r' || character === '\n') {
            this.#rest = characters.slice(index + 1).join('');
            return settle(line);
          }
          if (echo) line += character;
          else if (character === interrupt) return this.#interrupted();
          else if (character === end && line === '') return settle(null);
          else if (character === eraseLine) line = '';
          else if (erase.includes(character)) line = line.slice(0, -1);
          else if (character >= ' ') line += character;
        }
      };
      this.#input.on('data', read).on('end', onEnd).on('close', onEnd).resume();
      signal?.addEventListener('abort', onEnd, { once: true });
      const rest = this.#rest;
      this.#rest = '';
      if (rest !== '') read(rest);
    });
  }

  close(): void {
    this.#input.destroy();
  }

  /** In raw mode Ctrl-C is a character like any other. */
  #interrupted(): never {
    this.#input.setRawMode(false);
    this.write('\n');
    process.exit(interrupted);
  }
}

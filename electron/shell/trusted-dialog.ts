import type { MessageBoxOptions } from 'electron';
import type { Words } from '../../shared/words/words.ts';
import type { TrustedDialog } from '../core/way-in-ports.ts';

/** What is used of Electron's `dialog`. */
export type AskNatively = (options: MessageBoxOptions) => Promise<{ readonly response: number }>;

const allowed = 1;

/** Characters of a line, and of all that is shown. */
const lineLength = 72;
const longest = 1_200;

/**
 * The desktop's own dialog, which the window can neither draw over nor answer. It has no parent: one that belonged to
 * the window would come and go with it. One at a time: whoever asks while it is open is refused, so that nobody has to
 * click a pile of them away.
 */
export class DesktopDialog implements TrustedDialog {
  readonly #ask: AskNatively;
  readonly #words: () => Words;
  #open = false;

  constructor(ask: AskNatively, words: () => Words) {
    this.#ask = ask;
    this.#words = words;
  }

  async confirmCommand(command: string): Promise<boolean> {
    if (this.#open) return false;
    this.#open = true;
    const said = this.#words().dialogs.command;
    try {
      const { response } = await this.#ask({
        type: 'warning',
        title: 'Keycutter',
        message: said.message,
        detail: said.detail(shownCommand(command, said)),
        buttons: [said.cancel, said.allow],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === allowed;
    } finally {
      this.#open = false;
    }
  }
}

/** As it will be run: nothing that is in it stays invisible, moves other text about, or is pushed out of sight. */
export function shownCommand(
  command: string,
  said: Pick<Words['dialogs']['command'], 'spaces' | 'moreCharacters'>,
): string {
  const characters = [
    ...command
      .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|\p{Default_Ignorable_Code_Point}/gu, named)
      .replace(/ {4,}/g, (spaces) => `⟨${said.spaces(spaces.length)}⟩`),
  ];
  if (characters.length <= longest) return wrapped(characters);
  const half = longest / 2;
  const left = characters.length - longest;
  return [
    wrapped(characters.slice(0, half)),
    `⟨${said.moreCharacters(left)}⟩`,
    wrapped(characters.slice(-half)),
  ].join('\n');
}

function named(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** A line without a space would make the dialog wider than the screen. A line break of its own would have been named. */
function wrapped(characters: readonly string[]): string {
  const lines = Array.from({ length: Math.ceil(characters.length / lineLength) }, (_, line) =>
    characters.slice(line * lineLength, (line + 1) * lineLength).join(''),
  );
  return lines.join('\n');
}

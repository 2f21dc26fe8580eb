import { plainText } from '../../shared/plain-text.ts';
import type { Words } from '../../shared/words/words.ts';
import type { ServedNow } from '../core/system/quit-policy.ts';
import type { AfterReset, Left, ResetConsequences, SystemDialogs } from '../core/system/system-ports.ts';
import type { AskNatively } from './trusted-dialog.ts';

/** So many lines fit a dialog on a small screen. */
const mostLines = 8;
const longestName = 60;

/** The desktop's own dialogs before what ends more than the app. The harmless answer is the one on Enter and Escape. */
export class DesktopSystemDialogs implements SystemDialogs {
  readonly #ask: AskNatively;
  readonly #words: () => Words;

  constructor(ask: AskNatively, words: () => Words) {
    this.#ask = ask;
    this.#words = words;
  }

  async confirmQuit(served: readonly ServedNow[]): Promise<boolean> {
    const { quit } = this.#words().system;
    const lines = served.map(({ profileName, way }) => quit.ways[way](plainText(profileName, longestName)));
    const { response } = await this.#ask({
      type: 'question',
      title: 'Keycutter',
      message: quit.message(served.length),
      detail: quit.detail(shortened(lines, quit.more)),
      buttons: [quit.stay, quit.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1;
  }

  async confirmReset(consequences: ResetConsequences): Promise<'cancel' | AfterReset> {
    const { cancel, reset, quit } = this.#words().system;
    const { accessKeys, profiles, signIns, sections, dataFolder } = consequences;
    const names = sections.map((name) => plainText(name, longestName));
    const lines = [
      ...(accessKeys > 0 ? [reset.keys(accessKeys)] : []),
      ...(profiles > 0 ? [reset.profiles(profiles)] : []),
      ...(signIns > 0 ? [reset.signIns(signIns)] : []),
      reset.sessions,
      ...(names.length > 0 ? [reset.sections(shortened(names, quit.more))] : []),
      reset.rest,
      reset.folder(plainText(dataFolder, 200)),
    ];
    const { response } = await this.#ask({
      type: 'warning',
      title: 'Keycutter',
      message: reset.message,
      detail: `${lines.map((line) => `• ${line}`).join('\n')}\n\n${reset.last}`,
      buttons: [cancel, reset.thenQuit, reset.startAnew],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1 ? 'quit' : response === 2 ? 'start-anew' : 'cancel';
  }

  async tellIncomplete(left: readonly Left[]): Promise<void> {
    const { incomplete } = this.#words().system;
    const named: Readonly<Record<string, string>> = {
      keychain: incomplete.keychain,
      'login-item': incomplete.loginItem,
    };
    await this.#ask({
      type: 'warning',
      title: 'Keycutter',
      message: incomplete.message,
      detail: incomplete.detail(left.map((one) => named[one] ?? plainText(one, 200))),
      buttons: [incomplete.close],
      noLink: true,
    });
  }
}

function shortened(lines: readonly string[], more: (count: number) => string): readonly string[] {
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), more(lines.length - mostLines + 1)];
}

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { LoginItem } from '../core/system/system-ports.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { execLine, readDesktopEntry, wordsOfExec } from './desktop-entry.ts';
import { diskReason } from './kept-aside.ts';

export interface AutostartOptions {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** What starts the app in the tray. */
  readonly launch: { readonly command: string; readonly arguments: readonly string[] };
}

const fileName = 'keycutter.desktop';

/**
 * Our entry among those that a Linux desktop starts when the person signs in:
 * https://specifications.freedesktop.org/autostart-spec/latest/. Desktops let the person switch an entry off in their
 * own settings: by removing it, by `Hidden=true` (the specification), or by `X-GNOME-Autostart-enabled=false` (GNOME,
 * MATE, Cinnamon).
 */
export class AutostartEntry implements LoginItem {
  readonly isSupported = true;
  readonly path: string;
  readonly #launch: AutostartOptions['launch'];

  constructor({ variables, home, launch }: AutostartOptions) {
    // The specification: a folder that is not absolute does not count.
    const given = variables.XDG_CONFIG_HOME ?? '';
    const folder = given.startsWith('/') ? given : join(home, '.config');
    this.path = join(folder, 'autostart', fileName);
    this.#launch = launch;
  }

  async set(enabled: boolean): Promise<Result<undefined>> {
    const { command, arguments: given } = this.#launch;
    const exec = execLine(command, given);
    if (enabled && exec === null) {
      return fail(appError('login-item-failed', { reason: 'path-not-nameable' satisfies ReasonCode }));
    }
    try {
      if (enabled) await writeFileAtomically(this.path, entry(exec ?? ''));
      else await rm(this.path, { force: true });
      return succeed();
    } catch (error) {
      return fail(appError('login-item-failed', diskReason(error)));
    }
  }

  /** An entry of ours whose program is gone (an AppImage of the version before) is set to what is running now. */
  async isEnabled(): Promise<boolean> {
    const text = await readFile(this.path, 'utf8').catch(() => null);
    if (text === null) return false;
    const keys = readDesktopEntry(text);
    const words = wordsOfExec(keys.get('Exec') ?? '');
    const off = keys.get('Hidden') === 'true' || keys.get('X-GNOME-Autostart-enabled') === 'false';
    if (off || words === null || words.length === 0) return false;
    const [program = ''] = words;
    if (program.startsWith('/') && !existsSync(program)) await this.set(true);
    return true;
  }
}

function entry(exec: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Keycutter',
    'Comment=AWS sessions from your tray',
    `Exec=${exec}`,
    'Icon=keycutter',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

import { readFile } from 'node:fs/promises';
import { type Environment, run, until } from './processes.ts';

export interface ShownNotification {
  readonly id: number;
  readonly application: string;
  readonly summary: string;
  /** As the app sent it, markup and all. */
  readonly body: string;
  readonly urgency: string;
}

/** What the notification server has shown, and what a user does with it. */
export class Notifications {
  readonly #env: Environment;
  readonly #record: string;

  constructor(env: Environment, record: string) {
    this.#env = env;
    this.#record = record;
  }

  /** Everything shown so far, oldest first, closed ones too. */
  async shown(): Promise<readonly ShownNotification[]> {
    const records = (await readFile(this.#record, 'utf8')).split('\0').slice(0, -1);
    return records.map((record) => {
      const [id = '', application = '', summary = '', body = '', urgency = ''] = record.split('\u001f');
      return { id: Number(id), application, summary, body, urgency };
    });
  }

  async waitFor(matches: (notification: ShownNotification) => boolean): Promise<ShownNotification> {
    return until('a notification is shown', async () => (await this.shown()).findLast(matches));
  }

  async waitForCount(count: number): Promise<readonly ShownNotification[]> {
    return until(`${count} notifications have been shown`, async () => {
      const shown = await this.shown();
      return shown.length >= count ? shown : undefined;
    });
  }

  /** How many are on the screen now. */
  async displayed(): Promise<number> {
    return Number(await this.#dunst('count', 'displayed'));
  }

  /** A click on the notification at a position, counted from the top (0). */
  async click(position = 0): Promise<void> {
    await this.#dunst('action', String(position));
  }

  async closeAll(): Promise<void> {
    await this.#dunst('close-all');
    await until('no notification is on the screen', async () => (await this.displayed()) === 0);
  }

  #dunst(...parameters: readonly string[]): Promise<string> {
    return run('dunstctl', parameters, { env: this.#env });
  }
}

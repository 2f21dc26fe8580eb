import type { Clock } from '../core/ports.ts';

/** Whether the desktop shows tray icons, by whoever can tell on this platform. */
export interface TrayHost {
  /** Null: nobody tells. */
  isThere(): boolean | null;
  onChanged(listener: () => void): void;
  start(): Promise<void>;
  /** Null: nobody tells. */
  showsIconOf(processId: number): Promise<boolean | null>;
  close(): void;
}

/** macOS and Windows always have a tray. */
export const lastingTrayHost: TrayHost = {
  isThere: () => true,
  onChanged: () => {},
  start: async () => {},
  showsIconOf: async () => null,
  close: () => {},
};

export interface TrayHostSurroundings {
  readonly host: TrayHost;
  readonly clock: Clock;
  readonly processId: number;
  /** Makes the icon anew. */
  readonly recreate: () => void;
  /** Puts a window that is not shown where it can be found without an icon. */
  readonly rest: () => void;
  readonly onKnown: (isThere: boolean | null) => void;
}

/** Programs of a desktop start side by side, and a panel that restarts is gone for moments. */
const panelTakes = 10_000;
/** An icon is registered within milliseconds; a machine that is busy with a login needs more. */
const registeringTakes = 2_000;

/**
 * Keeps the app within reach: by its icon where there is a tray, by a window in the taskbar where there is none.
 *
 * Electron looks for a tray when an icon is made, and where it finds none takes one of the older kind (XEmbed) for good: an
 * icon made before the desktop's panel is then shown nowhere, and has to be made anew. One that was shown comes back by
 * itself when its panel restarts.
 */
export class TrayReach {
  readonly #around: TrayHostSurroundings;
  #stopWaiting = () => {};

  constructor(surroundings: TrayHostSurroundings) {
    this.#around = surroundings;
  }

  async start(): Promise<void> {
    const { host } = this.#around;
    host.onChanged(() => this.#look());
    await host.start();
    this.#look();
  }

  close(): void {
    this.#stopWaiting();
    this.#around.host.close();
  }

  #look(): void {
    const { host, clock, rest, onKnown } = this.#around;
    const isThere = host.isThere();
    this.#stopWaiting();
    this.#stopWaiting = () => {};
    onKnown(isThere);
    if (isThere === false) this.#stopWaiting = clock.setTimer(panelTakes, rest);
    if (isThere === true) this.#stopWaiting = clock.setTimer(registeringTakes, () => void this.#check());
  }

  async #check(): Promise<void> {
    const { host, processId, recreate } = this.#around;
    const isShown = await host.showsIconOf(processId);
    if (isShown === false && host.isThere() === true) recreate();
  }
}

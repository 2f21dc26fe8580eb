import { systemPreferences } from 'electron';
import { NotificationServer } from './adapters/notification-server.ts';
import { TimeZone } from './adapters/time-zone.ts';
import type { DesktopState } from './core/desktop-state.ts';
import type { Zone } from './shell/power.ts';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly app: { on(event: 'browser-window-focus', listener: () => void): unknown };
}

/**
 * What the desktop tells of itself while the app runs: the zone that times are read in, and whether anything shows
 * notifications. macOS and Windows always do.
 */
export class DesktopNews {
  readonly #platform: NodeJS.Platform;
  readonly #timeZone = new TimeZone();
  readonly #server: NotificationServer | null;

  constructor({ platform, app }: Surroundings) {
    this.#platform = platform;
    this.#server = platform === 'linux' ? new NotificationServer() : null;
    // Windows tells windows only, and nobody where there is none: whoever looks sees the right times.
    app.on('browser-window-focus', () => this.#timeZone.look());
  }

  get zone(): Zone {
    return this.#timeZone;
  }

  async start(desktopState: DesktopState): Promise<void> {
    const learn = () => desktopState.learn({ notifications: this.#server?.isThere() ?? null });
    if (this.#platform === 'darwin') {
      desktopState.learn({ notifications: true });
      // https://developer.apple.com/documentation/foundation/nsnotification/name/1387255-nssystemtimezonedidchange
      systemPreferences.subscribeLocalNotification('NSSystemTimeZoneDidChangeNotification', () =>
        this.#timeZone.look(),
      );
    } else if (this.#server === null) {
      desktopState.learn({ notifications: true });
    } else {
      this.#server.onChanged(learn);
      await Promise.all([this.#server.start(), this.#timeZone.watch()]);
    }
  }

  close(): void {
    this.#server?.close();
    this.#timeZone.close();
  }
}

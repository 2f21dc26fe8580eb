import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { appOrigin, isAppUrl } from '../security/app-url.ts';

/** What is looked at of `IpcMainInvokeEvent`. */
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** The pages that may command the app: those in windows we opened ourselves. */
export class TrustedSenders {
  readonly #contents = new Map<number, WebContents>();
  readonly #onGone: (contentsId: number) => void;

  /** @param onGone a page's process ended or it went elsewhere: whoever waited there waits no more. */
  constructor(onGone: (contentsId: number) => void) {
    this.#onGone = onGone;
  }

  trust(contents: WebContents): void {
    const { id } = contents;
    this.#contents.set(id, contents);
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#onGone(id);
    });
    contents.on('render-process-gone', () => this.#onGone(id));
    contents.once('destroyed', () => {
      this.#contents.delete(id);
      this.#onGone(id);
    });
  }

  /**
   * Only the top frame of a page of ours: an iframe has rights of its own page at most. A sender whose frame is gone
   * by now (`senderFrame` null) can't be told from a foreign one.
   * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
   */
  includes({ sender, senderFrame }: Sender): boolean {
    return (
      this.#contents.get(sender.id) === sender &&
      senderFrame !== null &&
      senderFrame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId &&
      senderFrame.origin === appOrigin &&
      isAppUrl(senderFrame.url)
    );
  }

  /** Pages that can be sent to now. */
  present(): readonly WebContents[] {
    return [...this.#contents.values()].filter(
      (contents) => !contents.isDestroyed() && !contents.isCrashed(),
    );
  }
}

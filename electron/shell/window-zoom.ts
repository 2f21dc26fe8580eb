/** The part of Electron's `WebContents` that is used here. */
export interface ZoomedContents {
  setZoomFactor(factor: number): void;
  isDestroyed(): boolean;
  on(event: 'dom-ready', listener: () => void): unknown;
}

/**
 * How large everything in the window is. Chromium keeps a zoom by origin only in sessions that are on disk, and ours is
 * not: Settings have it, and each page that is loaded gets it anew.
 * https://www.electronjs.org/docs/latest/api/web-contents#contentssetzoomfactorfactor
 */
export class WindowZoom {
  #percent = 100;
  #contents: ZoomedContents | null = null;

  /** Of a window that was just made. */
  watch(contents: ZoomedContents): void {
    this.#contents = contents;
    contents.on('dom-ready', () => contents.setZoomFactor(this.#percent / 100));
  }

  set(percent: number): void {
    if (percent === this.#percent) return;
    this.#percent = percent;
    if (this.#contents?.isDestroyed() === false) this.#contents.setZoomFactor(percent / 100);
  }
}

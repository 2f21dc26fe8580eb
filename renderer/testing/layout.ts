const scrollerHeight = 560;
const itemHeight = 52;

/** happy-dom lays nothing out; the list needs to know how tall it and its items are. */
export function giveLayout(): void {
  const size = (name: string, read: (element: HTMLElement) => number) =>
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return read(this);
      },
    });
  const height = (element: HTMLElement) => (element.hasAttribute('data-index') ? itemHeight : scrollerHeight);
  size('offsetHeight', height);
  size('clientHeight', height);
  size('offsetWidth', () => 400);
  size('clientWidth', () => 400);
  // The list scrolls itself by this.
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, options?: ScrollToOptions | number) {
    this.scrollTop = typeof options === 'object' ? (options.top ?? 0) : 0;
    this.dispatchEvent(new Event('scroll'));
  };
  // Parts are fetched when a test first wants them, not behind its back.
  globalThis.requestIdleCallback = () => 0;
}

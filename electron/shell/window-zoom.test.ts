import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WindowZoom } from './window-zoom.ts';

class FakeContents extends EventEmitter {
  readonly factors: number[] = [];
  destroyed = false;
  setZoomFactor(factor: number): void {
    this.factors.push(factor);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

describe('WindowZoom', () => {
  it('applies to the page that is there, and to each that is loaded later', () => {
    const zoom = new WindowZoom();
    zoom.set(150);
    const contents = new FakeContents();
    zoom.watch(contents);
    contents.emit('dom-ready');
    zoom.set(200);
    zoom.set(200);
    contents.emit('dom-ready');
    expect(contents.factors).toEqual([1.5, 2, 2]);
  });

  it('leaves a window alone that is gone', () => {
    const zoom = new WindowZoom();
    const contents = new FakeContents();
    zoom.watch(contents);
    contents.destroyed = true;
    zoom.set(125);
    expect(contents.factors).toEqual([]);
  });
});

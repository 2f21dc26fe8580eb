import { describe, expect, it } from 'vitest';
import { zoomBeside } from './zoom.ts';

describe('zoomBeside', () => {
  it('goes a step and stops at both ends', () => {
    expect(zoomBeside(100, 'larger')).toBe(110);
    expect(zoomBeside(150, 'smaller')).toBe(125);
    expect(zoomBeside(200, 'larger')).toBe(200);
    expect(zoomBeside(100, 'smaller')).toBe(100);
  });
});

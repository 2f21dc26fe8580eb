import { describe, expect, it } from 'vitest';
import { checkAccelerator } from '../../shared/aws-limits.ts';
import { acceleratorOf, type PressedKeys, shownKeys } from './shortcut-keys.ts';

const pressed = (code: string, key: string, ...modifiers: readonly string[]): PressedKeys => ({
  code,
  key,
  ctrlKey: modifiers.includes('ctrl'),
  altKey: modifiers.includes('alt'),
  shiftKey: modifiers.includes('shift'),
  metaKey: modifiers.includes('meta'),
});

describe('acceleratorOf', () => {
  it.each([
    ['linux', pressed('KeyK', 'K', 'meta', 'shift'), 'Super+Shift+K'],
    ['darwin', pressed('KeyK', 'k', 'meta', 'shift'), 'Shift+Command+K'],
    ['darwin', pressed('KeyK', '˚', 'alt', 'ctrl'), 'Control+Option+K'],
    ['linux', pressed('KeyK', 'ㅏ', 'ctrl', 'alt'), 'Ctrl+Alt+K'],
    ['linux', pressed('KeyK', 'Process', 'ctrl'), 'Ctrl+K'],
    // A layout that has another letter there: it is the letter that counts.
    ['linux', pressed('KeyQ', 'a', 'ctrl'), 'Ctrl+A'],
    ['linux', pressed('Digit1', '!', 'ctrl', 'shift'), 'Ctrl+Shift+1'],
    ['win32', pressed('Space', ' ', 'alt'), 'Alt+Space'],
    ['win32', pressed('F12', 'F12', 'ctrl'), 'Ctrl+F12'],
    ['linux', pressed('ArrowUp', 'ArrowUp', 'meta'), 'Super+Up'],
    ['linux', pressed('BracketLeft', '{', 'ctrl', 'shift'), 'Ctrl+Shift+['],
  ] as const)('on %s: %o is %s', (platform, keys, accelerator) => {
    expect(acceleratorOf(keys, platform)).toBe(accelerator);
    expect(checkAccelerator(accelerator)).toBeNull();
  });

  it.each([
    pressed('ShiftLeft', 'Shift', 'shift'),
    pressed('MetaLeft', 'Meta', 'meta'),
    pressed('AudioVolumeUp', 'AudioVolumeUp', 'ctrl'),
    pressed('', 'Unidentified', 'ctrl'),
  ])('is nothing yet for %o', (keys) => {
    expect(acceleratorOf(keys, 'linux')).toBeNull();
  });
});

describe('shownKeys', () => {
  it.each([
    ['Super+Shift+K', 'linux', 'Super+Shift+K'],
    ['Super+Shift+K', 'win32', 'Win+Shift+K'],
    ['Control+Option+Shift+Command+K', 'darwin', '⌃⌥⇧⌘K'],
    ['CommandOrControl+Up', 'darwin', '⌘↑'],
    ['Ctrl+Plus', 'linux', 'Ctrl++'],
    ['', 'linux', ''],
  ])('%s on %s: %s', (accelerator, platform, shown) => {
    expect(shownKeys(accelerator, platform)).toBe(shown);
  });
});

/** Keys as the browser tells of them, as Electron writes them (an accelerator), and as a person reads them. */

export interface PressedKeys {
  readonly key: string;
  /** The place on the keyboard: https://www.w3.org/TR/uievents-code/ */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const isMac = (platform: string) => platform === 'darwin';

const namedKeys: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backquote: '`',
  Space: 'Space',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Escape: 'Escape',
};

/** The modifiers that are held, in Electron's names and the platform's order. */
export function heldModifiers(pressed: PressedKeys, platform: string): readonly string[] {
  return [
    ...(pressed.ctrlKey ? [isMac(platform) ? 'Control' : 'Ctrl'] : []),
    ...(pressed.altKey ? [isMac(platform) ? 'Option' : 'Alt'] : []),
    ...(!isMac(platform) && pressed.metaKey ? ['Super'] : []),
    ...(pressed.shiftKey ? ['Shift'] : []),
    ...(isMac(platform) && pressed.metaKey ? ['Command'] : []),
  ];
}

/**
 * The accelerator for what is pressed; null for a modifier alone and for keys that Electron has no name for. May still be one
 * that takes a letter from everyone: `checkAccelerator` tells.
 * https://www.electronjs.org/docs/latest/api/accelerator
 */
export function acceleratorOf(pressed: PressedKeys, platform: string): string | null {
  const key = keyOf(pressed);
  return key === null ? null : [...heldModifiers(pressed, platform), key].join('+');
}

/**
 * A letter is the one it types, where it types a Latin one; under an input method or another script, and with Option held on
 * macOS, it is the one at its place.
 */
function keyOf({ key, code }: PressedKeys): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const letterOrDigit = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  if (letterOrDigit !== null) return letterOrDigit[1] ?? letterOrDigit[2] ?? null;
  if (/^F(?:[1-9]|1\d|2[0-4])$/.test(code)) return code;
  return namedKeys[code] ?? null;
}

const macSymbols: Readonly<Record<string, string>> = {
  Control: '⌃',
  Ctrl: '⌃',
  Option: '⌥',
  Alt: '⌥',
  Shift: '⇧',
  Command: '⌘',
  Cmd: '⌘',
  CommandOrControl: '⌘',
  CmdOrCtrl: '⌘',
  Super: '⌘',
  Meta: '⌘',
};
const windowsNames: Readonly<Record<string, string>> = { Super: 'Win', Meta: 'Win' };
const keyNames: Readonly<Record<string, string>> = {
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Return: 'Enter',
  Plus: '+',
};

/** ⌃⌥⇧⌘K on macOS, `Super+Shift+K` elsewhere. */
export function shownKeys(accelerator: string, platform: string): string {
  const parts = accelerator.split('+').filter((part) => part !== '');
  if (isMac(platform)) return parts.map((part) => macSymbols[part] ?? keyNames[part] ?? part).join('');
  const names = platform === 'win32' ? windowsNames : {};
  return parts.map((part) => names[part] ?? keyNames[part] ?? part).join('+');
}

/** Words of the ways to the window: links and the global shortcut. */
export const reach = {
  reach: {
    missing: (name: string) => `There is no profile “${name}”`,
    missingHint: 'A link named it. It may have been renamed or removed.',
    shortcut: 'Global shortcut',
    shortcutHelp: 'Shows and hides Keycutter from anywhere.',
    shortcutHowTo: 'Press Enter, then the keys. Backspace for none, Escape to leave it as it is.',
    shortcutNone: 'None',
    pressKeys: 'Press the keys…',
    clearShortcut: 'Clear',
    clearShortcutLabel: 'Clear the global shortcut',
  },
};

import { shell } from 'electron';
import { mayOpenExternally } from './allowed-links.ts';

/** The only door to the browser. False: not allowed, or the desktop has no browser. */
export async function openExternally(text: string): Promise<boolean> {
  if (!mayOpenExternally(text)) return false;
  try {
    await shell.openExternal(new URL(text).href);
    return true;
  } catch {
    return false;
  }
}

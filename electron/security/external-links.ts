import { shell } from 'electron';
import { isOneTimePage, mayOpenExternally } from './allowed-links.ts';

/** False: not allowed, or the desktop has no browser. */
export async function openExternally(text: string): Promise<boolean> {
  return mayOpenExternally(text) && open(text);
}

export async function openOneTimePage(text: string): Promise<boolean> {
  return isOneTimePage(text) && open(text);
}

/** The only door to the browser. */
async function open(text: string): Promise<boolean> {
  try {
    await shell.openExternal(new URL(text).href);
    return true;
  } catch {
    return false;
  }
}

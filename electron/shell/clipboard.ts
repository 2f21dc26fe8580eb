import { clipboard } from 'electron';
import type { Logger } from '../core/ports.ts';
import { DesktopClipboard } from './secret-clipboard.ts';

export function createClipboard(logger: Logger): DesktopClipboard {
  return new DesktopClipboard(clipboard, logger);
}

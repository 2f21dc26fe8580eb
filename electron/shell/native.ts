import { dialog, Notification, powerMonitor } from 'electron';
import type { NotifierSurroundings } from './notifier.ts';
import type { NativePower } from './power.ts';
import type { AskNatively } from './trusted-dialog.ts';

/** Electron's own, where tests give fakes instead. */
export const nativePower: NativePower = powerMonitor;
export const createNotification: NotifierSurroundings['create'] = (options) => new Notification(options);
export const askNatively: AskNatively = (options) => dialog.showMessageBox(options);

import { Notification, powerMonitor } from 'electron';
import type { NotifierSurroundings } from './notifier.ts';
import type { NativePower } from './power.ts';

/** Electron's own, where tests give fakes instead. */
export const nativePower: NativePower = powerMonitor;
export const createNotification: NotifierSurroundings['create'] = (words) => new Notification(words);

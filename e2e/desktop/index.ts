export { type Desktop, startDesktop } from './desktop.ts';
export { electronExecutable, isRoot, launchElectron, quitElectron } from './electron.ts';
export { until } from './processes.ts';

import { type ExportFormat, exportFormats, waysOf } from '../../shared/export-formats.ts';

/** Whether the format is evaluated by a shell; the others are files, which carry a session by value only. */
export function isShell(format: ExportFormat): boolean {
  return waysOf(format).includes('command');
}

/** The shells, the chosen one first so that it is one key away. */
export function shellsFrom(chosen: ExportFormat) {
  const shells = exportFormats.filter(({ id }) => isShell(id));
  return [...shells.filter(({ id }) => id === chosen), ...shells.filter(({ id }) => id !== chosen)];
}

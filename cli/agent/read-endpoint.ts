import { readFileSync } from 'node:fs';
import { type EndpointFile, fileFormat, nonceBytes } from '../../shared/agent-protocol.ts';
import { appError } from '../../shared/errors.ts';
import { parseObject } from '../../shared/line-reader.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { isRunning } from './is-running.ts';

export interface Endpoint {
  readonly socket: string;
  readonly secret: Buffer;
}

/**
 * Where the running app says it is. Null: no app is running, or it left the file when it ended.
 * Error: `app-other-version`, the file is of a format this command does not know.
 */
export function readEndpoint(path: string, version: string): Result<Endpoint | null> {
  const file = parseObject(textOf(path)) as Partial<EndpointFile> | null;
  if (file === null) return succeed(null);
  if (file.format !== fileFormat) {
    return fail(appError('app-other-version', { command: version, app: shownVersion(file.appVersion) }));
  }
  const { pid, socket } = file;
  const secret = Buffer.from(typeof file.secret === 'string' ? file.secret : '', 'base64');
  if (typeof socket !== 'string' || secret.length !== nonceBytes) return succeed(null);
  if (typeof pid !== 'number' || !isRunning(pid)) return succeed(null);
  return succeed({ socket, secret });
}

/** Not yet proven to be the app's, so nothing but a version is repeated. */
export function shownVersion(version: unknown): string {
  return typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? version : 'unknown';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

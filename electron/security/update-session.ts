import type { Session } from 'electron';

/**
 * Which addresses the updater's own session may load: what would be run must not cross a network in clear. It takes
 * the place of the listener that refuses everything (harden.ts); a session has one at a time.
 * https://www.electronjs.org/docs/latest/api/web-request
 */
export function mayFetchUpdate(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

export function openUpdateSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayFetchUpdate(details.url) });
  });
}

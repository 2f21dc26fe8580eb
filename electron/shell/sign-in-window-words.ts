import { plainText } from '../../shared/plain-text.ts';

/**
 * What the title bar says: whose page it is, before all else. The desktop draws it, so that no page can imitate or
 * cover it.
 */
export function signInTitle(address: string, name: string): string {
  return `${shownOrigin(address)} · ${plainText(name, 40)} · Keycutter`;
}

/** With the scheme, which tells whether it is encrypted; of a host that is too long, the end: it tells whose it is. */
function shownOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'Empty page';
  const host = url.host.length > 60 ? `…${url.host.slice(-59)}` : url.host;
  return url.protocol === 'https:' ? `https://${host}` : `http://${host} (this computer, not encrypted)`;
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

/** Chromium's own names: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const reasons: Readonly<Record<string, string>> = {
  ERR_NAME_NOT_RESOLVED: 'there is no host of that name',
  ERR_INTERNET_DISCONNECTED: 'this computer is offline',
  ERR_NETWORK_CHANGED: 'the network changed',
  ERR_ADDRESS_UNREACHABLE: 'there is no way to it from here',
  ERR_CONNECTION_REFUSED: 'nothing answers there',
  ERR_CONNECTION_RESET: 'the connection broke',
  ERR_CONNECTION_CLOSED: 'the connection broke',
  ERR_EMPTY_RESPONSE: 'it answered with nothing',
  ERR_CONNECTION_TIMED_OUT: 'no answer in time',
  ERR_TIMED_OUT: 'no answer in time',
  ERR_PROXY_CONNECTION_FAILED: 'the proxy does not answer',
  ERR_TUNNEL_CONNECTION_FAILED: 'the proxy refused',
  ERR_TOO_MANY_REDIRECTS: 'it sends one in a circle',
  ERR_BLOCKED_BY_CLIENT: 'only encrypted pages are shown (https)',
  ERR_SSL_CLIENT_AUTH_CERT_NEEDED: 'it wants a certificate of yours, which only your own browser has',
};

/** Why a page could not be shown, after a colon. `description` is Chromium's name of the error. */
export function failureReason(description: string): string {
  if (Object.hasOwn(reasons, description)) return reasons[description] ?? description;
  if (description.startsWith('ERR_CERT_')) return `its certificate is not trusted (${description})`;
  return /^ERR_[A-Z\d_]{1,60}$/.test(description) ? description : 'it could not be loaded';
}

import { plainText } from '../../shared/plain-text.ts';

/** Characters of a title that a window of the first size shows whole. */
const wholeTitle = 48;
const longestHost = 36;

/**
 * What the title bar says: whose page it is. The desktop draws it, so that no page can imitate or cover it. Some
 * desktops leave out the middle of what is too long and some the end, so it is kept short: nothing in it, such as the
 * name, can push the end of the host out of sight.
 */
export function signInTitle(address: string, name: string): string {
  const origin = shownOrigin(address);
  const whole = `${origin} · ${plainText(name, wholeTitle)}`;
  return [...whole].length <= wholeTitle ? whole : origin;
}

/** With the scheme, which tells whether it is encrypted; of a host that is too long, the end: it tells whose it is. */
function shownOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'Empty page';
  const { host } = url;
  return `${url.protocol}//${host.length > longestHost ? `…${host.slice(1 - longestHost)}` : host}`;
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

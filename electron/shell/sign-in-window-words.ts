import type { ReasonCode } from '../../shared/errors.ts';
import { plainText } from '../../shared/plain-text.ts';
import { signInReasons } from '../../shared/words/en/sign-in-reasons.ts';

/** Characters of a title that a window of the first size shows whole. */
const wholeTitle = 48;
const longestHost = 36;

/**
 * What the title bar says: whose page it is. The desktop draws it, so that no page can imitate or cover it. Some
 * desktops leave out the middle of what is too long and some the end, so it is kept short: nothing in it, such as the
 * name, can push the end of the host out of sight.
 */
export function signInTitle(address: string, name: string, emptyPage: string): string {
  const origin = shownOrigin(address) ?? emptyPage;
  const whole = `${origin} · ${plainText(name, wholeTitle)}`;
  return [...whole].length <= wholeTitle ? whole : origin;
}

/** With the scheme, which tells whether it is encrypted; of a host that is too long, the end: it tells whose it is. */
function shownOrigin(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const { host } = url;
  return `${url.protocol}//${host.length > longestHost ? `…${host.slice(1 - longestHost)}` : host}`;
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

/** Why a page could not be shown, as params of a failure. `description` is Chromium's name of the error. */
export function failureReason(description: string): Readonly<Record<string, string>> {
  if (Object.hasOwn(signInReasons, description)) return { reason: description };
  if (description.startsWith('ERR_CERT_')) {
    return { reason: 'certificate-not-trusted' satisfies ReasonCode, certificateError: description };
  }
  const isName = /^ERR_[A-Z\d_]{1,60}$/.test(description);
  return { reason: isName ? description : ('page-not-loaded' satisfies ReasonCode) };
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const encrypted: ReadonlySet<string> = new Set(['https:', 'wss:']);
const plain: ReadonlySet<string> = new Set(['http:', 'ws:']);
/** Made by the page itself, out of what it has already. */
const own: ReadonlySet<string> = new Set(['data:', 'blob:']);

/** Whether a sign-in page may load something: encrypted, or from this machine itself. */
export function mayLoadForSignIn(address: string): boolean {
  const url = parse(address);
  if (url === null) return false;
  if (own.has(url.protocol) || encrypted.has(url.protocol)) return true;
  return plain.has(url.protocol) && loopback.test(url.hostname);
}

/**
 * Whether a sign-in window, or a frame in it, may go somewhere. Plain http is let through to here: what it asks for is
 * refused by `mayLoadForSignIn`, and so ends as a page that fails, which the person sees.
 */
export function mayVisitForSignIn(address: string, isMainFrame: boolean): boolean {
  const url = parse(address);
  if (url === null) return false;
  if (url.protocol === 'https:' || url.protocol === 'http:' || address === 'about:blank') return true;
  return !isMainFrame && (own.has(url.protocol) || address === 'about:srcdoc');
}

/** Where a sign-in may begin, and what a page may open in a window of its own. */
export function mayOpenForSignIn(address: string): boolean {
  return mayVisitForSignIn(address, true) && (address === 'about:blank' || mayLoadForSignIn(address));
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/** The one origin of our windows. A scheme of our own has no access to files and can be given headers. */
export const appScheme = 'app';
const appHost = 'keycutter';
export const appOrigin = `${appScheme}://${appHost}`;

/** Node's URL gives `null` as origin of such a scheme, so scheme and host are compared by themselves. */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
  );
}

/** Everything a window may load: what the build writes, and nothing else. */
const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

export interface AppFile {
  /** Below the renderer's folder, with `/`. */
  readonly path: string;
  readonly contentType: string;
}

const pathSegments = /^(?:\/[\w-][\w.-]*)+$/;

/**
 * Which file a URL stands for; null: none. Only the plain names that the build gives to files are understood: no
 * percent encoding, no segment that starts with a dot, so no way out of the folder.
 */
export function resolveAppUrl(text: string): AppFile | null {
  if (!isAppUrl(text)) return null;
  const { pathname } = new URL(text);
  const path = pathname === '/' ? '/index.html' : pathname;
  if (!pathSegments.test(path)) return null;
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
  const contentType = Object.hasOwn(contentTypes, extension) ? contentTypes[extension] : undefined;
  return contentType === undefined ? null : { path: path.slice(1), contentType };
}

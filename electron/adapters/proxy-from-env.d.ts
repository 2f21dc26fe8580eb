/** https://www.npmjs.com/package/proxy-from-env comes without types. */
declare module 'proxy-from-env' {
  /** The proxy by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (or in lower case); empty: none. */
  export function getProxyForUrl(url: string | URL): string;
}

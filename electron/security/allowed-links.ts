/** Where a link in Keycutter may lead, by exact origin. */
const allowedOrigins: ReadonlySet<string> = new Set(['https://docs.aws.amazon.com']);

/** A page of our own for one visit: shell/browser.ts. */
export function isOneTimePage(text: string): boolean {
  return /^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}\/[\w-]{32,64}$/.test(text);
}

/** Whether a link may leave for the person's browser. */
export function mayOpenExternally(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return allowedOrigins.has(url.origin) && url.username === '' && url.password === '';
}

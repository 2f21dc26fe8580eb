/** Where a link in Keycutter may lead, by exact origin. */
const allowedOrigins: ReadonlySet<string> = new Set(['https://docs.aws.amazon.com']);

/** Whether a link may leave for the person's browser. */
export function mayOpenExternally(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return allowedOrigins.has(url.origin) && url.username === '' && url.password === '';
}

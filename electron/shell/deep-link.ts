import { checkName } from '../../shared/aws-limits.ts';

/** Registered as the app's own with the desktop: by the desktop entry on Linux, by the app itself elsewhere. */
export const linkScheme = 'keycutter';

/** Each character of a name may come as up to four bytes of three characters, and names have up to 80. */
const longestLink = 1_000;

const profileLink = /^keycutter:\/\/profile\/([^/?#\\\s]+)$/i;

/**
 * The name in `keycutter://profile/NAME`, percent-encoded once; null for whatever else it may be. A link comes from
 * anyone (a web page, a document, another program), so there is no other kind, none has options, and all that one ever
 * does is to show a row.
 */
export function parseDeepLink(link: string): string | null {
  const encoded = link.length > longestLink ? undefined : profileLink.exec(link)?.[1];
  const name = encoded === undefined ? null : decoded(encoded);
  // What no profile can be called, such as control characters, is not even looked for.
  return name !== null && checkName(name) === null ? name : null;
}

/** The first link among a program's arguments, as the desktop hands one over. https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html */
export function findDeepLink(given: readonly string[]): string | null {
  return given.find((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`)) ?? null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that stands for nothing, or bytes that are no UTF-8.
    return null;
  }
}

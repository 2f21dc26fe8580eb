import { redactText } from '../core/failures/redact.ts';

/** Characters. */
const longestWords = 200;
/** What has this many characters of a token in a row may be one. */
const tokenLike = /[\w~+/=-]{32,}/g;

/**
 * What a provider said, fit to be shown: one line, nothing invisible, short, and no token in it. `secrets`: what was
 * sent to the provider, which it may repeat.
 */
export function providerWords(text: string, secrets: readonly string[] = []): string {
  const without = secrets
    .filter((secret) => secret.length >= 4)
    .reduce((left, secret) => left.replaceAll(secret, '…'), text);
  const line = without
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(tokenLike, '…')
    .trim();
  const characters = [...redactText(line)];
  return characters.length > longestWords
    ? `${characters.slice(0, longestWords - 1).join('')}…`
    : characters.join('');
}

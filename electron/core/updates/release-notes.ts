import { decodeCharacterReferences } from '../../../shared/character-references.ts';
import { plainText } from '../../../shared/plain-text.ts';

const longest = { line: 300, lines: 60 } as const;

/**
 * A feed's release notes as plain lines. Feeds give text, Markdown or (GitHub) HTML; nothing of it is ever shown as
 * markup.
 */
export function releaseNotesText(given: unknown): string {
  const text = typeof given === 'string' ? given : '';
  const lines = text
    .slice(0, 20_000)
    .replace(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)\s*>/gi, '')
    .replace(/<li\b[^>]*>/gi, '\n• ')
    .replace(/<(?:br|hr|\/?(?:p|div|h[1-6]|ul|ol|tr|table|pre))\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => plainText(decodeCharacterReferences(line), longest.line))
    .filter((line) => line !== '');
  const cut = lines.slice(0, longest.lines);
  return (cut.length < lines.length ? [...cut, '…'] : cut).join('\n');
}

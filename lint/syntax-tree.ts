/** What the tests that look for words read of a source, as Vite parses it. */
export interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** Words, as opposed to punctuation, units of CSS and the like. */
export const hasWords = (text: string) => /\p{L}/u.test(text);
/** Two words or more: nothing else in code looks like that. */
export const isSentence = (text: string) => /(?:^|[\s“(])\p{L}[\p{L}’']* \p{L}[\p{L}’']+/u.test(text);

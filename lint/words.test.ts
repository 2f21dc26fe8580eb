import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const electron = fileURLToPath(new URL('../electron', import.meta.url));

/** The main process; what only tests use is not looked at. */
const sources = readdirSync(electron, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/(?:\.test|\.d)\.ts$|(?:^|\/)testing\/|^test-seams\.ts$/.test(path))
  .toSorted();

/** Files of which no text is shown to a person by the app itself. */
const outside: ReadonlyMap<RegExp, string> = new Map([]);

/** What may stand in the code as it is, and why. */
const allowed: ReadonlyMap<string, string> = new Map([]);

/** Properties of dialogs, menus and notifications whose text is seen, whatever it looks like. */
const shown = new Set(['title', 'body', 'label', 'sublabel', 'message', 'detail', 'buttons', 'toolTip']);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

const hasWords = (text: string) => /\p{L}/u.test(text);
/** Two words or more: nothing else in code looks like that. */
const isSentence = (text: string) => /(?:^|[\s“(])\p{L}[\p{L}’']* \p{L}[\p{L}’']+/u.test(text);

function textsOf(node: Node): readonly string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type !== 'TemplateLiteral') return [];
  return (node.quasis as readonly Node[]).map((quasi) => (quasi.value as { readonly cooked: string }).cooked);
}

/** Every piece of text that a person could see. */
function visible(code: string, path: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: Node, isShown: boolean): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'TSLiteralType':
      // Exceptions are bugs: the log has them, in English.
      case 'ThrowStatement':
        return;
      case 'NewExpression':
        if (/Error$/.test(String((node.callee as Node).name))) return;
        break;
      case 'Property': {
        const key = node.key as Node;
        const name = String(key.name ?? key.value);
        return walk(node.value as Node, shown.has(name));
      }
      // What is called or compared is not shown itself.
      case 'CallExpression':
      case 'BinaryExpression':
        for (const child of childrenOf(node)) walk(child, false);
        return;
      case 'Literal':
      case 'TemplateLiteral':
        found.push(...textsOf(node).filter((text) => (isShown ? hasWords(text) : isSentence(text))));
        break;
    }
    for (const child of childrenOf(node)) walk(child, isShown);
  };
  walk(parseSync(path, code).program as unknown as Node, false);
  return found.map((text) => text.trim());
}

describe('words of the main process', () => {
  it.todo('x');
});

it('print', () => {
  for (const path of sources) {
    const texts = visible(readFileSync(`${electron}/${path}`, 'utf8'), path);
    if (texts.length) console.log(path, texts);
  }
});

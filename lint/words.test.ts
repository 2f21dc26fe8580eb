import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { childrenOf, hasWords, isSentence, type SyntaxNode } from './syntax-tree.ts';

const electron = fileURLToPath(new URL('../electron', import.meta.url));

/** The main process; what only tests use is not looked at. */
const sources = readdirSync(electron, { recursive: true, encoding: 'utf8' })
  .filter(
    (path) => path.endsWith('.ts') && !/(?:\.test|\.d)\.ts$|(?:^|\/)testing\/|^test-seams\.ts$/.test(path),
  )
  .toSorted();

/** Files whose text is not the app's own word to the person in front of it, and why. */
const outside: ReadonlyMap<RegExp, string> = new Map([
  [/^agent\/(?:container-endpoint-answers|helper-endpoint)\.ts$/, 'answers to programs, which read English'],
  [/^agent\/installed-commands\.ts$/, 'scripts'],
  [/^adapters\/data-folder-entries\.ts$/, 'names of Chromium’s files'],
  [/^core\/aws-files\/managed-content\.ts$/, 'comments in a file of AWS’s tools'],
  [/^core\/export\//, 'lines for shells'],
  [/^core\/system\/diagnostics\.ts$/, 'a report for those who make Keycutter'],
  [/^security\/permissions\.ts$/, 'reasons in the log'],
  [/^shell\/browser-(?:catalog|profiles|programs)\.ts$/, 'names of browsers and their files'],
  [/^shell\/terminal-programs\.ts$/, 'in a terminal, where the keycutter command speaks English'],
]);

/** What may stand in the code as it is, and why. */
const allowed: ReadonlyMap<string, string> = new Map([
  ['Keycutter', 'the name'],
  ['Identity Center', 'a name of AWS’s'],
  ['Secret Service:', 'a name of freedesktop’s'],
  ['Default keyring', 'the name that the Secret Service gives it'],
  ['in HTTPS_PROXY', 'stands for a host in the log and in AWS’s terms'],
  ['Comment=AWS sessions from your tray', 'a desktop entry'],
  ['AWS session for', 'a comment in a snippet for somebody else’s shell'],
  ['. It ends at', 'a comment in a snippet for somebody else’s shell'],
  [', and does not renew.', 'a comment in a snippet for somebody else’s shell'],
  ['To take it out of this shell again:', 'a comment in a snippet for somebody else’s shell'],
  ['Invalid Date', 'what JavaScript calls it'],
]);

/** Properties of dialogs, menus and notifications whose text is seen, whatever it looks like. */
const shown = new Set(['title', 'body', 'label', 'sublabel', 'message', 'detail', 'buttons', 'toolTip']);

function textsOf(node: SyntaxNode): readonly string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type !== 'TemplateLiteral') return [];
  return (node.quasis as readonly SyntaxNode[]).map(
    (quasi) => (quasi.value as { readonly cooked: string }).cooked,
  );
}

/** Every piece of text that a person could see. */
function visible(code: string, path: string): readonly string[] {
  const found: string[] = [];
  // An adapter's `body` or `label` belongs to what it speaks with.
  const isOfDesktop = !/^(?:adapters|agent)\//.test(path);
  const walk = (node: SyntaxNode, isShown: boolean): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'TSLiteralType':
      // Exceptions are bugs: the log has them, in English.
      case 'ThrowStatement':
        return;
      case 'NewExpression':
        if (/Error$/.test(String((node.callee as SyntaxNode).name))) return;
        break;
      case 'Property': {
        const key = node.key as SyntaxNode;
        const name = String(key.name ?? key.value);
        walk(node.value as SyntaxNode, isOfDesktop && shown.has(name));
        return;
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
  walk(parseSync(path, code).program as unknown as SyntaxNode, false);
  return found.map((text) => text.trim());
}

const used = new Set<string>();
const files = new Set<RegExp>();

function foundIn(path: string): readonly string[] {
  const file = [...outside.keys()].find((pattern) => pattern.test(path));
  const texts = visible(readFileSync(`${electron}/${path}`, 'utf8'), path);
  if (file !== undefined && texts.length > 0) files.add(file);
  for (const text of texts) used.add(text);
  return file === undefined ? texts.filter((text) => !allowed.has(text)) : [];
}

describe('the words of the main process', () => {
  it('are found where a person would see them, and nowhere else', () => {
    const found = (code: string) => visible(code, 'sample.ts');
    expect(found("show({ title: 'Quit', buttons: ['No'] })")).toEqual(['Quit', 'No']);
    expect(found('const text = `Copied keys end soon`;')).toEqual(['Copied keys end soon']);
    expect(found("fail(appError('network-timed-out', { reason: 'it did not answer' }))")).toEqual([
      'it did not answer',
    ]);
    expect(found("throw new Error('This is a bug.'); new TypeError('Not a text.');")).toEqual([]);
    expect(found("logger.info('app-started', { title: text('x') }); type A = 'two words';")).toEqual([]);
  });

  it.each(sources)('stand in a catalogue, not in electron/%s', (path) => {
    expect(foundIn(path)).toEqual([]);
  });

  it('have no exception that is not needed any more', () => {
    expect([...allowed.keys()].filter((text) => !used.has(text))).toEqual([]);
    expect([...outside.keys()].filter((pattern) => !files.has(pattern))).toEqual([]);
  });
});

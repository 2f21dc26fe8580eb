import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { childrenOf, hasWords, isNode, isSentence, type SyntaxNode } from '../../lint/syntax-tree.ts';

const renderer = fileURLToPath(new URL('..', import.meta.url));

/** Files whose words nobody sees, or that are the catalogue. */
const isOutside = (path: string) => /^(?:text|testing)\/|\.test\.tsx?$|\.d\.ts$/.test(path);

const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !isOutside(path))
  .toSorted();

/** What may stand in the code as it is, and why. */
const allowed: ReadonlyMap<string, string> = new Map([
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'an example'],
  ['aws configure export-credentials --profile NAME --format process', 'a command'],
  ['aws sts get-caller-identity', 'a command'],
  ['sts get-caller-identity', 'a command'],
  ['CloudFormation', 'a service of AWS'],
  ['CloudWatch', 'a service of AWS'],
  ['DynamoDB', 'a service of AWS'],
  ['EC2', 'a service of AWS'],
  ['IAM', 'a service of AWS'],
  ['Lambda', 'a service of AWS'],
  ['RDS', 'a service of AWS'],
  ['S3', 'a service of AWS'],
  ['https://sts.eu-central-1.amazonaws.com', 'an example'],
  ['http://proxy.example.com:3128', 'an example'],
  ['/etc/ssl/certs/company.pem', 'an example'],
  ['openid email', 'scopes of OpenID Connect'],
  ['openid email offline_access', 'scopes of OpenID Connect'],
  ['(Esc)', 'a key'],
  ['ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ', 'letters to search by'],
  [
    'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ',
    'letters to search by',
  ],
]);

/** Attributes and properties whose text is seen or heard; those that are ours as well as the browser's. */
const shown = new Set([
  ...['title', 'alt', 'placeholder', 'label', 'aria-label', 'aria-description', 'aria-valuetext'],
  ...[
    'aria-roledescription',
    'aria-placeholder',
    'help',
    'hint',
    'more',
    'body',
    'confirm',
    'submit',
    'cancel',
  ],
  ...['problem', 'warning', 'message', 'words', 'description', 'loading', 'empty'],
]);
/** Attributes and properties that only programs read. */
const unseen = new Set(['className', 'style', 'd', 'viewBox', 'points', 'transform']);

const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value ?? '') : '');

/** Every piece of text that a person could see, from a file that is not the catalogue. */
function visible(code: string, path: string): readonly string[] {
  const found: string[] = [];
  const texts = (node: SyntaxNode): readonly string[] => {
    if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
    if (node.type === 'TemplateLiteral') {
      const quasis = (node.quasis as readonly SyntaxNode[]).map(
        (quasi) => quasi.value as { readonly cooked: string },
      );
      return quasis.map(({ cooked }) => cooked);
    }
    return [];
  };
  /** Of the values that an expression may have. */
  const values = (node: SyntaxNode): readonly string[] => {
    switch (node.type) {
      case 'JSXExpressionContainer':
        return values(node.expression as SyntaxNode);
      case 'ConditionalExpression':
        return [...values(node.consequent as SyntaxNode), ...values(node.alternate as SyntaxNode)];
      case 'LogicalExpression':
        return [
          ...(node.operator === '&&' ? [] : values(node.left as SyntaxNode)),
          ...values(node.right as SyntaxNode),
        ];
      case 'BinaryExpression':
        return node.operator === '+'
          ? [...values(node.left as SyntaxNode), ...values(node.right as SyntaxNode)]
          : [];
      default:
        return texts(node);
    }
  };
  const take = (words: readonly string[]) => found.push(...words.filter(hasWords).map((text) => text.trim()));
  const walk = (node: SyntaxNode) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ThrowStatement':
      case 'TSLiteralType':
        return;
      case 'JSXText':
        return void take([String(node.value)]);
      case 'JSXElement':
      case 'JSXFragment':
        for (const child of node.children as readonly SyntaxNode[]) {
          if (child.type === 'JSXExpressionContainer') take(values(child));
        }
        break;
      case 'JSXAttribute':
        if (unseen.has(nameOf(node.name))) return;
        if (shown.has(nameOf(node.name)) && isNode(node.value)) take(values(node.value));
        break;
      case 'Property':
        if (unseen.has(nameOf(node.key))) return;
        if (shown.has(nameOf(node.key)) && isNode(node.value)) take(values(node.value));
        break;
      default:
        take(texts(node).filter(isSentence));
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(parseSync(path, code).program as unknown as SyntaxNode);
  return [...new Set(found)];
}

describe('words in the window’s code', () => {
  it('are found where they are seen or heard', () => {
    const code = `
      const a = <p aria-label="Close it" className="big box">Hi {busy ? 'there' : name}, {count} days</p>;
      const b = <Field label={done ? 'Done' : text.more} help={\`At \${time}\`} kind="plain" />;
      const options = [{ value: 'x', label: 'First' }];
      const said = wrong && 'It went wrong.';
      const c = <p>{kind === 'role' && <b title={'From ' + place} />}</p>;
      if (broken) throw new Error('this is a bug');
    `;
    const found = ['Hi', 'days', 'there', 'Close it', 'Done', 'At', 'First', 'It went wrong.', 'From'];
    expect(visible(code, 'sample.tsx').toSorted()).toEqual(found.toSorted());
  });

  it.each(sources)('come from the catalogue: %s', (path) => {
    const found = visible(readFileSync(`${renderer}/${path}`, 'utf8'), path);
    expect(found.filter((words) => !allowed.has(words))).toEqual([]);
  });

  it('stand in the list of what may stay only while they are there', () => {
    const all = sources.flatMap((path) => visible(readFileSync(`${renderer}/${path}`, 'utf8'), path));
    expect([...allowed.keys()].filter((words) => !all.includes(words))).toEqual([]);
  });
});

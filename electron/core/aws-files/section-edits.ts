import type { ByteText } from '../ports.ts';
import { decode, encode } from './byte-text.ts';
import type { IniDocument, IniKey, IniLine, IniSection } from './ini-document.ts';
import type { LineEdits } from './line-edits.ts';
import { takenComment, writtenComment } from './managed-content.ts';

/**
 * Edits within sections. In these files indentation carries meaning: a line deeper than the key above it is part of
 * that key's value, a header too.
 */

/** As deep as the last header, so that one more of the same depth is not taken for part of our last value. */
export function indentForNew({ lines, sections }: IniDocument): ByteText {
  const header = lines[sections.at(-1)?.first ?? -1]?.indent ?? '';
  return (lines.findLast(hasMeaning)?.indent ?? '').startsWith(header) ? header : '';
}

/** Whether the next header, being indented, would without this section become part of the value above. */
export function keepsNextHeader({ lines }: IniDocument, section: IniSection): boolean {
  const above = lines.slice(0, section.first).findLast(hasMeaning);
  const depthOf = (line: IniLine | undefined) => decode(line?.indent ?? '').text.length;
  return above !== undefined && above.kind !== 'section' && depthOf(lines[section.end]) > depthOf(above);
}

function hasMeaning({ kind }: IniLine): boolean {
  return kind === 'section' || kind === 'key' || kind === 'passed-over';
}

export function setHeader(
  edits: LineEdits,
  document: IniDocument,
  section: IniSection,
  header: string,
): void {
  const content = document.lines[section.first]?.content ?? '';
  const before = content.slice(0, content.indexOf('[') + 1);
  edits.replace(section.first, before + encode(header) + content.slice(content.lastIndexOf(']')));
}

/** Our values have one line: what is indented under one is a person's, and nothing that AWS tools could read. */
export function setKey(edits: LineEdits, document: IniDocument, key: IniKey, line: ByteText): void {
  const { content, indent } = document.lines[key.first] ?? { content: '', indent: '' };
  for (const more of continuationOf(document, key)) edits.comment(more);
  if (content.trim() !== line) edits.replace(key.first, indent + line);
}

export function dropKey(edits: LineEdits, document: IniDocument, key: IniKey): void {
  for (const line of [key.first, ...continuationOf(document, key)]) edits.drop(line);
}

export function continuationOf({ lines }: IniDocument, key: IniKey): readonly number[] {
  const own = lines.slice(key.first + 1, key.end);
  return own.flatMap(({ kind }, index) => (kind === 'continuation' ? [key.first + 1 + index] : []));
}

export function ourComments({ lines }: IniDocument, section: IniSection): readonly number[] {
  const found: number[] = [];
  for (let line = section.first + 1; line < section.end; line += 1) {
    const content = lines[line]?.content.trim() ?? '';
    if (content === writtenComment || content === takenComment) found.push(line);
  }
  return found;
}

/** Lines under the header that stay and are neither blank nor comments. */
export function meaningfulLines(
  edits: LineEdits,
  { lines }: IniDocument,
  section: IniSection,
): readonly number[] {
  const found: number[] = [];
  for (let line = section.first + 1; line < section.end; line += 1) {
    const kind = lines[line]?.kind ?? 'blank';
    if (kind !== 'blank' && kind !== 'comment' && !edits.isGone(line)) found.push(line);
  }
  return found;
}

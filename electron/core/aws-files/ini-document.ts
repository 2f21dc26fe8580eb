import type { FileProblem } from '../../../shared/aws-files-views.ts';
import type { ByteText } from '../ports.ts';
import { byteOrderMark, decode, encode } from './byte-text.ts';
import { indentOf, strip, stripEnd } from './python-text.ts';

/**
 * A file of ~/.aws as lines that know what they are and still hold every byte. What a line means follows Python's
 * configparser (https://docs.python.org/3/library/configparser.html#supported-ini-file-structure), which botocore
 * reads with; where that refuses the file, the line has a problem and is passed over.
 */
export interface IniLine {
  readonly kind: 'blank' | 'comment' | 'section' | 'key' | 'continuation' | 'passed-over';
  /** Without its ending. */
  readonly content: ByteText;
  /** Empty on a last line without one. */
  readonly ending: ByteText;
  /** The white space it starts with. */
  readonly indent: ByteText;
  /** Of a section what stands in the brackets, of a key its name in lower case. */
  readonly name: string;
  /** Of a key or continuation; stripped. */
  readonly value: string;
  readonly problems: readonly FileProblem['code'][];
}

export interface IniKey {
  readonly name: string;
  /** Lines from `first` up to `end` are its own, with comments and blank lines between them. */
  readonly first: number;
  readonly end: number;
  /** Lines joined with `\n`. */
  readonly value: string;
}

export interface IniSection {
  /** Null: the bracket is not closed, so nobody can tell what the section is. */
  readonly name: string | null;
  readonly first: number;
  readonly end: number;
  readonly keys: readonly IniKey[];
}

export interface IniDocument {
  /** A byte order mark, or nothing. */
  readonly mark: ByteText;
  readonly lines: readonly IniLine[];
  /** As they stand, twice where they are there twice. */
  readonly sections: readonly IniSection[];
}

export function parseIni(text: ByteText): IniDocument {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const lines = readLines(text.slice(mark.length));
  return { mark, lines, sections: sectionsOf(lines) };
}

export function joinIni(mark: ByteText, lines: readonly Pick<IniLine, 'content' | 'ending'>[]): ByteText {
  return mark + lines.map(({ content, ending }) => content + ending).join('');
}

/** What the next line may belong to. */
interface Place {
  readonly within: 'nothing' | 'section' | 'key' | 'passed-over';
  /** Of the last line that was no continuation. */
  readonly indent: number;
}

function readLines(text: ByteText): readonly IniLine[] {
  const lines: IniLine[] = [];
  let place: Place = { within: 'nothing', indent: 0 };
  for (const [, content = '', ending = ''] of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    if (content === '' && ending === '') break;
    const { text: line, isUtf8 } = decode(content);
    const indentation = indentOf(line);
    const read = readLine(strip(line), indentation, place);
    lines.push({
      content,
      ending,
      indent: encode(line.slice(0, indentation)),
      kind: read.kind,
      name: read.name ?? '',
      value: read.value ?? '',
      problems: [...(isUtf8 ? [] : (['not-utf-8'] as const)), ...(read.problem ? [read.problem] : [])],
    });
    place = read.place;
  }
  return lines;
}

interface ReadLine {
  readonly kind: IniLine['kind'];
  readonly name?: string;
  readonly value?: string;
  readonly problem?: FileProblem['code'];
  readonly place: Place;
}

function readLine(line: string, indent: number, place: Place): ReadLine {
  if (line === '') return { kind: 'blank', place };
  if (line.startsWith('#') || line.startsWith(';')) return { kind: 'comment', place };
  if (indent > place.indent && place.within === 'key') return { kind: 'continuation', value: line, place };
  if (indent > place.indent && place.within === 'passed-over') {
    return { kind: 'passed-over', problem: 'continuation-without-key', place };
  }
  // To the last bracket: whatever follows it is passed over in silence.
  const close = line.lastIndexOf(']');
  if (line.startsWith('[') && close > 1) {
    return { kind: 'section', name: line.slice(1, close), place: { within: 'section', indent } };
  }
  const separator = line.search(/[=:]/);
  if (separator < 0 && line.startsWith('[')) {
    // What follows must not end up in the section before.
    const next: Place = { within: 'section', indent };
    return { kind: 'section', value: line.slice(1), problem: 'section-not-closed', place: next };
  }
  if (place.within === 'nothing') return { kind: 'passed-over', problem: 'before-first-section', place };
  const name = stripEnd(line.slice(0, Math.max(separator, 0))).toLowerCase();
  if (name === '') {
    const next: Place = { within: 'passed-over', indent };
    return { kind: 'passed-over', problem: separator < 0 ? 'no-separator' : 'empty-key', place: next };
  }
  return { kind: 'key', name, value: strip(line.slice(separator + 1)), place: { within: 'key', indent } };
}

function sectionsOf(lines: readonly IniLine[]): readonly IniSection[] {
  const headers = lines.flatMap((line, index) => (line.kind === 'section' ? [index] : []));
  return headers.map((first, index) => {
    const end = headers[index + 1] ?? lines.length;
    const name = lines[first]?.name ?? '';
    return { name: name === '' ? null : name, first, end, keys: keysOf(lines, first + 1, end) };
  });
}

function keysOf(lines: readonly IniLine[], first: number, end: number): readonly IniKey[] {
  const keys: IniKey[] = [];
  let values: string[] = [];
  let open: { readonly name: string; readonly first: number; readonly end: number } | null = null;
  const close = () => {
    if (open !== null) keys.push({ ...open, value: stripEnd(values.join('\n')) });
    open = null;
  };
  for (let index = first; index < end; index += 1) {
    const line = lines[index];
    if (line?.kind === 'key') {
      close();
      open = { name: line.name, first: index, end: index + 1 };
      values = [line.value];
    } else if (line?.kind === 'continuation' && open !== null) {
      open = { name: open.name, first: open.first, end: index + 1 };
      values.push(line.value);
    } else if (line?.kind === 'blank') {
      values.push('');
    }
  }
  close();
  return keys;
}

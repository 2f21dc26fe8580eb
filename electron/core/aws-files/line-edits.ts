import type { ByteText } from '../ports.ts';
import { type IniDocument, joinIni } from './ini-document.ts';

interface PlainLine {
  readonly content: ByteText;
  readonly ending: ByteText;
}

/** Changes to the lines of a file, told by their numbers in the file as it was; every other byte stays. */
export class LineEdits {
  readonly #document: IniDocument;
  readonly #contents = new Map<number, ByteText>();
  readonly #dropped = new Set<number>();
  readonly #commented = new Set<number>();
  readonly #inserted = new Map<number, readonly ByteText[]>();
  readonly #eol: ByteText;

  constructor(document: IniDocument) {
    this.#document = document;
    this.#eol = document.lines.findLast(({ ending }) => ending !== '')?.ending ?? '\n';
  }

  replace(line: number, content: ByteText): void {
    this.#contents.set(line, content);
  }

  drop(line: number): void {
    this.#dropped.add(line);
  }

  insertAfter(line: number, contents: readonly ByteText[]): void {
    this.#inserted.set(line, contents);
  }

  isDropped(line: number): boolean {
    return this.#dropped.has(line);
  }

  /** Leaves the line to be read by people only. */
  comment(line: number): void {
    this.#commented.add(line);
    this.replace(line, `# ${this.#document.lines[line]?.content ?? ''}`);
  }

  /** Dropped or made a comment. */
  isGone(line: number): boolean {
    return this.#dropped.has(line) || this.#commented.has(line);
  }

  /** At the end, after an empty line. A file without a newline at its end goes on without one. */
  append(contents: readonly ByteText[]): void {
    const last = this.#document.lines.length - 1;
    this.insertAfter(last, last < 0 ? contents : ['', ...contents]);
  }

  /** @param endsBare - takes the last line's ending away, as it was before something was appended to it. */
  result(endsBare = false): ByteText {
    const { mark, lines } = this.#document;
    const result: PlainLine[] = [];
    const insert = (after: number, ending: ByteText) => {
      const contents = this.#inserted.get(after) ?? [];
      const previous = result.at(-1);
      if (contents.length > 0 && previous?.ending === '')
        result.splice(-1, 1, { ...previous, ending: this.#eol });
      for (const [index, content] of contents.entries()) {
        const isLast = index === contents.length - 1;
        result.push({ content, ending: ending || (isLast && after >= 0 ? '' : this.#eol) });
      }
    };
    insert(-1, '');
    for (const [index, { content, ending }] of lines.entries()) {
      if (!this.#dropped.has(index)) result.push({ content: this.#contents.get(index) ?? content, ending });
      insert(index, ending);
    }
    const last = result.at(-1);
    if (endsBare && last !== undefined) result.splice(-1, 1, { ...last, ending: '' });
    return joinIni(mark, result);
  }
}

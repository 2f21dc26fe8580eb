/** Cuts what a stream brings into lines of UTF-8 text. */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #parts: Uint8Array[] = [];
  #length = 0;

  /**
   * @param maximum bytes of a line, the newline left out.
   * @returns the lines this chunk completes; null: a line is too long or is not UTF-8, and no more can be read.
   */
  push(chunk: Uint8Array, maximum: number): readonly string[] | null {
    const lines: string[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(10, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      if (this.#length + part.length > maximum) return null;
      this.#parts.push(part);
      this.#length += part.length;
      if (end < 0) return lines;
      const line = this.#take();
      if (line === null) return null;
      lines.push(line);
      from = end + 1;
    }
  }

  #take(): string | null {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#length = 0;
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return null;
    }
  }
}

/** An object out of one line of JSON; null: it is something else. */
export function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

const wide =
  /^(?:\p{Script=Hangul}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6])/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** Terminal cells that a text takes: East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  let cells = 0;
  for (const character of text) {
    if (!invisible.test(character)) cells += wide.test(character) ? 2 : 1;
  }
  return cells;
}

type Colour = 'green' | 'yellow' | 'red';

export interface Cell {
  readonly text: string;
  readonly colour?: Colour;
}

const codes: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33 };

/** Aligned lines; a column with nothing in it but its heading is left out. No space at the end of a line. */
export function columns(
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: { readonly colour: boolean },
): string {
  const kept = headings.flatMap((_, column) =>
    rows.some((row) => (row[column]?.text ?? '') !== '') ? [column] : [],
  );
  const lines = [headings.map((text): Cell => ({ text })), ...rows].map((row) =>
    kept.map((column) => row[column] ?? { text: '' }),
  );
  const widths = kept.map((_, column) =>
    Math.max(...lines.map((line) => displayWidth(line[column]?.text ?? ''))),
  );
  return lines
    .map((line) => {
      const last = line.findLastIndex(({ text }) => text !== '');
      const cells = line.slice(0, last + 1).map((cell, column) => {
        const space = column === last ? 0 : (widths[column] ?? 0) - displayWidth(cell.text);
        return `${painted(cell, options.colour)}${' '.repeat(space)}`;
      });
      return `${cells.join('  ')}\n`;
    })
    .join('');
}

function painted({ text, colour }: Cell, allowed: boolean): string {
  return colour === undefined || !allowed ? text : `\u001b[${codes[colour]}m${text}\u001b[0m`;
}

import type { ByteText } from '../core/ports.ts';

/** Lines `start` to before `end` of the base became `lines`. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Cells of the table that finds common lines; beyond this a change counts as one block. */
const largestTable = 1_000_000;

/**
 * Puts what two writers made of the same text together, line by line. Lines that only one of them touched are as
 * that one left them, and two additions at one place both stay. Where both rewrote the same lines, `winner`'s
 * remain: both would be a key twice, for which botocore refuses the whole file.
 */
export function mergeTexts(base: ByteText, winner: ByteText, other: ByteText): ByteText {
  if (winner === other || other === base) return winner;
  if (winner === base) return other;
  const lines = linesOf(base);
  const winners = hunksBetween(lines, linesOf(winner));
  const others = hunksBetween(lines, linesOf(other));
  const merged: string[] = [];
  let position = 0;
  for (let next = earlier(winners[0], others[0]); next !== undefined; next = earlier(winners[0], others[0])) {
    append(merged, lines.slice(position, next.start));
    const { start } = next;
    let { end } = next;
    const mine: Hunk[] = [];
    const theirs: Hunk[] = [];
    // Everything of either side that lies in one stretch of the base.
    for (let grown = true; grown; ) {
      grown = false;
      for (const [from, to] of [
        [winners, mine],
        [others, theirs],
      ] as const) {
        const hunk = from[0];
        if (hunk === undefined || !touches(hunk, start, end)) continue;
        from.shift();
        to.push(hunk);
        end = Math.max(end, hunk.end);
        grown = true;
      }
    }
    const one = rewritten(lines, start, end, mine);
    const two = rewritten(lines, start, end, theirs);
    append(merged, mine.length === 0 ? two : one);
    const bothAdded = start === end && mine.length > 0 && theirs.length > 0;
    if (bothAdded && one.join('\n') !== two.join('\n')) append(merged, two);
    position = end;
  }
  append(merged, lines.slice(position));
  const end = winner.endsWith('\n') || other.endsWith('\n') ? '\n' : '';
  return merged.length === 0 ? '' : merged.join('\n') + end;
}

/** The one that comes first in the base; of two at the same place the mere addition. */
function earlier(one: Hunk | undefined, two: Hunk | undefined): Hunk | undefined {
  if (one === undefined || two === undefined) return one ?? two;
  if (one.start !== two.start) return one.start < two.start ? one : two;
  return one.end <= two.end ? one : two;
}

function touches(hunk: Hunk, start: number, end: number): boolean {
  return start === end ? hunk.start === start && hunk.end === start : hunk.start < end;
}

function rewritten(lines: readonly string[], start: number, end: number, hunks: readonly Hunk[]): string[] {
  const out: string[] = [];
  let position = start;
  for (const hunk of hunks) {
    append(out, lines.slice(position, hunk.start));
    append(out, hunk.lines);
    position = hunk.end;
  }
  append(out, lines.slice(position, end));
  return out;
}

function append(list: string[], more: readonly string[]): void {
  for (const line of more) list.push(line);
}

/** Without their ends, so that a last line stays the same when others come after it. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function hunksBetween(base: readonly string[], other: readonly string[]): Hunk[] {
  let top = 0;
  while (top < base.length && top < other.length && base[top] === other[top]) top += 1;
  let bottom = 0;
  while (
    bottom < base.length - top &&
    bottom < other.length - top &&
    base[base.length - 1 - bottom] === other[other.length - 1 - bottom]
  )
    bottom += 1;
  const end = base.length - bottom;
  const otherEnd = other.length - bottom;
  const rows = end - top;
  const columns = otherEnd - top;
  if (rows === 0 && columns === 0) return [];
  if (rows === 0 || columns === 0 || rows * columns > largestTable) {
    return [{ start: top, end, lines: other.slice(top, otherEnd) }];
  }
  // The longest common subsequence of what is left: length of it from each pair of lines to the end.
  const width = columns + 1;
  const table = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      table[row * width + column] =
        base[top + row] === other[top + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const hunks: Hunk[] = [];
  let row = 0;
  let column = 0;
  while (row < rows || column < columns) {
    const startRow = row;
    const startColumn = column;
    while (
      (row < rows || column < columns) &&
      !(row < rows && column < columns && base[top + row] === other[top + column])
    ) {
      if (column >= columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) row += 1;
      else column += 1;
    }
    if (row > startRow || column > startColumn) {
      hunks.push({
        start: top + startRow,
        end: top + row,
        lines: other.slice(top + startColumn, top + column),
      });
    }
    while (row < rows && column < columns && base[top + row] === other[top + column]) {
      row += 1;
      column += 1;
    }
  }
  return hunks;
}

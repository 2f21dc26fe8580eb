import { type Folded, fold } from './fold.ts';
import { letterRangesOf, type Range, rangesOf, type Tokens } from './match.ts';
import { asDigits } from './palette-index.ts';

/** What is shown of a profile's choice. */
export interface Shown {
  readonly name: string;
  /** Role, account, Region and the like, in a line that begins with the role. */
  readonly details: string;
  readonly role: string;
  readonly verb: string;
}

export interface Marks {
  readonly name: readonly Range[];
  readonly details: readonly Range[];
  readonly verb: readonly Range[];
}

/** Where each word of the query is seen to fit: wherever it stands as typed, else by its letters. */
export function marksOf({ name, details, role, verb }: Shown, tokens: Tokens): Marks {
  if (tokens.length === 0) return { name: [], details: [], verb: [] };
  const [nameText, detailsText, verbText] = [fold(name), fold(details), fold(verb)];
  const accounts = withoutDashes(detailsText);
  const digits = tokens.map(asDigits).filter((token) => /^\d+$/.test(token));
  const verbTokens = tokens.filter((token) => beginsWord(verbText, token));
  const standing = {
    name: rangesOf(nameText, tokens),
    details: [...rangesOf(detailsText, tokens), ...rangesOf(accounts, digits)],
    verb: rangesOf(verbText, verbTokens),
  };
  const byLetters = tokens.filter(
    (token) =>
      ![nameText, detailsText].some(({ text }) => text.includes(token)) &&
      !verbTokens.includes(token) &&
      !accounts.text.includes(asDigits(token)),
  );
  if (byLetters.length === 0) return { ...standing, details: inOrder(standing.details) };
  const ofName = letterRangesOf(nameText, byLetters);
  return {
    ...standing,
    name: inOrder([...standing.name, ...ofName]),
    details: inOrder([
      ...standing.details,
      ...(ofName.length > 0 ? [] : letterRangesOf(fold(role), byLetters)),
    ]),
  };
}

/** Of a screen or another action of the app. */
export function labelMarks(label: string, tokens: Tokens): readonly Range[] {
  const text = fold(label);
  const standing = tokens.filter((token) => text.text.includes(token));
  const byLetters = tokens.filter((token) => !standing.includes(token));
  return inOrder([...rangesOf(text, standing), ...letterRangesOf(text, byLetters)]);
}

function beginsWord({ text, starts }: Folded, token: string): boolean {
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1))
    if (starts[at] === 1) return true;
  return false;
}

/** An account is shown in groups, and typed with or without them. */
function withoutDashes({ text, starts, from }: Folded): Folded {
  const kept = [...from.keys()].filter(
    (place) => !(text[place] === '-' && /\d/.test(text[place - 1] ?? '') && /\d/.test(text[place + 1] ?? '')),
  );
  return {
    text: kept.map((place) => text[place] ?? '').join(''),
    starts: Uint8Array.from(kept.slice(0, -1), (place) => starts[place] ?? 0),
    from: kept.map((place) => from[place] ?? 0),
  };
}

function inOrder(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((left, right) => left[0] - right[0])) {
    const last = merged.at(-1);
    if (last !== undefined && last[1] >= range[0])
      merged[merged.length - 1] = [last[0], Math.max(last[1], range[1])];
    else merged.push(range);
  }
  return merged;
}

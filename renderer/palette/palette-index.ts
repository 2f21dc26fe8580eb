import { parseRoleArn } from '../../shared/aws-limits.ts';
import { accountOf, type Profile, type Recipe } from '../../shared/profile.ts';
import { sortedByName } from '../state/by-name.ts';
import { fold } from './fold.ts';
import { hasLetters, lettersIn, type Way, wayAt, ways } from './match.ts';

/**
 * What a way to be found counts, by `Way`, in each field of a profile; 0: is not looked for that way. A place in the name
 * counts more than one outside of it.
 */
const weights = [
  { field: 'name', by: [0, 20, 30, 50, 54, 58, 64] },
  { field: 'role', by: [0, 15, 25, 40, 43, 42, 46] },
  { field: 'account', by: [0, 0, 25, 40, 43, 42, 46] },
  { field: 'region', by: [0, 0, 0, 30, 30, 30, 30] },
] as const;
const [nameField, roleField, accountField] = [0, 1, 2] as const;

/** Of a label, such as a screen's: as of a name. */
export function labelWeight(way: Way): number {
  return weightOf(nameField, way);
}

function weightOf(field: number, way: Way): number {
  return weights[field]?.by[way] ?? 0;
}

/** A profile as it is searched: all fields in one text, a line each. Made once. */
export interface IndexedProfile {
  readonly profile: Profile;
  readonly text: string;
  readonly starts: Uint8Array;
  /** Where each field ends. */
  readonly ends: readonly number[];
  /** Of name and role, as `lettersIn` has them. */
  readonly letters: number;
}

const entries = new WeakMap<Profile, IndexedProfile>();
const indexes = new WeakMap<readonly Profile[], readonly IndexedProfile[]>();

/** By name: the order of equals. Made once for each state of the profiles. */
export function indexOf(profiles: readonly Profile[], locale: string): readonly IndexedProfile[] {
  const inOrder = sortedByName(profiles, locale);
  let index = indexes.get(inOrder);
  if (index === undefined) {
    index = inOrder.map(entryOf);
    indexes.set(inOrder, index);
  }
  return index;
}

function entryOf(profile: Profile): IndexedProfile {
  let entry = entries.get(profile);
  if (entry === undefined) {
    const { recipe } = profile;
    const parts = [profile.name, roleOf(recipe), accountOf(recipe) ?? '', recipe.region].map(fold);
    const ends: number[] = [];
    const starts = new Uint8Array(parts.reduce((length, part) => length + part.text.length + 1, 0));
    let end = 0;
    for (const part of parts) {
      starts.set(part.starts, end);
      end += part.text.length;
      ends.push(end);
      end += 1;
    }
    const letters = parts.slice(0, 2).reduce((all, { text }) => all | lettersIn(text), 0);
    entry = { profile, text: parts.map(({ text }) => text).join('\n'), starts, ends, letters };
    entries.set(profile, entry);
  }
  return entry;
}

/** What it acts as, in a word: the role's name without its path, the permission set, the task. */
export function roleOf(recipe: Recipe): string {
  switch (recipe.kind) {
    case 'assume-role':
    case 'assume-role-with-saml':
    case 'assume-role-with-web-identity':
      return parseRoleArn(recipe.roleArn)?.roleName ?? recipe.roleArn.split('/').at(-1) ?? '';
    case 'identity-center':
      return recipe.roleName;
    case 'assume-root':
      return recipe.task;
    default:
      return '';
  }
}

/** Digits as they are typed from what the console shows: 4210-98. */
export function asDigits(token: string): string {
  return /^\d[\d-]*$/.test(token) ? token.replaceAll('-', '') : token;
}

const found = new WeakMap<readonly IndexedProfile[], Map<string, Uint8Array>>();
/** As many as are typed in a while. */
const mostRemembered = 64;

/**
 * What the best place of a token counts in each profile; 0: it is nowhere in it. Of a query only the word that is being
 * typed is new with a key, and it is looked for only where it was without its last letter.
 */
export function weightsOf(index: readonly IndexedProfile[], token: string): Uint8Array {
  const known = found.get(index) ?? new Map<string, Uint8Array>();
  found.set(index, known);
  const before = known.get(token);
  if (before !== undefined) return before;
  const shorter = known.get(token.slice(0, -1));
  const made = new Uint8Array(index.length);
  const letters = lettersIn(token);
  for (let place = 0; place < index.length; place += 1) {
    const entry = index[place];
    if (entry !== undefined && shorter?.[place] !== 0) made[place] = weightIn(entry, token, letters);
  }
  if (known.size >= mostRemembered) known.clear();
  known.set(token, made);
  return made;
}

function weightIn({ text, starts, ends, letters }: IndexedProfile, token: string, wanted: number): number {
  let best = 0;
  const look = (what: string) => {
    for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) {
      const field = ends.findIndex((end) => at < end);
      // A token of digits and dashes is looked for as digits in the account, and as it is elsewhere.
      if (what !== token && field !== accountField) continue;
      const from = field === 0 ? 0 : (ends[field - 1] ?? 0) + 1;
      const way = wayAt(text, starts, at, at + what.length, from, ends[field] ?? 0);
      const weight = weightOf(field, way);
      if (weight > best) best = weight;
    }
  };
  look(token);
  const digits = asDigits(token);
  if (digits !== token) look(digits);
  if (best > 0 || (letters & wanted) !== wanted) return best;
  const [name = 0, role = 0] = ends;
  if (hasLetters(text, starts, token, 0, name)) return weightOf(nameField, ways.letters);
  return hasLetters(text, starts, token, name + 1, role) ? weightOf(roleField, ways.letters) : 0;
}

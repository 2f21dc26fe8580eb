import type { PaletteVerb } from '../../shared/views.ts';
import { palette as englishPart } from '../text/en/palette.ts';
import type { Text } from '../text/text.ts';
import { type Folded, fold } from './fold.ts';
import { wayOf, ways } from './match.ts';
import { type AppAction, appActions, paletteVerbs } from './palette-choice.ts';
import { labelWeight } from './palette-index.ts';

/** What can be typed for a verb or an action: its label and other words for it, in the person's language and in English. */
export interface PaletteWords {
  readonly verbs: Readonly<Record<PaletteVerb, readonly Folded[]>>;
  readonly actions: Readonly<
    Record<AppAction, { readonly labels: readonly Folded[]; readonly others: readonly Folded[] }>
  >;
}

type Catalogue = Text['palette'];
const english: Catalogue = englishPart.palette;

const made = new WeakMap<Catalogue, PaletteWords>();

export function paletteWords(catalogue: Catalogue): PaletteWords {
  let words = made.get(catalogue);
  if (words === undefined) {
    words = {
      verbs: byName(paletteVerbs, (verb) =>
        [catalogue.verbs[verb], catalogue.verbWords[verb], english.verbs[verb], english.verbWords[verb]].map(
          fold,
        ),
      ),
      actions: byName(appActions, (action) => ({
        labels: [catalogue.actions[action], english.actions[action]].map(fold),
        others: [catalogue.actionWords[action], english.actionWords[action]].map(fold),
      })),
    };
    made.set(catalogue, words);
  }
  return words;
}

/** Between the beginning of a later word of a name and its inside. */
const otherWord = 45;

/** What a token counts as one for the verb; 0: it is none. Only from the beginning of a word: every verb has an `e` in it. */
export function verbWeight(words: PaletteWords, verb: PaletteVerb, token: string): number {
  return words.verbs[verb].some((text) => wayOf(text, token) >= ways.word) ? otherWord : 0;
}

export function actionWeight(words: PaletteWords, action: AppAction, token: string): number {
  const { labels, others } = words.actions[action];
  const asLabel = Math.max(...labels.map((label) => labelWeight(wayOf(label, token))));
  return others.some((text) => wayOf(text, token) >= ways.word) ? Math.max(asLabel, otherWord) : asLabel;
}

function byName<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}

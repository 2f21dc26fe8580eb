import { scoreAt } from '../../shared/frecency.ts';
import type { Profile } from '../../shared/profile.ts';
import type { PaletteVerb, SessionView, UseView } from '../../shared/views.ts';
import { isLive } from '../state/session-list.ts';
import { fold } from './fold.ts';
import type { Tokens } from './match.ts';
import {
  type AppAction,
  appActions,
  appChoice,
  type PaletteChoice,
  paletteVerbs,
  profileChoice,
  verbsOf,
} from './palette-choice.ts';
import { type IndexedProfile, indexOf, weightsOf } from './palette-index.ts';
import { actionWeight, type PaletteWords, verbWeight } from './palette-words.ts';

export interface PaletteState {
  readonly profiles: readonly Profile[];
  readonly sessions: ReadonlyMap<string, SessionView>;
  readonly uses: readonly UseView[];
  /** Epoch ms: uses have faded until then. */
  readonly now: number;
  readonly words: PaletteWords;
  /** Of the order of names. */
  readonly locale: string;
}

export interface PaletteResults {
  readonly choices: readonly PaletteChoice[];
  /** How many there are in all. */
  readonly total: number;
}

/** As many as are drawn: who sees more than these types another letter. */
export const mostShown = 50;
/** How many profiles are offered above the screens though they were never used. */
const fewProfiles = 8;
/** What use counts beside how well the words fit: at most this, and half of it after `halfAt` uses of today. */
const mostForUse = 20;
const halfAt = 1.5;

export function tokensOf(query: string): Tokens {
  return query
    .split(/\s+/u)
    .map((word) => fold(word).text)
    .filter((word) => word !== '');
}

/**
 * What fits all words of the query, the best first; without a query what was used most, then live sessions, favourites
 * and screens. Of each profile what one most likely wants (to assume it, or to copy it when it is live) comes before its
 * other verbs, unless a verb was typed. Equal states and queries give equal answers.
 */
export function searchPalette(query: string, state: PaletteState, most = mostShown): PaletteResults {
  const tokens = tokensOf(query);
  return tokens.length === 0 ? offered(state, most) : found(tokens, state, most);
}

interface Candidate {
  readonly choice: PaletteChoice;
  /** 1: a verb that was neither typed nor used before. */
  readonly tier: 0 | 1;
  /** Of the fit and the use. */
  readonly rank: number;
  /** Among equals: screens after profiles, what is live before what is not, favourites, names, verbs. */
  readonly order: number;
}

function found(tokens: Tokens, state: PaletteState, most: number): PaletteResults {
  const { words, sessions } = state;
  const uses = usesOf(state);
  const apps: Candidate[] = [];
  for (const [place, action] of actionsNow(sessions).entries()) {
    const weights = tokens.map((token) => actionWeight(words, action, token));
    if (weights.includes(0)) continue;
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const rank = sum / tokens.length + forUse(uses.of(null, action));
    apps.push({ choice: appChoice(action), tier: 0, rank, order: 1e9 + place });
  }

  const best = new BestOf(most);
  const index = indexOf(state.profiles, state.locale);
  const fits = tokens.map((token) => weightsOf(index, token));
  const asVerbs = new Map(
    paletteVerbs.map((verb) => [verb, tokens.map((token) => verbWeight(words, verb, token))]),
  );
  /** What is nowhere in a profile, and no verb either, rules it out at once. */
  const needed = fits.filter((_, token) => ![...asVerbs.values()].some((weights) => weights[token] !== 0));
  let total = 0;
  for (let place = 0; place < index.length; place += 1) {
    const entry = index[place];
    if (entry === undefined || needed.some((weights) => weights[place] === 0)) continue;
    const { profile } = entry;
    const live = isLive(sessions.get(profile.id));
    const verbs = verbsOf(profile, live);
    const fitsAll = fits.every((weights) => weights[place] !== 0);
    for (let verbPlace = 0; verbPlace < verbs.length; verbPlace += 1) {
      const verb = verbs[verbPlace] ?? 'show';
      const byVerb = asVerbs.get(verb);
      let sum = 0;
      let typed = false;
      let all = true;
      for (let token = 0; all && token < fits.length; token += 1) {
        const [fit, asVerb] = [fits[token]?.[place] ?? 0, byVerb?.[token] ?? 0];
        all = fit > 0 || asVerb > 0;
        typed ||= asVerb > fit;
        sum += Math.max(fit, asVerb);
      }
      if (!all) continue;
      total += 1;
      const own = uses.of(profile.id, verb);
      // What comes first of a profile is never behind its other verbs.
      const score = verbPlace === 0 && fitsAll ? Math.max(own, uses.most(profile.id, verbs)) : own;
      const tier = verbPlace === 0 || typed || own > 0 ? 0 : 1;
      const rank = sum / tokens.length + forUse(score);
      if (!best.takes(tier, rank)) continue;
      best.add({
        choice: profileChoice(profile, verb, live),
        tier,
        rank,
        order: (live ? 0 : 4e8) + (profile.favourite ? 0 : 2e8) + place * 10 + verbPlace,
      });
    }
  }

  // Screens are few: they are always among what is shown.
  const candidates = [...apps, ...best.items.slice(0, Math.max(0, most - apps.length))].sort(compare);
  return { choices: candidates.map(({ choice }) => choice).slice(0, most), total: total + apps.length };
}

function offered(state: PaletteState, most: number): PaletteResults {
  const { sessions } = state;
  const uses = usesOf(state);
  const index = indexOf(state.profiles, state.locale);
  const firstVerb = ({ profile }: IndexedProfile) => {
    const live = isLive(sessions.get(profile.id));
    return profileChoice(profile, verbsOf(profile, live)[0] ?? 'show', live);
  };
  const actions = actionsNow(sessions);

  const used: { readonly choice: PaletteChoice; readonly score: number }[] = [];
  for (const entry of index) {
    const { profile } = entry;
    if (!uses.has(profile.id)) continue;
    const live = isLive(sessions.get(profile.id));
    for (const verb of verbsOf(profile, live)) {
      const score = uses.of(profile.id, verb);
      if (score > 0) used.push({ choice: profileChoice(profile, verb, live), score });
    }
  }
  for (const action of actions) {
    const score = uses.of(null, action);
    if (score > 0) used.push({ choice: appChoice(action), score });
  }
  used.sort((left, right) => right.score - left.score);

  const choices = new Map<string, PaletteChoice>();
  const add = (choice: PaletteChoice) => choices.set(choice.key, choice);
  for (const { choice } of used) add(choice);
  for (const entry of index) if (isLive(sessions.get(entry.profile.id))) add(firstVerb(entry));
  for (const entry of index) if (entry.profile.favourite) add(firstVerb(entry));
  for (const entry of index) {
    if (choices.size >= fewProfiles) break;
    add(firstVerb(entry));
  }
  const late = actions.map(appChoice).filter(({ key }) => !choices.has(key));
  const shown = [...[...choices.values()].slice(0, Math.max(0, most - late.length)), ...late].slice(0, most);
  const inView = new Set(shown.flatMap((choice) => (choice.kind === 'profile' ? [choice.profile.id] : [])));
  for (const entry of index) {
    if (shown.length >= most) break;
    if (!inView.has(entry.profile.id)) shown.push(firstVerb(entry));
    inView.add(entry.profile.id);
  }
  return { choices: shown, total: shown.length + state.profiles.length - inView.size };
}

function actionsNow(sessions: ReadonlyMap<string, SessionView>): readonly AppAction[] {
  const anyLive = [...sessions.values()].some(isLive);
  return anyLive ? appActions : appActions.filter((action) => action !== 'stop-all');
}

function forUse(score: number): number {
  return (mostForUse * score) / (score + halfAt);
}

interface Uses {
  readonly has: (profileId: string) => boolean;
  readonly of: (profileId: string | null, verb: string) => number;
  readonly most: (profileId: string, verbs: readonly PaletteVerb[]) => number;
}

/** To assume and to copy are one wish at two times: which of the two is offered depends on what is live. */
const alike: Readonly<Partial<Record<string, string>>> = { copy: 'assume' };

const counted = new WeakMap<readonly UseView[], { readonly now: number; readonly uses: Uses }>();

function usesOf(state: PaletteState): Uses {
  const before = counted.get(state.uses);
  if (before?.now === state.now) return before.uses;
  const scores = new Map<string | null, Map<string, number>>();
  for (const use of state.uses) {
    const verbs = scores.get(use.profileId) ?? new Map<string, number>();
    const verb = alike[use.verb] ?? use.verb;
    verbs.set(verb, (verbs.get(verb) ?? 0) + scoreAt(use, state.now));
    scores.set(use.profileId, verbs);
  }
  const of = (profileId: string | null, verb: string) => scores.get(profileId)?.get(alike[verb] ?? verb) ?? 0;
  const uses: Uses = {
    of,
    has: (profileId) => scores.has(profileId),
    most: (profileId, verbs) =>
      scores.has(profileId) ? verbs.reduce((most, verb) => Math.max(most, of(profileId, verb)), 0) : 0,
  };
  counted.set(state.uses, { now: state.now, uses });
  return uses;
}

function compare(left: Candidate, right: Candidate): number {
  return left.tier - right.tier || right.rank - left.rank || left.order - right.order;
}

/** The best of very many, of which most are refused at a glance. */
class BestOf {
  readonly items: Candidate[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one of this rank may be among them. */
  takes(tier: Candidate['tier'], rank: number): boolean {
    const last = this.items.length < this.#most ? undefined : this.items.at(-1);
    return last === undefined || tier < last.tier || (tier === last.tier && rank >= last.rank);
  }

  add(candidate: Candidate): void {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.items[middle];
      if (at !== undefined && compare(at, candidate) <= 0) low = middle + 1;
      else high = middle;
    }
    this.items.splice(low, 0, candidate);
    if (this.items.length > this.#most) this.items.pop();
  }
}

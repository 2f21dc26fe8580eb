/** The window's words as data: for tests of a catalogue, and for scenes that are played in any language. */

/** A leaf of a catalogue: fixed words, or words that are filled in. */
export type Leaf = string | ((...values: readonly unknown[]) => unknown);

/** Each leaf by its path, `row.assumeNamed`. */
export function leavesOf(catalogue: object, path = ''): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(catalogue)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') leaves.set(here, value);
    else if (typeof value === 'function') leaves.set(here, value as Exclude<Leaf, string>);
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, leaf] of leavesOf(value, here)) leaves.set(inner, leaf);
    }
  }
  return leaves;
}

/** The same catalogue with every sentence, filled in or not, as `change` makes it. */
export function withWords<Catalogue>(catalogue: Catalogue, change: (words: string) => string): Catalogue {
  const changed = (value: unknown, key = ''): unknown => {
    // Names of a language are for Intl, not for the eye.
    if (key === 'locale' || (key === 'language' && value === 'en')) return value;
    if (typeof value === 'string') return change(value);
    if (typeof value === 'function') {
      return (...values: readonly unknown[]) => changed(Reflect.apply(value, undefined, values));
    }
    if (Array.isArray(value)) return value.map((part) => changed(part));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, changed(part, name)]));
    }
    return value;
  };
  return changed(catalogue) as Catalogue;
}

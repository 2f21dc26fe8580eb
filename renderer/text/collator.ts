const collators = new Map<string, Intl.Collator>();

/** Orders names as a language does, and `role 2` before `role 10`. Made once: it is dear, and lists are long. */
export function collatorOf(locale: string): Intl.Collator {
  let collator = collators.get(locale);
  if (collator === undefined) {
    collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
    collators.set(locale, collator);
  }
  return collator;
}

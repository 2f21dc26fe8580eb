/** AWS's tools and the window take names of that length; see checkName in shared/aws-limits.ts. */
const longestName = 80;

/** Names that nothing has yet, each given once: a thousand roles may come to one name. */
export class FreeNames {
  readonly #taken: Set<string>;
  readonly #lastNumbers = new Map<string, number>();

  constructor(taken: readonly { readonly name: string }[]) {
    this.#taken = new Set(taken.map(({ name }) => name));
  }

  /** `name` itself, else `name (2)` and so on, its end cut where that gets too long. */
  take(name: string): string {
    let free = name;
    for (let number = (this.#lastNumbers.get(name) ?? 1) + 1; this.#taken.has(free); number += 1) {
      const suffix = ` (${number})`;
      const kept = [...name].slice(0, longestName - suffix.length).join('');
      free = `${kept.trimEnd()}${suffix}`;
      this.#lastNumbers.set(name, number);
    }
    this.#taken.add(free);
    return free;
  }
}

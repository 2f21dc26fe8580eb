/**
 * Text that must not be shown. Printing, logging, JSON and structured cloning all lose it; only `reveal()`
 * gives it back, so every use of a secret can be found by that one word.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  /** Node's util.inspect and console.log: https://nodejs.org/api/util.html#utilinspectcustom */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[redacted]';
  }
}

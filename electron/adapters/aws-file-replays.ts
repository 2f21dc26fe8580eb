import { createHash } from 'node:crypto';
import type { Result } from '../../shared/result.ts';
import { succeed } from '../../shared/result.ts';
import type { ByteText } from '../core/ports.ts';
import { mergeTexts } from './aws-file-merge.ts';

export type Change = (text: ByteText) => Result<ByteText>;

export function applied(changes: readonly Change[], text: ByteText): Result<ByteText> {
  let result: Result<ByteText> = succeed(text);
  for (const change of changes) if (result.ok) result = change(result.value);
  return result;
}

/** Stands for a text where the text itself, which may hold keys, need not be kept. Null: no file. */
export function digest(text: ByteText | null): string {
  return text === null ? 'absent' : createHash('sha256').update(text, 'latin1').digest('base64');
}

/**
 * What we did to a file since we replaced a certain state of it, so that it can be done again to what another program
 * made of that state.
 */
class Replay {
  #changes: Change[];
  /** Where our changes led; null: another program wrote between them. */
  #result: string | null;

  constructor(changes: readonly Change[], result: string | null) {
    this.#changes = [...changes];
    this.#result = result;
  }

  wrote(from: string, to: string, changes: readonly Change[]): void {
    if (this.#result !== from) {
      this.#result = null;
      return;
    }
    this.#changes.push(...changes);
    this.#result = to;
  }

  /** The current text with what `late` made of `base`; our changes are made anew while the current text is ours alone. */
  bringIn(current: ByteText, base: ByteText, late: ByteText): ByteText {
    if (digest(current) === this.#result) {
      const again = applied(this.#changes, late);
      if (again.ok) return again.value;
    }
    return mergeTexts(base, current, late);
  }
}

/** The replays of one file. */
export class Replays {
  readonly #open = new Set<Replay>();
  #latest: string | null = null;

  /** A write of ours, by digests. */
  wrote(from: string, to: string, changes: readonly Change[]): void {
    for (const replay of this.#open) replay.wrote(from, to, changes);
    this.#latest = to;
  }

  /** Right after the write that these changes made. */
  begin(changes: readonly Change[]): Replay {
    const replay = new Replay(changes, this.#latest);
    this.#open.add(replay);
    return replay;
  }

  end(replay: Replay): void {
    this.#open.delete(replay);
  }
}

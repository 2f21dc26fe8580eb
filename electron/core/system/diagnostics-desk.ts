import type { Slices } from '../../../shared/views.ts';
import type { Clock } from '../ports.ts';
import { diagnosticsText, mostLogLines } from './diagnostics.ts';
import type { Machine } from './system-ports.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly machine: Machine;
  readonly slices: () => Slices;
}

/** Makes the report, and keeps what was shown: what is copied or saved is what the person has read. */
export class DiagnosticsDesk {
  readonly #deps: Dependencies;
  readonly #shown = new Map<boolean, string>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  async make(withAccounts: boolean): Promise<string> {
    const { clock, machine, slices } = this.#deps;
    const [facts, logLines] = await Promise.all([machine.facts(), machine.logLines(mostLogLines)]);
    const text = diagnosticsText({ now: clock.now(), facts, logLines, slices: slices(), withAccounts });
    this.#shown.set(withAccounts, text);
    return text;
  }

  async shown(withAccounts: boolean): Promise<string> {
    return this.#shown.get(withAccounts) ?? this.make(withAccounts);
  }
}

import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { ManagedSections } from '../aws-files/managed-sections.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Machine, ResetAtEnd, SystemDialogs } from './system-ports.ts';

interface Dependencies {
  readonly registry: Registry;
  readonly managedSections: Pick<ManagedSections, 'removeAll'>;
  readonly dialogs: Pick<SystemDialogs, 'confirmReset'>;
  readonly machine: Pick<Machine, 'dataFolder'>;
  readonly atEnd: ResetAtEnd;
}

/**
 * Removes all that Keycutter ever stored. First, with everything still running, what it wrote into files that are the
 * person's; the rest when everything has stopped, so that nothing writes it again. Killed in between, the next run finds
 * what is left and can be told the same again.
 */
export class Reset {
  readonly #deps: Dependencies;
  #asking = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: cancelled. What can't be removed is told at the end, when the window is gone. */
  async ask(): Promise<Result<undefined>> {
    const { registry, managedSections, dialogs, machine, atEnd } = this.#deps;
    if (this.#asking) return fail(appError('cancelled'));
    this.#asking = true;
    try {
      const own = <Entry extends { readonly demo?: boolean; readonly kept?: string }>(
        entries: readonly Entry[],
      ) => entries.filter(({ demo, kept }) => demo !== true && kept !== 'demo').length;
      const answer = await dialogs.confirmReset({
        accessKeys: own(registry.accessKeys),
        profiles: own(registry.profiles),
        signIns: registry.signIns.length,
        sections: registry.managedSections.map(({ name }) => name),
        dataFolder: machine.dataFolder,
      });
      if (answer === 'cancel') return fail(appError('cancelled'));
      const left = await managedSections.removeAll();
      atEnd.begin(answer, left);
      return succeed();
    } finally {
      this.#asking = false;
    }
  }
}

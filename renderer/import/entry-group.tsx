import { memo, useId } from 'react';
import type { ImportEntry } from '../../shared/aws-files-views.ts';
import { useApp } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Unbroken } from '../parts/unbroken.tsx';
import { becomesText, type ImportGroup, isImportable } from './import-list.ts';

export interface EntryGroupProps {
  readonly group: ImportGroup;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (names: readonly string[], chosen: boolean) => void;
  /** While importing, nothing is chosen any more. */
  readonly frozen: boolean;
}

export function EntryGroup({ group: { outcome, entries }, chosen, choose, frozen }: EntryGroupProps) {
  const { text } = useApp();
  const words = text.importing;
  const id = useId();
  const title = words.groups[outcome];
  const names = entries.filter(isImportable).map((entry) => entry.name);
  const allChosen = names.every((name) => chosen.has(name));
  return (
    <section className="import-group" aria-labelledby={id}>
      <div className="import-head">
        <h2 id={id} className="group-title num">
          {title} <span className="import-count">{entries.length}</span>
        </h2>
        {names.length > 1 && (
          <Button
            small
            look="quiet"
            label={allChosen ? words.none : words.all}
            aria-label={allChosen ? words.noneOf(title) : words.allOf(title)}
            inactive={frozen}
            onClick={() => choose(names, !allChosen)}
          />
        )}
      </div>
      {outcome === 'managed' && <p className="field-help">{words.managedHelp}</p>}
      <ul className="import-entries" aria-label={title}>
        {entries.map((entry) => (
          <Entry
            key={entry.name}
            entry={entry}
            chosen={isImportable(entry) ? chosen.has(entry.name) : null}
            choose={choose}
            frozen={frozen}
          />
        ))}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly entry: ImportEntry;
  /** Null: it can't be chosen. */
  readonly chosen: boolean | null;
  readonly choose: EntryGroupProps['choose'];
  readonly frozen: boolean;
}

const Entry = memo(
  function Entry({ entry, chosen, choose, frozen }: EntryProps) {
    const { text } = useApp();
    const id = useId();
    const words = (
      <span className="import-words">
        <span className="name">
          <MiddleCut text={entry.name} />
        </span>
        <span className="import-becomes">
          <Unbroken text={becomesText(entry, text)} />
        </span>
        {entry.commands?.map((command) => (
          <span key={command} className="import-command">
            {text.importing.runs} <code className="mono">{command}</code>
          </span>
        ))}
        {entry.notes.map((note) => (
          <span
            key={`${note.code} ${JSON.stringify(note.params)}`}
            className={entry.outcome === 'unusable' ? 'import-note wrong' : 'import-note'}
          >
            {text.importNote(note.code, note.params, entry.name)}
          </span>
        ))}
      </span>
    );
    if (chosen === null) {
      return (
        <li className="import-entry" aria-label={entry.name}>
          {words}
        </li>
      );
    }
    return (
      <li className="import-entry" aria-label={entry.name}>
        <label className="import-choice">
          <input
            type="checkbox"
            aria-label={text.importing.choose(entry.name)}
            aria-describedby={id}
            checked={chosen}
            disabled={frozen}
            onChange={(event) => choose([entry.name], event.target.checked)}
          />
          <span id={id} className="import-described">
            {words}
          </span>
        </label>
      </li>
    );
  },
  // `choose` is made anew at each draw but always does the same.
  (before, after) =>
    before.entry === after.entry && before.chosen === after.chosen && before.frozen === after.frozen,
);

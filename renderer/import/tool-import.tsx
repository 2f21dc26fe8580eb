import { type ReactNode, useId, useState } from 'react';
import type { ImportOutcome } from '../../shared/aws-files-views.ts';
import type { OtherTool, OtherToolEntry, OtherToolPreview } from '../../shared/sign-in-views.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Screen } from '../parts/screen.tsx';
import { ImportDone } from './import-done.tsx';
import './import.css';

export interface ToolImportProps {
  readonly tool: OtherTool;
  /** The choice of where to import from. */
  readonly where: ReactNode;
}

/** Nothing of the other tool is read before the person says so. */
export function ToolImport({ tool, where }: ToolImportProps) {
  const { api, navigation, text } = useApp();
  const words = text.importing;
  const name = words.tools[tool];
  const [preview, setPreview] = useState<OtherToolPreview | null>(null);
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const usable = preview?.entries.filter(({ becomes }) => becomes !== null) ?? [];
  const unusable = preview?.entries.filter(({ becomes }) => becomes === null) ?? [];
  const chosen = usable.filter(({ id }) => !unticked.has(id)).map(({ id }) => id);
  const reading = useCall((options) => api.otherTools.preview({ tool }, options));
  const importing = useCall((options) => api.otherTools.import({ tool, ids: chosen }, options));
  useHoldOpen(reading.busy || importing.busy);

  const read = async () => {
    const result = await reading.run();
    if (result.ok) setPreview(result.value);
  };
  const submit = async () => {
    const result = await importing.run();
    if (result.ok) setOutcome(result.value);
  };
  const tick = (id: string, on: boolean) =>
    setUnticked((before) => {
      const after = new Set(before);
      if (on) after.delete(id);
      else after.add(id);
      return after;
    });
  const listed = outcome === null && usable.length > 0;
  return (
    <Screen
      title={words.titleFrom(name)}
      onBack={navigation.back}
      footer={
        listed ? (
          <>
            <p className="screen-footer-words" role="status">
              {importing.error === null ? words.toolConsent : <FailureText error={importing.error} />}
            </p>
            <Button label={text.cancel} onClick={importing.busy ? importing.cancel : navigation.back} />
            <Button
              look="primary"
              label={importing.busy ? words.submitting : words.submit(chosen.length)}
              inactive={chosen.length === 0}
              busy={importing.busy}
              onClick={() => void submit()}
            />
          </>
        ) : undefined
      }
    >
      {outcome === null && where}
      {reading.error !== null && <FailureBox error={reading.error} />}
      {outcome !== null && <ImportDone outcome={outcome} />}
      {preview === null && (
        <Empty
          title={words.toolTitle[tool]}
          hint={words.toolHint[tool]}
          action={
            <span className="tool-actions">
              <Button
                look="primary"
                label={reading.busy ? words.toolReading(name) : words.toolRead(name)}
                busy={reading.busy}
                onClick={() => void read()}
              />
              {reading.busy && <Button label={text.cancel} onClick={reading.cancel} />}
            </span>
          }
        />
      )}
      {preview !== null && preview.entries.length === 0 && (
        <Empty
          title={preview.place === null ? words.toolNothing(name) : words.toolEmpty(name)}
          hint={preview.place === null ? words.toolNothingHint : words.toolPlace(preview.place)}
          action={<Button label={words.again} busy={reading.busy} onClick={() => void read()} />}
        />
      )}
      {outcome === null && preview !== null && preview.place !== null && preview.entries.length > 0 && (
        <p className="import-from">{words.toolPlace(preview.place)}</p>
      )}
      {listed && (
        <ToolEntries
          title={words.toolFound}
          entries={usable}
          ticked={chosen}
          frozen={importing.busy}
          tick={tick}
        />
      )}
      {outcome === null && unusable.length > 0 && <ToolEntries title={words.toolCannot} entries={unusable} />}
    </Screen>
  );
}

interface ToolEntriesProps {
  readonly title: string;
  readonly entries: readonly OtherToolEntry[];
  /** Absent: none of these can be chosen. */
  readonly ticked?: readonly string[];
  readonly frozen?: boolean;
  readonly tick?: (id: string, on: boolean) => void;
}

function ToolEntries({ title, entries, ticked, frozen = false, tick }: ToolEntriesProps) {
  const { text } = useApp();
  const id = useId();
  const chosen = new Set(ticked);
  return (
    <section className="import-group" aria-labelledby={id}>
      <div className="import-head">
        <h2 id={id} className="group-title num">
          {title} <span className="import-count">{entries.length}</span>
        </h2>
      </div>
      <ul className="import-entries" aria-label={title}>
        {entries.map((entry) => (
          <li key={entry.id} className="import-entry" aria-label={entry.name}>
            {ticked === undefined ? (
              <EntryWords entry={entry} />
            ) : (
              <label className="import-choice">
                <input
                  type="checkbox"
                  aria-label={text.importing.choose(entry.name)}
                  aria-describedby={`${id}-${entry.id}`}
                  checked={chosen.has(entry.id)}
                  disabled={frozen}
                  onChange={(event) => tick?.(entry.id, event.target.checked)}
                />
                <span id={`${id}-${entry.id}`} className="import-described">
                  <EntryWords entry={entry} />
                </span>
              </label>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryWords({ entry: { name, becomes, about, problem } }: { readonly entry: OtherToolEntry }) {
  const { text } = useApp();
  const kind = becomes === null ? '' : text.importing.kind[becomes];
  return (
    <span className="import-words">
      <span className="name">
        <MiddleCut text={name} />
      </span>
      <span className="import-becomes">{[kind, about].filter((part) => part !== '').join(' · ')}</span>
      {problem !== null && (
        <span className={becomes === null ? 'import-note wrong' : 'import-note'}>
          <FailureText error={problem} />
        </span>
      )}
    </span>
  );
}

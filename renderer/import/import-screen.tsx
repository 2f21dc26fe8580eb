import Search from 'lucide-react/icons/search';
import { type ReactNode, useMemo, useState } from 'react';
import type { ImportPreview } from '../../shared/aws-files-views.ts';
import { useApp } from '../app/app-context.tsx';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button, Spinner } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Screen } from '../parts/screen.tsx';
import { EntryGroup } from './entry-group.tsx';
import { FileProblems } from './file-problems.tsx';
import { ImportDone } from './import-done.tsx';
import { importGroups } from './import-list.ts';
import { ToolImport } from './tool-import.tsx';
import { type Import, useImport } from './use-import.ts';
import { type ImportFrom, WhereFrom } from './where-from.tsx';
import './import.css';

/** From how many sections on there is a search. */
const searchFrom = 12;

/** From ~/.aws, or from what another tool keeps. */
export function ImportScreen() {
  const [from, setFrom] = useState<ImportFrom>('files');
  const where = <WhereFrom from={from} onChoose={setFrom} />;
  return from === 'files' ? (
    <FilesImport where={where} />
  ) : (
    <ToolImport key={from} tool={from} where={where} />
  );
}

function FilesImport({ where }: { readonly where: ReactNode }) {
  const { navigation, text } = useApp();
  const words = text.importing;
  const state = useImport();
  const { preview, reading, importing, chosen, outcome } = state;
  useHoldOpen(importing.busy);
  const listed = preview !== null && outcome === null && preview.entries.length > 0;
  return (
    <Screen
      title={words.title}
      onBack={navigation.back}
      footer={
        listed ? (
          <>
            <p className="screen-footer-words">
              {importing.error === null ? words.nothingChanges : <FailureText error={importing.error} />}
            </p>
            <Button label={text.cancel} onClick={importing.busy ? importing.cancel : navigation.back} />
            <Button
              look="primary"
              label={importing.busy ? words.submitting : words.submit(chosen.size)}
              inactive={chosen.size === 0}
              busy={importing.busy}
              onClick={() => void state.submit()}
            />
          </>
        ) : undefined
      }
    >
      {outcome === null && where}
      {reading.error !== null && <FailureBox error={reading.error} onRetry={() => void state.read()} />}
      {preview === null && reading.busy && (
        <p className="import-reading" role="status">
          <Spinner /> {words.reading}…
        </p>
      )}
      {outcome !== null && <ImportDone outcome={outcome} />}
      {preview !== null && outcome === null && <Listed preview={preview} state={state} />}
    </Screen>
  );
}

function Listed({ preview, state }: { readonly preview: ImportPreview; readonly state: Import }) {
  const { text } = useApp();
  const words = text.importing;
  const [query, setQuery] = useState('');
  const groups = useMemo(() => importGroups(preview.entries, query, text), [preview, query, text]);
  return (
    <>
      {state.outdated && (
        <p className="restored" role="alert">
          {words.outdated}
        </p>
      )}
      <p className="import-from">
        <span>{words.from}</span>
        <span className="mono">
          <MiddleCut text={preview.configPath} keep={14} />
        </span>
        <span>{words.and}</span>
        <span className="mono">
          <MiddleCut text={preview.credentialsPath} keep={18} />
        </span>
      </p>
      <FileProblems preview={preview} />
      {preview.entries.length >= searchFrom && (
        <label className="search-box import-search">
          <Search size={16} aria-hidden="true" />
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={query}
            maxLength={200}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
      )}
      {preview.entries.length === 0 ? (
        <Empty
          title={words.emptyTitle}
          hint={words.emptyHint}
          action={<Button label={words.again} busy={state.reading.busy} onClick={() => void state.read()} />}
        />
      ) : (
        groups.length === 0 && (
          <Empty title={words.nothingFoundTitle(query.trim())} hint={words.nothingFoundHint} />
        )
      )}
      {groups.map((group) => (
        <EntryGroup
          key={group.outcome}
          group={group}
          chosen={state.chosen}
          choose={state.choose}
          frozen={state.importing.busy}
        />
      ))}
    </>
  );
}

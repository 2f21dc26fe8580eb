import { useEffect, useRef, useState } from 'react';
import type { ImportOutcome, ImportPreview } from '../../shared/aws-files-views.ts';
import { useApp } from '../app/app-context.tsx';
import { type Call, useCall } from '../app/use-call.ts';
import { isImportable } from './import-list.ts';

export interface Import {
  readonly preview: ImportPreview | null;
  readonly reading: Call<ImportPreview>;
  readonly importing: Call<ImportOutcome>;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (names: readonly string[], chosen: boolean) => void;
  /** The files changed under the last attempt, and this is the new list. */
  readonly outdated: boolean;
  readonly outcome: ImportOutcome | null;
  readonly read: () => Promise<void>;
  readonly submit: () => Promise<void>;
}

/** Reads the preview at once; what is new or changed starts chosen, and what was unticked stays so over a new list. */
export function useImport(): Import {
  const { api } = useApp();
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const [outdated, setOutdated] = useState(false);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const reading = useCall((options) => api.awsFiles.preview({}, options));
  const chosen = new Set(
    (preview?.entries ?? [])
      .filter((entry) => isImportable(entry) && !unticked.has(entry.name))
      .map((entry) => entry.name),
  );
  const importing = useCall((options) =>
    api.awsFiles.import({ digest: preview?.digest ?? '', sections: [...chosen] }, options),
  );

  const read = async () => {
    setOutcome(null);
    const result = await reading.run();
    if (result.ok) setPreview(result.value);
  };
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void read();
  });

  return {
    preview,
    reading,
    importing,
    chosen,
    outdated,
    outcome,
    choose: (names, on) =>
      setUnticked((before) => {
        const after = new Set(before);
        for (const name of names) {
          if (on) after.delete(name);
          else after.add(name);
        }
        return after;
      }),
    read: async () => {
      setOutdated(false);
      await read();
    },
    submit: async () => {
      setOutdated(false);
      const result = await importing.run();
      if (result.ok) setOutcome(result.value);
      else if (result.error.code === 'import-outdated') {
        importing.dismiss();
        setOutdated(true);
        await read();
      }
    },
  };
}

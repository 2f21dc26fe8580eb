import { useRef, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import { useApp, useSlices } from '../app/app-context.tsx';

export interface SettingsEditing {
  readonly settings: Settings;
  readonly error: AppError | null;
  /** Saves at once. */
  readonly change: (part: Partial<Settings>) => void;
}

/**
 * The settings with this screen's changes already in: `settings.save` takes all of them, so a second change made
 * before main has published the first must not undo it.
 */
export function useSettings(): SettingsEditing {
  const { api } = useApp();
  const published = useSlices((slices) => slices.settings);
  const [changes, setChanges] = useState<Partial<Settings>>({});
  const [error, setError] = useState<AppError | null>(null);
  const latest = useRef<Settings>(published);
  const [before, setBefore] = useState(published);
  if (before !== published) {
    setBefore(published);
    setChanges(notYetIn(published, changes));
  }
  const settings = { ...published, ...changes };
  latest.current = settings;

  const change = async (part: Partial<Settings>) => {
    const wanted = { ...latest.current, ...part };
    latest.current = wanted;
    setChanges((earlier) => ({ ...earlier, ...part }));
    const result = await api.settings.save(wanted);
    setError(result.ok ? null : result.error);
    if (!result.ok) setChanges({});
  };
  return { settings, error, change: (part) => void change(part) };
}

/** What was published is main's again: it may be changed elsewhere, such as the size of the text by its keys. */
function notYetIn(published: Settings, changes: Partial<Settings>): Partial<Settings> {
  const waiting = Object.entries(changes).filter(
    ([name, value]) => published[name as keyof Settings] !== value,
  );
  return Object.fromEntries(waiting);
}

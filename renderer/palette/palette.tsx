import { Dialog } from '@base-ui/react/dialog';
import Search from 'lucide-react/icons/search';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { sessionsById, useApp, useSlices } from '../app/app-context.tsx';
import { Empty } from '../parts/empty.tsx';
import type { PaletteChoice } from './palette-choice.ts';
import { PaletteOption } from './palette-option.tsx';
import { searchPalette, tokensOf } from './palette-search.ts';
import { paletteWords } from './palette-words.ts';
import '../parts/dialog.css';
import './palette.css';

export interface PaletteProps {
  /** Closes it and does what was chosen. */
  readonly onChoose: (choice: PaletteChoice) => void;
  readonly onClose: () => void;
}

/** Rows that Page Up and Page Down go over. */
const page = 8;
/** ms without a key after which a screen reader is told how much was found. */
const pause = 600;

/**
 * Typing a part of what one wants, and Enter. The combobox keeps the focus and names the option that is chosen:
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function Palette({ onChoose, onClose }: PaletteProps) {
  const { clock, text } = useApp();
  const words = text.palette;
  const profiles = useSlices((slices) => slices.profiles);
  const sessions = useSlices((slices) => slices.sessions);
  const uses = useSlices((slices) => slices.uses);
  // The order does not change under the fingers as time passes.
  const [now] = useState(() => clock.now());
  const [query, setQuery] = useState('');
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  // Before the dialog gets to it: what is typed right after Ctrl+K belongs here.
  const [returnTo] = useState(() => document.activeElement);
  const takeFocus = useCallback((input: HTMLInputElement | null) => input?.focus(), []);
  const list = useRef<HTMLDivElement>(null);
  const acted = useRef(false);
  const id = useId();

  const { choices, total } = useMemo(
    () =>
      searchPalette(query, {
        profiles,
        sessions: sessionsById(sessions),
        uses,
        now,
        words: paletteWords(words),
        locale: text.locale,
      }),
    [query, profiles, sessions, uses, now, words, text.locale],
  );
  const tokens = useMemo(() => tokensOf(query), [query]);
  // By its key: what comes from main meanwhile must not put something else under the Enter key.
  const kept = choices.findIndex(({ key }) => key === chosenKey);
  const current = Math.max(kept, 0);
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    const option = list.current?.querySelector('[aria-selected="true"]');
    if (current === 0) list.current?.scrollTo({ top: 0 });
    else option?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  // The same one while letters are typed, or every option would be drawn anew with each arrow key.
  const choose = useCallback(
    (choice: PaletteChoice) => {
      acted.current = true;
      onChoose(choice);
    },
    [onChoose],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    // While a syllable is being put together its keys belong to the input method.
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const next = movedTo(event.key, current, choices.length - 1);
    if (next !== null) setChosenKey(choices[next]?.key ?? null);
    else if (event.key !== 'Enter') return;
    else if (choices[current] !== undefined) choose(choices[current]);
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="dialog-place palette-place">
          <Dialog.Popup
            className="dialog palette"
            aria-label={words.title}
            initialFocus={false}
            // What was chosen leads elsewhere.
            finalFocus={() => (!acted.current && returnTo instanceof HTMLElement ? returnTo : false)}
          >
            <div className="palette-field">
              <Search size={17} aria-hidden="true" />
              <input
                ref={takeFocus}
                type="text"
                role="combobox"
                value={query}
                placeholder={words.placeholder}
                aria-label={words.title}
                aria-expanded={choices.length > 0}
                aria-controls={`${id}-list`}
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-activedescendant={choices.length > 0 ? optionId(current) : undefined}
                aria-description={words.hint}
                spellCheck={false}
                autoComplete="off"
                autoCapitalize="off"
                maxLength={200}
                onChange={(event) => {
                  setQuery(event.target.value);
                  setChosenKey(null);
                }}
                onKeyDown={onKeyDown}
              />
            </div>
            {choices.length === 0 && <Empty title={words.nothing(query.trim())} hint={words.nothingHint} />}
            <div
              ref={list}
              id={`${id}-list`}
              role="listbox"
              tabIndex={-1}
              aria-label={words.results}
              className="palette-list"
              hidden={choices.length === 0}
            >
              {choices.map((choice, index) => (
                <PaletteOption
                  key={choice.key}
                  id={optionId(index)}
                  choice={choice}
                  tokens={tokens}
                  selected={index === current}
                  onPoint={setChosenKey}
                  onChoose={choose}
                />
              ))}
            </div>
            {total > choices.length && (
              <p className="palette-more num">{words.more(total - choices.length)}</p>
            )}
            <Found
              words={
                query.trim() === '' ? '' : total === 0 ? words.nothing(query.trim()) : words.count(total)
              }
            />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Where a key leads from the option that is chosen; null: nowhere. */
function movedTo(key: string, current: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current >= last ? 0 : current + 1;
    case 'ArrowUp':
      return current === 0 ? last : current - 1;
    case 'PageDown':
      return Math.min(last, current + page);
    case 'PageUp':
      return Math.max(0, current - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** How much was found, said once the person stops typing. */
function Found({ words }: { readonly words: string }) {
  const { clock } = useApp();
  const [said, setSaid] = useState('');
  useEffect(() => clock.setTimer(pause, () => setSaid(words)), [clock, words]);
  return (
    <div className="for-screen-readers" role="status">
      {said}
    </div>
  );
}

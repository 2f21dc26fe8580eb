import { Suspense, useEffect, useState } from 'react';
import { useApp, useSlices, useValue } from '../app/app-context.tsx';
import { ConfirmDialog, Palette } from '../app/lazy-parts.tsx';
import type { PaletteChoice } from './palette-choice.ts';
import { leaves, useCarryOut } from './use-carry-out.ts';

/** The command palette over whatever screen is there: Ctrl+K, or Command+K on a Mac. */
export function PaletteHost() {
  const { holdOpen, navigation, palette, text } = useApp();
  const open = useValue(palette);
  const [leaving, setLeaving] = useState<PaletteChoice | null>(null);
  const carryOut = useCarryOut();
  usePaletteKey();
  useMakeWay();

  const choose = (choice: PaletteChoice) => {
    palette.set(false);
    // The profile editor keeps what was typed for when one comes back; other forms may hold a secret, and do not.
    const keepsDraft = ['editor', 'sessions'].includes(navigation.get().kind);
    if (leaves(choice) && !keepsDraft && holdOpen.isHeld()) setLeaving(choice);
    else carryOut(choice);
  };

  return (
    <>
      {open && (
        <Suspense>
          <Palette onChoose={choose} onClose={() => palette.set(false)} />
        </Suspense>
      )}
      {leaving !== null && (
        <Suspense>
          <ConfirmDialog
            title={text.palette.leaveTitle}
            body={text.palette.leaveBody}
            confirm={text.palette.leave}
            cancel={text.palette.stay}
            onConfirm={() => carryOut(leaving)}
            onClose={() => setLeaving(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function usePaletteKey(): void {
  const { palette } = useApp();
  const mac = useSlices((slices) => slices.status.platform === 'darwin');
  const asked = useAsked();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // On a Mac, Control+K deletes to the end of the line.
      const control = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
      if (!control || event.altKey || event.shiftKey || !isK(event)) return;
      event.preventDefault();
      if (palette.get()) palette.set(false);
      else if (!asked && !isCovered()) palette.set(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [palette, mac, asked]);
}

/** Under a Hangul or Cyrillic layout the key has a letter of that script. */
function isK({ key, code }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' || (code === 'KeyK' && !/^[a-z]$/i.test(key));
}

/** A question or a menu that is open is answered first. */
function isCovered(): boolean {
  return document.querySelector('.popup[data-open], .dialog[data-open]') !== null;
}

function useAsked(): boolean {
  return useSlices(
    ({ prompt, signInPrompt, approval }) => prompt !== null || signInPrompt !== null || approval !== null,
  );
}

/** It closes for a question that main puts, for a row that was asked for elsewhere, and with the panel. */
function useMakeWay(): void {
  const { goTo, navigation, palette } = useApp();
  const asked = useAsked();
  const row = useValue(goTo);
  useEffect(() => navigation.subscribe(() => palette.set(false)), [navigation, palette]);
  useEffect(() => {
    if (asked || row !== null) palette.set(false);
  }, [asked, row, palette]);
  useEffect(() => {
    const onHidden = () => {
      if (document.visibilityState === 'hidden') palette.set(false);
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => document.removeEventListener('visibilitychange', onHidden);
  }, [palette]);
}

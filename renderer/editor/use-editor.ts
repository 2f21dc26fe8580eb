import { useEffect, useMemo, useRef, useState } from 'react';
import { type DurationAdvice, durationAdvice } from '../../shared/duration-advice.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ProfileLookup } from '../../shared/profile-chain.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { type Call, useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import type { EditorTarget } from '../state/navigation.ts';
import { profilesById } from '../state/profile-index.ts';
import { type EditorField, type EditorForm, sameForm, withOnlyChoice } from './editor-form.ts';
import { type Problems, problemsOf } from './editor-problems.ts';
import { draftOf, recipeOf } from './editor-recipe.ts';

/** After this pause in typing a field counts as touched, so nobody is corrected in the middle of a word. */
const pause = 700;

export interface Editor {
  readonly form: EditorForm;
  readonly change: <Field extends EditorField>(
    field: Field,
    value: EditorForm[Field],
    touchedKey?: string,
  ) => void;
  /** Several at once, chosen and not typed. */
  readonly choose: (part: Partial<EditorForm>) => void;
  readonly touch: (key: string) => void;
  /** The sentence to show under a field now; null while it is fine or not touched yet. */
  readonly problem: (key: string) => string | null;
  readonly problems: Problems;
  readonly profileOf: ProfileLookup;
  readonly advice: DurationAdvice | null;
  /** As it is saved; null: a new one. */
  readonly saved: Profile | null;
  readonly dirty: boolean;
  /** The form was found as it was left, with changes unsaved. */
  readonly restored: boolean;
  readonly startAfresh: () => void;
  readonly saving: Call<string>;
  readonly save: (thenAssume: boolean) => Promise<void>;
  readonly discard: () => void;
}

export function useEditor(target: EditorTarget, initial: EditorForm): Editor {
  const { api, clock, drafts, goTo, navigation, rowCalls, text } = useApp();
  const keys = useSlices((slices) => slices.accessKeys);
  const profiles = useSlices((slices) => slices.profiles);
  const signIns = useSlices((slices) => slices.signIns);
  const roleMaximums = useSlices((slices) => slices.roleMaximums);
  const [base] = useState(initial);
  const [kept] = useState(() => drafts.get(target));
  const [form, setForm] = useState(() => {
    if (kept === null) return base;
    // A key or sign-in may have been added in between.
    return target.kind === 'new' ? withOnlyChoice(kept, { keys, signIns }) : kept;
  });
  const [restored, setRestored] = useState(kept !== null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const timers = useRef(new Map<string, () => void>());
  const dirty = !sameForm(form, base);
  useHoldOpen(dirty);

  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const stop of running.values()) stop();
    };
  }, []);

  const editedId = target.kind === 'edit' ? target.profileId : undefined;
  const facts = useMemo(
    () => ({ profileOf: (id: string) => profilesById(profiles).get(id), roleMaximums }),
    [profiles, roleMaximums],
  );
  const problems = useMemo(
    () => problemsOf(form, { text, keys, profiles, signIns, ownId: editedId ?? null, ...facts }),
    [form, text, keys, profiles, signIns, editedId, facts],
  );
  const advice = useMemo(() => durationAdvice(recipeOf(form), facts), [form, facts]);
  const saving = useCall((options) =>
    api.profiles.save(
      editedId === undefined ? { draft: draftOf(form) } : { id: editedId, draft: draftOf(form) },
      options,
    ),
  );

  const touch = (key: string) => {
    timers.current.get(key)?.();
    timers.current.delete(key);
    setTouched((before) => (before.has(key) ? before : new Set(before).add(key)));
  };
  const replace = (next: EditorForm) => {
    setForm(next);
    if (sameForm(next, base)) drafts.drop(target);
    else drafts.keep(target, next);
  };

  return {
    form,
    problems,
    profileOf: facts.profileOf,
    advice,
    saved: (editedId !== undefined && profilesById(profiles).get(editedId)) || null,
    dirty,
    restored,
    saving,
    touch,
    problem: (key) => (tried || touched.has(key) ? (problems.get(key) ?? null) : null),
    change: (field, value, touchedKey = field) => {
      replace({ ...form, [field]: value });
      timers.current.get(touchedKey)?.();
      timers.current.set(
        touchedKey,
        clock.setTimer(pause, () => touch(touchedKey)),
      );
    },
    choose: (part) => {
      const next = { ...form, ...part };
      const otherKind = 'kind' in part || 'tokenFrom' in part;
      replace(otherKind ? withOnlyChoice(next, { keys, signIns }) : next);
    },
    startAfresh: () => {
      replace(base);
      setTouched(new Set());
      setTried(false);
      setRestored(false);
    },
    save: async (thenAssume) => {
      setTried(true);
      if (problems.size > 0) return;
      const result = await saving.run();
      if (!result.ok) return;
      drafts.drop(target);
      goTo.set(result.value);
      navigation.set({ kind: 'sessions' });
      if (thenAssume) await rowCalls.assume(result.value);
    },
    discard: () => {
      drafts.drop(target);
      navigation.back();
    },
  };
}

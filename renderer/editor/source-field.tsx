import { Combobox } from '@base-ui/react/combobox';
import ArrowRight from 'lucide-react/icons/arrow-right';
import Check from 'lucide-react/icons/check';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { Fragment, useMemo } from 'react';
import { chainOf } from '../../shared/profile-chain.ts';
import { useApp, useSlices, useText } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { sourceName, subtitle } from '../sessions/profile-text.ts';
import type { EditorFieldsProps } from './editor-fields.ts';
import { recipeOf } from './editor-recipe.ts';
import { keyOfSource, type SourceGroup, type SourceOption, sourceGroups } from './source-options.ts';
import '../parts/choice.css';
import './rich-choice.css';

/** As many as are drawn; the rest is found by typing. */
const shownAtOnce = 100;

/** What calls AssumeRole or AssumeRoot: a key, another profile, or this machine. */
export function CallerField({ editor }: EditorFieldsProps) {
  const { store, text } = useApp();
  const words = text.editor;
  const keys = useSlices((slices) => slices.accessKeys);
  const profiles = useSlices((slices) => slices.profiles);
  const { caller } = editor.form;
  const ownId = editor.saved?.id ?? null;
  const { profileOf } = editor;
  const groups = useMemo(() => {
    const loaded = store.get();
    return sourceGroups({
      keys,
      profiles,
      profileOf,
      ownId,
      about: (profile) =>
        loaded.kind === 'ready'
          ? subtitle(profile, sourceName(profile.recipe.source, loaded.snapshot, text), text)
          : '',
      text,
    });
  }, [store, keys, profiles, profileOf, ownId, text]);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const chosen =
    caller === null
      ? null
      : (groups.flatMap(({ items }) => items).find(({ value }) => value === keyOfSource(caller)) ?? null);
  return (
    <Field
      label={words.source}
      problem={caller === null ? editor.problem('caller') : (editor.problems.get('caller') ?? null)}
      help={caller?.kind === 'machine' ? words.machineHelp[caller.from] : undefined}
    >
      {(control) => (
        <Combobox.Root
          items={groups}
          limit={shownAtOnce}
          value={chosen}
          isItemEqualToValue={(item: SourceOption, value: SourceOption) => item.value === value.value}
          onValueChange={(option: SourceOption | null) =>
            option !== null && editor.choose({ caller: option.source })
          }
        >
          <Combobox.Trigger {...control} className="input choice-trigger" aria-label={words.source}>
            <span className="choice-value" data-placeholder={chosen === null ? '' : undefined}>
              {chosen?.label ?? words.sourcePlaceholder}
            </span>
            <ChevronsUpDown size={14} aria-hidden="true" />
          </Combobox.Trigger>
          <Combobox.Portal>
            <Combobox.Positioner className="popup" align="start" sideOffset={4} collisionPadding={8}>
              <Combobox.Popup className="choices rich-choices" aria-label={words.source}>
                <Combobox.Input
                  className="input choice-find"
                  placeholder={count > shownAtOnce ? words.sourceSearchOf(count) : words.sourceSearch}
                  aria-label={words.sourceSearch}
                  spellCheck={false}
                />
                <Combobox.Empty className="choice-nothing">{words.sourceNothingFound}</Combobox.Empty>
                <Combobox.List className="choice-list">
                  {(group: SourceGroup) => (
                    <Combobox.Group key={group.value} items={group.items} className="choice-group">
                      <Combobox.GroupLabel className="group-title choice-group-title">
                        {group.value}
                      </Combobox.GroupLabel>
                      <Combobox.Collection>
                        {(option: SourceOption) => (
                          <Combobox.Item
                            key={option.value}
                            value={option}
                            disabled={option.inactive}
                            className="choice rich"
                          >
                            <Combobox.ItemIndicator className="choice-check">
                              <Check size={14} aria-hidden="true" />
                            </Combobox.ItemIndicator>
                            <span className="choice-text">
                              <span className="rich-label">{option.label}</span>
                              <span className="rich-hint">{option.hint}</span>
                            </span>
                          </Combobox.Item>
                        )}
                      </Combobox.Collection>
                    </Combobox.Group>
                  )}
                </Combobox.List>
              </Combobox.Popup>
            </Combobox.Positioner>
          </Combobox.Portal>
        </Combobox.Root>
      )}
    </Field>
  );
}

/** `work → base → this profile`, where another profile calls. */
export function ChainLine({ editor }: EditorFieldsProps) {
  const { store, text } = useApp();
  if (editor.form.caller?.kind !== 'profile') return null;
  const loaded = store.get();
  const chain = chainOf(recipeOf(editor.form), editor.profileOf, editor.saved?.id ?? null);
  const first = chain.links.at(-1);
  if (chain.end !== 'whole' || first === undefined || loaded.kind !== 'ready') return null;
  const names = [
    { id: 'origin', name: sourceName(first.recipe.source, loaded.snapshot, text) },
    ...chain.links.toReversed(),
    { id: 'this', name: editor.form.name || text.editor.chainThis },
  ];
  return (
    <ol className="chain" aria-label={text.editor.chain}>
      {names.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && <ArrowRight size={13} aria-hidden="true" />}
          <li className="chain-link">
            <MiddleCut text={name} />
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

/** `AKIA…7Q2X`: enough to tell two keys apart. */
function shortKeyId(accessKeyId: string): string {
  return `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}

/** The access key of a kind that takes nothing else. */
export function KeyField({ editor }: EditorFieldsProps) {
  const { navigation, text } = useApp();
  const words = text.editor;
  const keys = useSlices((slices) => slices.accessKeys);
  const { kind, caller } = editor.form;
  const label = kind === 'session-token' ? words.keyOf : words.keyPlain;
  const keyId = caller?.kind === 'access-key' ? caller.keyId : null;
  if (keys.length === 0) {
    return (
      <div className="field">
        <span className="field-label">{label}</span>
        <Button label={words.addKey} onClick={() => navigation.set({ kind: 'keys', adding: true })} />
        <p className={editor.problem('caller') === null ? 'field-help' : 'field-problem'}>{words.noKeys}</p>
      </div>
    );
  }
  return (
    <ChoiceField
      label={label}
      placeholder={words.keyPlaceholder}
      value={keys.some((key) => key.id === keyId) ? keyId : null}
      options={keys.map((key) => ({ value: key.id, label: `${key.name} · ${shortKeyId(key.accessKeyId)}` }))}
      problem={keyId === null ? editor.problem('caller') : (editor.problems.get('caller') ?? null)}
      onChoose={(chosen) => editor.choose({ caller: { kind: 'access-key', keyId: chosen } })}
    />
  );
}

/** Leads to adding a key where there is nothing at all to call with. */
export function AddKeyHint() {
  const { navigation } = useApp();
  const words = useText().editor;
  const none = useSlices((slices) => slices.accessKeys.length === 0);
  if (!none) return null;
  return (
    <div className="offer">
      <p className="field-help">{words.noKeys}</p>
      <Button small label={words.addKey} onClick={() => navigation.set({ kind: 'keys', adding: true })} />
    </div>
  );
}

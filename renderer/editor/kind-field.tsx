import { Select } from '@base-ui/react/select';
import Check from 'lucide-react/icons/check';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import type { RecipeKind } from '../../shared/profile.ts';
import { useText } from '../app/app-context.tsx';
import { Field } from '../parts/field.tsx';
import type { EditorFieldsProps } from './editor-fields.ts';
import './rich-choice.css';

/** Those that most people want, in the order in which a newcomer meets them; then the rest. */
const groups: readonly { readonly name: 'usual' | 'special'; readonly kinds: readonly RecipeKind[] }[] = [
  {
    name: 'usual',
    kinds: ['assume-role', 'assume-role-with-saml', 'assume-role-with-web-identity', 'identity-center'],
  },
  {
    name: 'special',
    kinds: ['session-token', 'federation-token', 'credential-process', 'assume-root', 'access-key'],
  },
];

export function KindField({ editor }: EditorFieldsProps) {
  const words = useText().editor;
  const { kind } = editor.form;
  return (
    <Field label={words.kind} help={words.kindHelp[kind]}>
      {(control) => (
        <Select.Root
          items={words.kinds}
          value={kind}
          onValueChange={(chosen: RecipeKind | null) => chosen !== null && editor.choose({ kind: chosen })}
        >
          <Select.Trigger {...control} className="input choice-trigger" aria-label={words.kind}>
            <Select.Value className="choice-value" />
            <ChevronsUpDown size={14} aria-hidden="true" />
          </Select.Trigger>
          <Select.Portal>
            <Select.Positioner
              className="popup"
              alignItemWithTrigger={false}
              align="start"
              sideOffset={4}
              collisionPadding={8}
            >
              <Select.Popup className="choices rich-choices">
                <Select.List className="choice-list">
                  {groups.map((group) => (
                    <Select.Group key={group.name} className="choice-group">
                      <Select.GroupLabel className="group-title choice-group-title">
                        {words.kindGroups[group.name]}
                      </Select.GroupLabel>
                      {group.kinds.map((option) => (
                        <Select.Item
                          key={option}
                          value={option}
                          className="choice rich"
                          aria-label={words.kinds[option]}
                          aria-description={words.kindWhen[option]}
                        >
                          <Select.ItemIndicator className="choice-check">
                            <Check size={14} aria-hidden="true" />
                          </Select.ItemIndicator>
                          <span className="choice-text">
                            <Select.ItemText className="rich-label">{words.kinds[option]}</Select.ItemText>
                            <span className="rich-hint">{words.kindWhen[option]}</span>
                          </span>
                        </Select.Item>
                      ))}
                    </Select.Group>
                  ))}
                </Select.List>
              </Select.Popup>
            </Select.Positioner>
          </Select.Portal>
        </Select.Root>
      )}
    </Field>
  );
}

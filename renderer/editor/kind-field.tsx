import { Select } from '@base-ui/react/select';
import type { RecipeKind } from '../../shared/profile.ts';
import { useText } from '../app/app-context.tsx';
import { ChoiceList, ChoiceTrigger, ChosenMark } from '../parts/choice.tsx';
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
          <ChoiceTrigger control={control} label={words.kind} />
          <ChoiceList className="rich-choices">
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
                    <ChosenMark />
                    <span className="choice-text">
                      <Select.ItemText className="rich-label">{words.kinds[option]}</Select.ItemText>
                      <span className="rich-hint">{words.kindWhen[option]}</span>
                    </span>
                  </Select.Item>
                ))}
              </Select.Group>
            ))}
          </ChoiceList>
        </Select.Root>
      )}
    </Field>
  );
}

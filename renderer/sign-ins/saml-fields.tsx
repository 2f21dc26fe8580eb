import { useText } from '../app/app-context.tsx';
import { TextField } from '../parts/field.tsx';
import { RadioCards } from '../parts/radio-cards.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import type { MethodFieldsProps } from './sign-in-form.tsx';

const ways = ['window', 'browser', 'command'] as const;

export function SamlFields({ fields, problem, touch, change }: MethodFieldsProps) {
  const text = useText();
  const words = text.signInForm;
  const { saml } = fields;
  const set = (part: Partial<typeof saml>) => change({ saml: { ...saml, ...part } });
  return (
    <>
      <RadioCards
        label={words.samlBy}
        value={saml.by}
        options={ways.map((value) => ({ value, ...words.samlWays[value] }))}
        onChoose={(by) => set({ by })}
      />
      {saml.by === 'command' ? (
        <>
          <TextField
            label={words.samlCommand}
            mono
            value={saml.command}
            problem={problem('command')}
            help={words.samlCommandHelp}
            placeholder={words.samlCommandPlaceholder}
            maxLength={4_096}
            onText={(command) => set({ command })}
            onBlur={saml.command === '' ? undefined : touch('command')}
          />
          <p className="field-help">{words.commandAsks}</p>
        </>
      ) : (
        <TextField
          label={words.samlUrl}
          mono
          value={saml.startUrl}
          problem={problem('samlUrl')}
          help={words.samlUrlHelp}
          placeholder={words.samlUrlPlaceholder}
          maxLength={4_096}
          onText={(startUrl) => set({ startUrl: startUrl.trim() })}
          onBlur={saml.startUrl === '' ? undefined : touch('samlUrl')}
        />
      )}
      {saml.by === 'window' && (
        <SwitchField
          label={words.remember}
          help={words.rememberHelp}
          on={saml.remember}
          onChange={(remember) => set({ remember })}
        />
      )}
    </>
  );
}

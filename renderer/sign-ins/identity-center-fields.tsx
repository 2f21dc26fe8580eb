import { useText } from '../app/app-context.tsx';
import { TextField } from '../parts/field.tsx';
import { RadioCards } from '../parts/radio-cards.tsx';
import { RegionField } from '../parts/region-field.tsx';
import type { MethodFieldsProps } from './sign-in-form.tsx';

const flows = ['browser', 'device'] as const;

export function IdentityCenterFields({ fields, problem, touch, change }: MethodFieldsProps) {
  const text = useText();
  const words = text.signInForm;
  const { identityCenter } = fields;
  const set = (part: Partial<typeof identityCenter>) =>
    change({ identityCenter: { ...identityCenter, ...part } });
  return (
    <>
      <TextField
        label={words.portalUrl}
        mono
        value={identityCenter.startUrl}
        problem={problem('portalUrl')}
        help={words.portalHelp}
        placeholder={words.portalPlaceholder}
        maxLength={2_048}
        onText={(startUrl) => set({ startUrl: startUrl.trim() })}
        onBlur={identityCenter.startUrl === '' ? undefined : touch('portalUrl')}
      />
      <RegionField
        label={words.portalRegion}
        value={identityCenter.region}
        problem={problem('region')}
        help={words.portalRegionHelp}
        onText={(region) => set({ region: region.trim() })}
        onBlur={touch('region')}
      />
      <RadioCards
        label={words.flow}
        value={identityCenter.flow}
        options={flows.map((value) => ({ value, ...words.flows[value] }))}
        onChoose={(flow) => set({ flow })}
      />
      <TextField
        label={words.cliSession}
        optional
        value={identityCenter.cliSession}
        help={words.cliSessionHelp}
        placeholder={words.cliSessionPlaceholder}
        maxLength={256}
        onText={(cliSession) => set({ cliSession })}
      />
    </>
  );
}

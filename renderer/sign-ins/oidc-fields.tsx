import ChevronRight from 'lucide-react/icons/chevron-right';
import { useText } from '../app/app-context.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import { TextField } from '../parts/field.tsx';
import { type ClientSecret, ClientSecretField } from './client-secret-field.tsx';
import { oidcPresetIds, oidcPresets } from './oidc-presets.ts';
import { redirectAddress, withPreset } from './sign-in-fields.ts';
import type { MethodFieldsProps } from './sign-in-form.tsx';
import '../editor/editor.css';

/** Right as the presets have them, for most people. */
const folded = ['scopes', 'redirectPort', 'redirectPath'] as const;
const hosts = ['127.0.0.1', 'localhost'] as const;

export interface OidcFieldsProps extends MethodFieldsProps {
  readonly hasSecret: boolean;
  readonly secret: ClientSecret;
  readonly onSecret: (secret: ClientSecret) => void;
}

export function OidcFields({ fields, problem, touch, change, hasSecret, secret, onSecret }: OidcFieldsProps) {
  const text = useText();
  const words = text.signInForm;
  const { oidc } = fields;
  const preset = oidcPresets[oidc.preset];
  const set = (part: Partial<typeof oidc>) => change({ oidc: { ...oidc, ...part } });
  const wrongInside = folded.some((field) => problem(field) !== null);
  return (
    <>
      <ChoiceField
        label={words.provider}
        value={oidc.preset}
        options={oidcPresetIds.map((value) => ({ value, label: words.presets[value].label }))}
        help={words.presets[oidc.preset].hint}
        onChoose={(chosen) => change({ oidc: withPreset(chosen, oidc.clientId) })}
      />
      {oidc.provider === 'issuer' && (
        <TextField
          label={words.issuer}
          mono
          value={oidc.issuer}
          problem={problem('issuer')}
          help={words.issuerHelp}
          placeholder={preset.issuerExample}
          maxLength={2_048}
          onText={(issuer) => set({ issuer: issuer.trim() })}
          onBlur={oidc.issuer === '' ? undefined : touch('issuer')}
        />
      )}
      <TextField
        label={words.clientId}
        mono
        value={oidc.clientId}
        problem={problem('clientId')}
        maxLength={512}
        onText={(clientId) => set({ clientId: clientId.trim() })}
        onBlur={oidc.clientId === '' ? undefined : touch('clientId')}
      />
      <ClientSecretField there={hasSecret} needed={preset.needsSecret} secret={secret} onSecret={onSecret} />
      <div className="redirect-address">
        <span className="field-label">{words.redirect}</span>
        <div className="redirect-address-row">
          <output className="mono">{redirectAddress(oidc)}</output>
          <CopyTextButton value={redirectAddress(oidc)} name={words.copyRedirect} />
        </div>
        <p className="field-help">{oidc.redirectPort === '' ? words.redirectAnyPort : words.redirectExact}</p>
      </div>
      <details className="fold" open={wrongInside || undefined}>
        <summary>
          <ChevronRight size={15} aria-hidden="true" />
          <span>{words.more}</span>
        </summary>
        <div className="fold-inside sign-in-more">
          <TextField
            label={words.scopes}
            mono
            value={oidc.scopes}
            problem={problem('scopes')}
            help={words.scopesHelp}
            maxLength={1_024}
            onText={(scopes) => set({ scopes })}
            onBlur={touch('scopes')}
          />
          <div className="two-fields">
            <ChoiceField
              label={words.redirectHost}
              value={oidc.redirectHost}
              options={hosts.map((value) => ({ value, label: value }))}
              onChoose={(redirectHost) => set({ redirectHost })}
            />
            <TextField
              label={words.redirectPort}
              inputMode="numeric"
              className="num"
              value={oidc.redirectPort}
              problem={problem('redirectPort')}
              placeholder={words.redirectPortAny}
              maxLength={5}
              onText={(redirectPort) => set({ redirectPort: redirectPort.trim() })}
              onBlur={touch('redirectPort')}
            />
          </div>
          <TextField
            label={words.redirectPath}
            mono
            value={oidc.redirectPath}
            problem={problem('redirectPath')}
            maxLength={200}
            onText={(redirectPath) => set({ redirectPath: redirectPath.trim() })}
            onBlur={touch('redirectPath')}
          />
        </div>
      </details>
    </>
  );
}

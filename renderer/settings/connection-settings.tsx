import { checkEndpointUrl, checkProxyUrl } from '../../shared/aws-limits.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { TextSetting } from './setting-fields.tsx';
import type { SettingsEditing } from './use-settings.ts';

/** Each text may be left empty; then what the app's own environment says is used, and is shown. */
export function ConnectionSettings({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const words = text.settings;
  const environment = useSlices((slices) => slices.status.environment);
  const help = (usual: string, variable: string, value: string | null) =>
    value === null ? usual : words.fromEnvironment(variable, value);
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.connection}</h2>
      <TextSetting
        label={words.stsEndpoint}
        help={help(words.stsEndpointHelp, 'AWS_ENDPOINT_URL_STS', environment.stsEndpointUrl)}
        value={settings.stsEndpointUrl}
        placeholder={environment.stsEndpointUrl ?? 'https://sts.eu-central-1.amazonaws.com'}
        check={checkEndpointUrl}
        onChange={(stsEndpointUrl) => change({ stsEndpointUrl })}
      />
      <TextSetting
        label={words.proxy}
        help={help(words.proxyHelp, 'HTTPS_PROXY', environment.httpsProxy)}
        value={settings.httpsProxy}
        placeholder={environment.httpsProxy ?? 'http://proxy.example.com:3128'}
        check={checkProxyUrl}
        onChange={(httpsProxy) => change({ httpsProxy })}
      />
      <TextSetting
        label={words.caBundle}
        help={help(words.caBundleHelp, 'AWS_CA_BUNDLE', environment.caBundlePath)}
        value={settings.caBundlePath}
        placeholder={environment.caBundlePath ?? '/etc/ssl/certs/company.pem'}
        check={() => null}
        onChange={(caBundlePath) => change({ caBundlePath })}
      />
    </section>
  );
}

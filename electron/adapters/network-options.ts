import { getProxyForUrl } from 'proxy-from-env';
import type { Settings } from '../../shared/settings.ts';

/** How a call finds its way to AWS. Asked for anew at each call, so that a change of settings applies at once. */
export interface NetworkOptions {
  /** Instead of the Region's own endpoint; null: that one. */
  readonly endpointUrl: string | null;
  /** The same for IAM. */
  readonly iamEndpointUrl: string | null;
  /** The same for Identity Center's access portal. */
  readonly ssoEndpointUrl: string | null;
  /** The same for Identity Center's OIDC service. */
  readonly ssoOidcEndpointUrl: string | null;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** PEM file of authorities trusted beside the built-in ones. */
  readonly caBundlePath: string | null;
  /** The proxy for a URL, user and password included; empty: none. */
  readonly proxyFor: (url: string) => string;
}

/** What the environment says about the network, as the AWS SDKs read it. */
export interface NetworkEnvironment {
  readonly endpointUrl: string | null;
  /** The same for IAM. */
  readonly iamEndpointUrl: string | null;
  /** The same for Identity Center's access portal. */
  readonly ssoEndpointUrl: string | null;
  /** The same for Identity Center's OIDC service. */
  readonly ssoOidcEndpointUrl: string | null;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly caBundlePath: string | null;
}

/**
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html
 */
export function readNetworkEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): NetworkEnvironment {
  const text = (name: string) => environment[name]?.trim() || null;
  const flag = (name: string) => text(name)?.toLowerCase() === 'true';
  const ignored = flag('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
  const endpointOf = (service: string) =>
    ignored ? null : (text(`AWS_ENDPOINT_URL_${service}`) ?? text('AWS_ENDPOINT_URL'));
  return {
    endpointUrl: endpointOf('STS'),
    iamEndpointUrl: endpointOf('IAM'),
    ssoEndpointUrl: endpointOf('SSO'),
    ssoOidcEndpointUrl: endpointOf('SSO_OIDC'),
    useFipsEndpoint: flag('AWS_USE_FIPS_ENDPOINT'),
    useDualstackEndpoint: flag('AWS_USE_DUALSTACK_ENDPOINT'),
    caBundlePath: text('AWS_CA_BUNDLE'),
  };
}

/** Settings win over the environment, each by itself. */
export function networkOptions(
  settings: Pick<Settings, 'stsEndpointUrl' | 'httpsProxy' | 'caBundlePath'>,
  environment: NetworkEnvironment,
  environmentProxyFor: (url: string) => string = getProxyForUrl,
): NetworkOptions {
  return {
    ...environment,
    endpointUrl: settings.stsEndpointUrl || environment.endpointUrl,
    caBundlePath: settings.caBundlePath || environment.caBundlePath,
    proxyFor: (url) => settings.httpsProxy || environmentProxyFor(url),
  };
}

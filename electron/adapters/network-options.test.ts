import { describe, expect, it } from 'vitest';
import { networkOptions, readNetworkEnvironment } from './network-options.ts';

const unset = { stsEndpointUrl: '', httpsProxy: '', caBundlePath: '' };

describe('the way to AWS', () => {
  it('is the Region’s own where nothing says otherwise', () => {
    expect(networkOptions(unset, readNetworkEnvironment({}), () => '')).toMatchObject({
      endpointUrl: null,
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      caBundlePath: null,
    });
  });

  it('prefers the service’s endpoint variable to the general one', () => {
    const general = { AWS_ENDPOINT_URL: 'https://all.example.com' };
    expect(readNetworkEnvironment(general).endpointUrl).toBe('https://all.example.com');
    const both = { ...general, AWS_ENDPOINT_URL_STS: 'https://sts.example.com' };
    expect(readNetworkEnvironment(both).endpointUrl).toBe('https://sts.example.com');
    expect(readNetworkEnvironment(both).iamEndpointUrl).toBe('https://all.example.com');
    const own = readNetworkEnvironment({ ...both, AWS_ENDPOINT_URL_IAM: 'https://iam.example.com' });
    expect(own.iamEndpointUrl).toBe('https://iam.example.com');
    expect([own.ssoEndpointUrl, own.ssoOidcEndpointUrl]).toEqual(Array(2).fill('https://all.example.com'));
    const identityCenter = readNetworkEnvironment({
      ...general,
      AWS_ENDPOINT_URL_SSO: 'https://portal.example.com',
      AWS_ENDPOINT_URL_SSO_OIDC: 'https://oidc.example.com',
    });
    expect(identityCenter).toMatchObject({
      ssoEndpointUrl: 'https://portal.example.com',
      ssoOidcEndpointUrl: 'https://oidc.example.com',
    });
  });

  it('takes no endpoint from the environment when told to ignore them, but the one in Settings', () => {
    const environment = readNetworkEnvironment({
      AWS_ENDPOINT_URL_STS: 'https://sts.example.com',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True',
    });
    expect(environment.endpointUrl).toBeNull();
    const settings = { ...unset, stsEndpointUrl: 'https://own.example.com' };
    expect(networkOptions(settings, environment).endpointUrl).toBe('https://own.example.com');
  });

  it('prefers Settings to the environment, each by itself', () => {
    const environment = readNetworkEnvironment({
      AWS_ENDPOINT_URL_STS: 'https://sts.example.com',
      AWS_CA_BUNDLE: '/etc/bundle.pem',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'TRUE',
    });
    const options = networkOptions({ ...unset, caBundlePath: '/own.pem' }, environment, () => 'http://env:1');
    expect(options).toMatchObject({
      endpointUrl: 'https://sts.example.com',
      caBundlePath: '/own.pem',
      useFipsEndpoint: true,
      useDualstackEndpoint: true,
    });
    expect(options.proxyFor('https://sts.amazonaws.com')).toBe('http://env:1');
    const own = networkOptions({ ...unset, httpsProxy: 'http://own:2' }, environment, () => 'http://env:1');
    expect(own.proxyFor('https://sts.amazonaws.com')).toBe('http://own:2');
  });
});

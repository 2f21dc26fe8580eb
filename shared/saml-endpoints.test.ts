import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSamlEndpoint, parseSamlEndpoint } from './saml-endpoints.ts';

const endpoints = [
  ['https://signin.aws.amazon.com/saml', 'aws', null],
  ['https://eu-central-1.signin.aws.amazon.com/saml', 'aws', 'eu-central-1'],
  ['https://ap-southeast-7.signin.aws.amazon.com/saml/acs/SAMLSP4AB12CD', 'aws', 'ap-southeast-7'],
  ['https://signin.aws.amazon.com/saml/acs/SAMLSP4AB12CD?x=1#y', 'aws', null],
  ['https://SIGNIN.AWS.AMAZON.COM:443/saml/', 'aws', null],
  ['https://signin.amazonaws-us-gov.com/saml', 'aws-us-gov', null],
  ['https://us-gov-east-1.signin.amazonaws-us-gov.com/saml', 'aws-us-gov', 'us-gov-east-1'],
  ['https://signin.amazonaws.cn/saml', 'aws-cn', null],
  ['https://cn-northwest-1.signin.amazonaws.cn/saml', 'aws-cn', 'cn-northwest-1'],
  ['https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml', 'aws-eusc', 'eusc-de-east-1'],
  ['https://us-iso-east-1.signin.c2shome.ic.gov/saml', 'aws-iso', 'us-iso-east-1'],
  ['https://us-isob-east-1.signin.sc2shome.sgov.gov/saml', 'aws-iso-b', 'us-isob-east-1'],
  ['https://eu-isoe-west-1.signin.csphome.adc-e.uk/saml', 'aws-iso-e', 'eu-isoe-west-1'],
  ['https://us-isof-south-1.signin.csphome.hci.ic.gov/saml', 'aws-iso-f', 'us-isof-south-1'],
] as const;

describe('a SAML endpoint of AWS', () => {
  it.each(endpoints)('%s is one of %s', (address, partition, region) => {
    expect(parseSamlEndpoint(address)).toEqual({ partition, region });
  });

  it.each([
    'http://signin.aws.amazon.com/saml',
    'https://signin.aws.amazon.com:8443/saml',
    'https://signin.aws.amazon.com./saml',
    'https://user@signin.aws.amazon.com/saml',
    'https://signin.aws.amazon.com@evil.example/saml',
    'https://signin.aws.amazon.com.evil.example/saml',
    'https://evil.example/signin.aws.amazon.com/saml',
    'https://evil.example/?https://signin.aws.amazon.com/saml',
    'https://evil-signin.aws.amazon.com/saml',
    'https://evil.signin.aws.amazon.com/saml',
    'https://a.eu-central-1.signin.aws.amazon.com/saml',
    'https://signin-aws.amazon.com/saml',
    'https://signin.aws.amazon.co/saml',
    'https://signin.aws.аmazon.com/saml',
    'https://console.aws.amazon.com/saml',
    'https://signin.aws.amazon.com/',
    'https://signin.aws.amazon.com/samlx',
    'https://signin.aws.amazon.com/SAML',
    'https://signin.aws.amazon.com/saml/acs/',
    'https://signin.aws.amazon.com/saml/acs/a/b',
    'https://signin.aws.amazon.com/oauth/saml',
    'https://signin.aws.amazon.com/%73aml',
    'data:text/html,https://signin.aws.amazon.com/saml',
    'signin.aws.amazon.com/saml',
    '',
  ])('%s is none', (address) => {
    expect(isSamlEndpoint(address)).toBe(false);
  });

  it('is none once anything is put around its host', () => {
    const host = fc.constantFrom(
      ...endpoints.filter(([, , region]) => region === null).map(([address]) => new URL(address).hostname),
    );
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(host, label, label, (name, before, after) => {
        const around = [`${name}.${after}`, `${before}-${name}`, `${before}${name}`, `x.${before}.${name}`];
        for (const lookAlike of around) expect(isSamlEndpoint(`https://${lookAlike}/saml`)).toBe(false);
      }),
    );
  });

  it('is known only by host and path, whatever text it is given', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, text) => {
        expect(isSamlEndpoint(url)).toBe(false);
        expect(isSamlEndpoint(text)).toBe(false);
        expect(isSamlEndpoint(`${url}?next=https://signin.aws.amazon.com/saml`)).toBe(false);
      }),
    );
  });
});

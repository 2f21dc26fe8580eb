import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import {
  consoleDestination,
  consoleSeconds,
  consoleSite,
  loginAddress,
  standInSite,
} from './console-link.ts';

describe('where the console is', () => {
  it.each([
    ['us-east-1', 'signin.aws.amazon.com', 'us-east-1.console.aws.amazon.com'],
    ['ap-northeast-2', 'signin.aws.amazon.com', 'ap-northeast-2.console.aws.amazon.com'],
    ['cn-north-1', 'signin.amazonaws.cn', 'cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'signin.amazonaws-us-gov.com', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'eusc-de-east-1.signin.amazonaws-eusc.eu', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
  ])('for %s: %s and %s', (region, signin, origin) => {
    expect(consoleSite(region)).toEqual({
      federationUrl: `https://${signin}/federation`,
      origin: `https://${origin}`,
    });
  });

  it('is nowhere to be reached for partitions cut off from the internet', () => {
    for (const region of ['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1']) {
      expect(consoleSite(region)).toBeNull();
    }
  });

  it('is at the stand-in for what comes from a stand-in', () => {
    expect(standInSite('http://127.0.0.1:4000/')).toEqual({
      federationUrl: 'http://127.0.0.1:4000/federation',
      origin: 'http://127.0.0.1:4000',
    });
  });
});

describe('the page it opens', () => {
  const site = { federationUrl: 'https://signin.aws.amazon.com/federation', origin: 'https://c.example' };

  it.each([
    ['', 'https://c.example/console/home?region=eu-central-1'],
    ['s3', 'https://c.example/s3/home?region=eu-central-1'],
    ['sqs', 'https://c.example/sqs/v3/home?region=eu-central-1'],
    ['new-service', 'https://c.example/new-service/home?region=eu-central-1'],
    ['constructor', 'https://c.example/constructor/home?region=eu-central-1'],
  ])('for %j is %s', (service, address) => {
    expect(consoleDestination(site, 'eu-central-1', service)).toBe(address);
  });

  it('is reached through an address that carries the token whole, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (token) => {
        const destination = consoleDestination(site, 'eu-central-1', 's3');
        const url = new URL(loginAddress(site, destination, new Secret(token)).reveal());
        expect(url.origin + url.pathname).toBe(site.federationUrl);
        expect(Object.fromEntries(url.searchParams)).toEqual({
          Action: 'login',
          Issuer: 'keycutter',
          Destination: destination,
          SigninToken: token,
        });
      }),
    );
  });
});

describe('how long the console stays signed in', () => {
  it.each([
    [3_600_000, 3_600],
    [3_599_999, 3_599],
    [60_000, 900],
    [-1, 900],
    [129_600_000, 43_200],
  ])('with %i ms left: %i s', (left, seconds) => {
    expect(consoleSeconds(1_000_000 + left, 1_000_000)).toBe(seconds);
  });
});

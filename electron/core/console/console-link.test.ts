import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import {
  consoleDestination,
  consoleRegion,
  consoleSeconds,
  consoleSite,
  loginAddress,
  logOutFirst,
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
    expect(consoleSite(region)).toMatchObject({
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
    expect(standInSite('http://127.0.0.1:4000/')).toMatchObject({
      federationUrl: 'http://127.0.0.1:4000/federation',
      origin: 'http://127.0.0.1:4000',
    });
  });
});

describe('the page it opens', () => {
  const site = {
    federationUrl: 'https://signin.aws.amazon.com/federation',
    origin: 'https://c.example',
    logout: null,
  };

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

describe('the Region it opens in', () => {
  it.each([
    ['eu-central-1', undefined, 'eu-central-1'],
    ['eu-central-1', '', 'eu-central-1'],
    ['eu-central-1', 'us-east-1', 'us-east-1'],
    ['cn-north-1', 'cn-northwest-1', 'cn-northwest-1'],
    ['eu-central-1', 'cn-north-1', null],
    ['us-gov-west-1', 'us-east-1', null],
    ['us-east-1', 'us-iso-east-1', null],
  ])('of a profile in %s, wanted %s: %s', (own, wanted, region) => {
    expect(consoleRegion(own, wanted)).toBe(region);
  });
});

describe('logging out first', () => {
  it('leads through the logout on to the same sign-in, at the one host that it leads on to', () => {
    const site = consoleSite('eu-central-1');
    if (site === null) throw new Error('no site');
    const destination = consoleDestination(site, 'eu-central-1', 's3');
    const login = loginAddress(site, destination, new Secret('a&b=c#d'));
    const url = new URL(logOutFirst(site, login)?.reveal() ?? '');
    expect(url.origin + url.pathname).toBe('https://us-east-1.signin.aws.amazon.com/oauth');
    expect(url.searchParams.get('Action')).toBe('logout');
    const next = new URL(url.searchParams.get('redirect_uri') ?? '');
    expect(next.origin + next.pathname).toBe('https://us-east-1.signin.aws.amazon.com/federation');
    expect(next.search).toBe(new URL(login.reveal()).search);
  });

  it('is a secret as the sign-in is', () => {
    const site = standInSite('http://127.0.0.1:4000');
    const login = loginAddress(site, 'http://127.0.0.1:4000/console', new Secret('the-token'));
    const address = logOutFirst(site, login);
    expect(JSON.stringify(address)).not.toContain('the-token');
    expect(address?.reveal()).toMatch(/^http:\/\/127\.0\.0\.1:4000\/oauth\?Action=logout&redirect_uri=http/);
  });

  it.each(['cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'])('is not known to lead on in %s', (region) => {
    const site = consoleSite(region);
    if (site === null) throw new Error('no site');
    expect(logOutFirst(site, loginAddress(site, 'https://x', new Secret('t')))).toBeNull();
  });

  it('leads nowhere else', () => {
    const site = consoleSite('eu-central-1');
    if (site === null) throw new Error('no site');
    expect(logOutFirst(site, new Secret('https://evil.example/federation?x'))).toBeNull();
  });
});

describe('how long the console stays signed in', () => {
  const now = 1_000_000;
  it.each([
    [3_600_000, 3_600],
    [3_599_999, 3_599],
    [60_000, 900],
    [-1, 900],
    [129_600_000, 43_200],
  ])('with %i ms left: %i s', (left, seconds) => {
    expect(consoleSeconds({ kind: 'assume-role', chained: false, expiration: now + left, now })).toBe(
      seconds,
    );
  });

  it.each([
    ['assume-role-with-saml', false, 3_600],
    ['assume-role-with-web-identity', false, 3_600],
    ['assume-role', true, null],
    ['federation-token', false, null],
    ['identity-center', false, null],
    ['credential-process', false, null],
    ['assume-root', false, null],
  ] as const)('%s, chained %s: %s', (kind, chained, seconds) => {
    expect(consoleSeconds({ kind, chained, expiration: now + 3_600_000, now })).toBe(seconds);
  });
});

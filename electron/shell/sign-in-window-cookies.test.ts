import type { Cookie, CookiesSetDetails } from 'electron';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { keepCookies, restoreCookies } from './sign-in-window-cookies.ts';

const session: Cookie = {
  name: '__Host-session',
  value: 'a=b; "c"',
  domain: 'idp.example.com',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  session: true,
  sameSite: 'no_restriction',
};
const device: Cookie = {
  name: 'device',
  value: '',
  domain: '.example.com',
  hostOnly: false,
  path: '/adfs',
  secure: false,
  httpOnly: false,
  session: false,
  expirationDate: 1_790_000_000.25,
  sameSite: 'lax',
};

class FakeCookies {
  readonly set_: CookiesSetDetails[] = [];

  get = async () => [session, device];

  set = async (details: CookiesSetDetails) => {
    if (details.name === 'refused') throw new Error('Failed to set cookie');
    this.set_.push(details);
  };
}

describe('the cookies of a sign-in window', () => {
  it('come back as they were, those of a browser’s session included', async () => {
    const cookies = new FakeCookies();
    expect(await restoreCookies(cookies, await keepCookies(cookies))).toBe(0);
    expect(cookies.set_).toEqual([
      {
        url: 'https://idp.example.com/',
        name: '__Host-session',
        value: 'a=b; "c"',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'no_restriction',
      },
      {
        url: 'http://example.com/adfs',
        domain: '.example.com',
        name: 'device',
        value: '',
        path: '/adfs',
        secure: false,
        httpOnly: false,
        expirationDate: 1_790_000_000.25,
        sameSite: 'lax',
      },
    ]);
  });

  it('are a secret', async () => {
    expect(JSON.stringify(await keepCookies(new FakeCookies()))).toBe('"[redacted]"');
  });

  it('that Chromium takes no more are left out', async () => {
    const cookies = new FakeCookies();
    const kept = new Secret(JSON.stringify([{ ...device, name: 'refused' }, device]));
    expect(await restoreCookies(cookies, kept)).toBe(1);
    expect(cookies.set_.map(({ name }) => name)).toEqual(['device']);
  });

  it.each([
    '',
    'null',
    '{}',
    '[null, 1, {}, {"name":"x"}]',
    '[{"name":1,"value":"","domain":"","path":"/"}]',
  ])('are none in %j', async (text) => {
    const cookies = new FakeCookies();
    expect(await restoreCookies(cookies, new Secret(text))).toBe(0);
    expect(cookies.set_).toEqual([]);
  });
});

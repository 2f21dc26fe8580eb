import { describe, expect, it } from 'vitest';
import type { OidcMethod } from '../../shared/sign-in.ts';
import { OfflineAccess } from './oidc-offline.ts';

const okta: OidcMethod = {
  kind: 'oidc',
  provider: 'issuer',
  issuer: 'https://example.okta.com',
  clientId: 'client',
  scopes: 'email',
  redirectPort: null,
  redirectHost: '127.0.0.1',
  redirectPath: '/callback',
};
const knows = ['openid', 'offline_access'];
const nothing = { scopes: [], parameters: {} };

describe('asking for a refresh token', () => {
  it('takes the scope where the provider knows it, or where the person named it', () => {
    const plain = { scopes: ['offline_access'], parameters: {} };
    const offline = new OfflineAccess();
    expect(offline.requestFor(okta, knows)).toEqual(plain);
    expect(offline.requestFor(okta, ['openid'])).toEqual(nothing);
    expect(offline.requestFor({ ...okta, scopes: 'email offline_access' }, [])).toEqual(plain);
  });

  it('asks Google as Google wants it', () => {
    const google = { ...okta, issuer: 'https://accounts.google.com' };
    expect(new OfflineAccess().requestFor(google, knows)).toEqual({
      scopes: [],
      parameters: { access_type: 'offline', prompt: 'consent' },
    });
  });

  it('asks for consent when it came to nothing without, and stops when it did with it', () => {
    const offline = new OfflineAccess();
    const none = { refreshable: false, scopeRefused: false };
    offline.learn(okta, offline.requestFor(okta, knows), none);
    const second = offline.requestFor(okta, knows);
    expect(second).toEqual({ scopes: ['offline_access'], parameters: { prompt: 'consent' } });
    expect(offline.requestFor({ ...okta, clientId: 'other' }, knows).parameters).toEqual({});
    offline.learn(okta, second, { ...none, refreshable: true });
    expect(offline.requestFor(okta, knows)).toEqual(second);
    offline.learn(okta, second, none);
    expect(offline.requestFor(okta, knows)).toEqual(nothing);
  });

  it('does without where the provider refuses the scope', () => {
    const offline = new OfflineAccess();
    offline.learn(okta, offline.requestFor(okta, knows), { refreshable: false, scopeRefused: true });
    expect(offline.requestFor(okta, knows)).toEqual(nothing);
  });

  it('asks Amazon and Facebook for nothing of the kind', () => {
    const amazon = { ...okta, provider: 'www.amazon.com' as const, issuer: '' };
    expect(new OfflineAccess().requestFor(amazon, knows)).toEqual(nothing);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reasonText } from '../../shared/error-text.ts';
import { en } from '../../shared/words/en/index.ts';
import { webIdentityToken } from '../../simulator/testing/web-identity.ts';
import { publicClient, startOidcProvider, type TestOidcProvider } from '../testing/oidc-provider.ts';
import {
  claimsIn,
  never,
  newGateway,
  oidcClient,
  oidcMethod,
  redirectUri,
  refreshTokenOf,
  returned,
  signedIn,
  unwrap,
} from './testing/oidc-client.ts';

/** The gateway against a provider, or someone in between, that lies. */

let provider: TestOidcProvider;
beforeAll(async () => {
  provider = await startOidcProvider();
});
afterEach(() => {
  provider.tamper = null;
});
afterAll(() => provider.close());

function client() {
  return oidcClient(oidcMethod(provider));
}

describe('an answer that does not belong to the sign-in', () => {
  const forged = { error: { code: 'sign-in-answer-forged' } };

  it.each(['state', 'iss'])('with another %s is thrown away, and no code is sent', async (name) => {
    const from = newGateway();
    const { attempt, back } = await returned(from, client());
    back.searchParams.set(name, 'https://evil.example');
    const before = provider.calls.get('POST /token') ?? 0;
    expect(await from.finish(client(), attempt, back, never)).toMatchObject(forged);
    expect(provider.calls.get('POST /token') ?? 0).toBe(before);
  });

  it.each(['state', 'iss'])('with a missing %s is thrown away', async (name) => {
    const from = newGateway();
    const { attempt, back } = await returned(from, client());
    back.searchParams.delete(name);
    expect(await from.finish(client(), attempt, back, never)).toMatchObject(forged);
  });

  it.each([
    ['issuer', { iss: 'https://evil.example' }, /issuer/],
    ['nonce', { nonce: 'another' }, /another sign-in/],
    ['or no nonce', { nonce: undefined }, /form/],
    ['audience', { aud: 'someone-else' }, /another client/],
    ['authorized party', { aud: [publicClient, 'someone-else'], azp: 'someone-else' }, /another client/],
    ['end', { exp: 1_000 }, /over already/],
    ['begin', { nbf: 4_000_000_000 }, /not valid yet/],
  ])('with another %s, though signed by the provider, is thrown away', async (_name, claims, reason) => {
    const from = newGateway();
    const { attempt, back } = await returned(from, client());
    provider.tamper = (answer) => ({ ...answer, id_token: signed(answer.id_token, claims) });
    const refused = await from.finish(client(), attempt, back, never);
    expect(refused).toMatchObject(forged);
    expect(refused.ok || reasonText(refused.error.params, en)).toMatch(reason);
  });

  it('with a signature that is not the provider’s is thrown away, also when refreshing', async () => {
    const from = newGateway();
    const first = unwrap(await signedIn(from, client()));
    const { attempt, back } = await returned(from, client());
    provider.tamper = ({ id_token: token, ...answer }) => ({ ...answer, id_token: resealed(String(token)) });
    expect(await from.finish(client(), attempt, back, never)).toMatchObject(forged);
    expect(await from.refresh(client(), refreshTokenOf(first), never)).toMatchObject(forged);
  });

  it('with a key that the provider does not publish is thrown away', async () => {
    const from = newGateway();
    const { attempt, back } = await returned(from, client());
    const header = { kid: 'another' };
    provider.tamper = (answer) => ({ ...answer, id_token: signed(answer.id_token, {}, header) });
    expect(await from.finish(client(), attempt, back, never)).toMatchObject(forged);
  });

  it('with no signature at all is thrown away', async () => {
    const from = newGateway();
    const { attempt, back } = await returned(from, client());
    provider.tamper = (answer) => ({ ...answer, id_token: signed(answer.id_token, {}, { alg: 'none' }) });
    expect(await from.finish(client(), attempt, back, never)).toMatchObject(forged);
  });

  it('that repeats a code is refused by the provider', async () => {
    const from = newGateway();
    const { attempt, back } = await returned(from, client());
    unwrap(await from.finish(client(), attempt, back, never));
    expect(await from.finish(client(), attempt, back, never)).toMatchObject({
      error: { code: 'oidc-token-refused' },
    });
  });

  it('cannot be redeemed by another attempt’s verifier', async () => {
    const from = newGateway();
    const { back } = await returned(from, client());
    const other = unwrap(await from.begin(client(), redirectUri, never));
    back.searchParams.set('state', new URL(other.authorizationUrl).searchParams.get('state') ?? '');
    expect(await from.finish(client(), other, back, never)).toMatchObject({
      error: { code: 'oidc-token-refused' },
    });
  });

  /** The same token with other claims, signed with the provider's own key. */
  function signed(token: unknown, claims: object, header: object = {}): string {
    const { iss, aud, sub, ...rest } = claimsIn(String(token));
    return webIdentityToken({
      key: provider.key,
      issuer: String(iss),
      audience: String(aud),
      subject: String(sub),
      at: Date.now(),
      claims: { ...rest, ...claims },
      header: { ...header },
    });
  }

  function resealed(token: string): string {
    const [header, claims, signature = ''] = token.split('.');
    const other = Buffer.from(signature, 'base64url');
    other[10] = (other[10] ?? 0) ^ 1;
    return `${header}.${claims}.${other.toString('base64url')}`;
  }
});

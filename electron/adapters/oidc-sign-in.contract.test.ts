import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeed } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { SignIn } from '../../shared/sign-in.ts';
import { en } from '../../shared/words/en/index.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { OidcSignIn } from '../core/sign-ins/oidc-sign-in.ts';
import type { PersonAtHand, SignInContext } from '../core/sign-ins/sign-in-flow.ts';
import type { OidcTokens, SignInMemory } from '../core/way-in-ports.ts';
import { isOtherUsers } from '../shell/connection-owner.ts';
import { publicClient, startOidcProvider, type TestOidcProvider } from '../testing/oidc-provider.ts';
import { signInAt } from '../testing/oidc-visitor.ts';
import { LoopbackRedirects } from './redirect-listener.ts';
import { gateway as stsAt, webIdentityRequest } from './testing/agreeable-sts.ts';
import { never, newGateway, oidcMethod, refreshTokenOf, unwrap } from './testing/oidc-client.ts';

/** The whole way: flow, gateway, listener, a provider, a browser that follows its pages, and AWS's stand-in. */

const account = '123456789012';
const roleArn = `arn:aws:iam::${account}:role/web`;
let provider: TestOidcProvider;
let aws: Simulator<SimulatorClock>;
beforeAll(async () => {
  provider = await startOidcProvider();
  const name = provider.issuer.replace('http://', '');
  aws = await startSimulator({
    clock: new SimulatorClock(),
    account: {
      accounts: [
        {
          id: account,
          oidcProviders: [
            { issuer: provider.issuer, clientIds: [publicClient], jwksUrl: `${provider.issuer}/jwks` },
          ],
          roles: [
            {
              name: 'web',
              id: 'AROAWEBROLE222222222',
              trustPolicy: {
                Statement: {
                  Effect: 'Allow',
                  Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${name}` },
                  Action: 'sts:AssumeRoleWithWebIdentity',
                  Condition: { StringEquals: { [`${name}:sub`]: 'ada' } },
                },
              },
            },
          ],
        },
      ],
    },
  });
});
afterAll(async () => {
  await provider.close();
  await aws.close();
});

/** A person who goes through the provider's pages as `login`, and how the sign-in's memory is kept. */
function desk(login = 'ada', redirectHost: '127.0.0.1' | 'localhost' = '127.0.0.1') {
  const pages: string[] = [];
  let memory: SignInMemory | null = null;
  const person: PersonAtHand = {
    ready: async () => succeed(),
    show() {},
    given: () => Promise.reject(new Error('Nothing is given here.')),
    complain() {},
  };
  const browser = {
    async open(address: Secret) {
      void (async () => {
        const back = await signInAt(address.reveal(), { login });
        if (back !== null) pages.push(await (await fetch(back)).text());
      })();
      return succeed();
    },
  };
  const flow = new OidcSignIn({
    gateway: newGateway(),
    redirects: new LoopbackRedirects({ isOtherUsers, words: () => en }),
    browser,
    clock: { now: () => Date.now() },
    clientSecret: async () => succeed(null),
  });
  const method = oidcMethod(provider, { redirectHost });
  const signIn: SignIn = { id: 'work', name: 'Work', method, hasClientSecret: false };
  const context = (with_: PersonAtHand | null): SignInContext => ({
    signIn,
    memory,
    remember: (next) => {
      memory = next;
    },
    person: with_,
    signal: never,
  });
  return {
    pages,
    flow,
    signIn: () => flow.acquire(context(person)),
    /** As after a restart: only what is remembered is there. */
    renew: () => {
      flow.forget('work');
      return flow.acquire(context(null));
    },
  };
}

async function assume({ token }: OidcTokens): Promise<string> {
  const sts = stsAt({ endpointUrl: aws.url });
  const recipe = { ...webIdentityRequest.recipe, roleArn, region: 'eu-central-1' };
  const request = { ...webIdentityRequest, recipe, token };
  const { result } = await sts.assumeRoleWithWebIdentity(request, never);
  return result.ok ? 'assumed' : result.error.code;
}

describe('signing in at an OpenID provider', () => {
  it.each(['127.0.0.1', 'localhost'] as const)(
    'comes back to %s with a token that AWS takes',
    async (host) => {
      const ada = desk('ada', host);
      const tokens = unwrap(await ada.signIn());
      await expect.poll(() => ada.pages.join()).toContain('go back to Keycutter');
      expect(await assume(tokens)).toBe('assumed');
    },
  );

  it('renews without the person, over and over, with a token that AWS takes', async () => {
    const ada = desk();
    const used = new Set([refreshTokenOf(unwrap(await ada.signIn())).reveal()]);
    for (let times = 1; times <= 3; times += 1) {
      const tokens = unwrap(await ada.renew());
      expect(await assume(tokens)).toBe('assumed');
      used.add(refreshTokenOf(tokens).reveal());
    }
    expect(used.size).toBe(4);
    await expect.poll(() => ada.pages.length).toBe(1);
  });

  it('wants the person again once it was revoked', async () => {
    const ada = desk();
    unwrap(await ada.signIn());
    await provider.revokeGrants();
    expect(await ada.renew()).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await assume(unwrap(await ada.signIn()))).toBe('assumed');
  });

  it('leaves it to AWS whom a role trusts', async () => {
    expect(await assume(unwrap(await desk('eve').signIn()))).toBe('sts-access-denied');
  });
});

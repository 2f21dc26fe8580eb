import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail } from '../../../shared/result.ts';
import type { SamlMethod } from '../../../shared/sign-in.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import {
  codeOf,
  hour,
  identityCenterMethod,
  minute,
  oidcMethod,
  samlMethod,
  World,
} from '../testing/world.ts';

const remembered: SamlMethod = { ...samlMethod, remember: true };
const assertionRequests = (world: World) => world.sts.otherRequests.length;

function save(world: World, input: Parameters<World['handlers']['signIns']['save']>[0]) {
  return world.handlers.signIns.save(input, window());
}

describe('a sign-in is kept', () => {
  it('by name, and its client secret in the keychain only', async () => {
    const world = await World.begin();
    const draft = { name: 'Corporate', method: oidcMethod };
    const id = expectValue(await save(world, { draft, clientSecret: 'hush' }));
    await settled();
    expect(world.now.signIns).toMatchObject([
      { id, name: 'Corporate', hasClientSecret: true, state: 'signed-out', problem: null, expiresAt: null },
    ]);
    expect(world.bench.secretStore.entries.get(`sign-in/${id}/client-secret`)).toBe('hush');
    expect(JSON.stringify(world.bench.profileStore.saved)).not.toContain('hush');
    expect(codeOf(await save(world, { draft }))).toBe('sign-in-name-taken');
    expectValue(await save(world, { id, draft: { ...draft, name: 'Other' } }));
    await settled();
    expect(world.now.signIns).toMatchObject([{ name: 'Other', hasClientSecret: true }]);
    expectValue(await save(world, { id, draft, clientSecret: '' }));
    expect(world.bench.secretStore.entries.has(`sign-in/${id}/client-secret`)).toBe(false);
    expect(codeOf(await save(world, { id: 'gone', draft: { ...draft, name: 'New' } }))).toBe(
      'sign-in-not-found',
    );
  });

  it('as long as profiles use it, and says which', async () => {
    const world = await World.begin();
    const id = await world.signIn(oidcMethod);
    await world.handlers.signIns.save(
      { id, draft: { name: 'oidc', method: oidcMethod }, clientSecret: 'x' },
      window(),
    );
    const profiles = [];
    for (let index = 0; index < 7; index += 1) profiles.push(await world.oidcProfile(`web-${index}`, id));
    expect(await world.handlers.signIns.remove({ id }, window())).toMatchObject({
      error: { code: 'sign-in-used', params: { names: 'web-0, web-1, web-2, web-3, web-4, and 2 more' } },
    });
    expectValue(await world.assume(profiles[0] ?? ''));
    for (const profile of profiles) await world.handlers.profiles.remove({ id: profile }, window());
    expectValue(await world.handlers.signIns.remove({ id }, window()));
    await settled();
    expect(world.now.signIns).toEqual([]);
    expect(world.bench.signInCache.sealed).toEqual([]);
    expect([...world.bench.secretStore.entries.keys()].filter((name) => name.startsWith('sign-in'))).toEqual(
      [],
    );
  });

  it('and opens profiles of its own kind only', async () => {
    const world = await World.begin();
    const id = await world.signIn(oidcMethod);
    const recipe = {
      kind: 'identity-center',
      source: { kind: 'sign-in', signInId: id },
      accountId: '111122223333',
      roleName: 'Admin',
      region: 'eu-central-1',
    } as const;
    expect(codeOf(await world.tryProfile('sso', recipe))).toBe('sign-in-wrong-kind');
    const gone = { ...recipe, source: { kind: 'sign-in', signInId: 'gone' } } as const;
    expect(codeOf(await world.tryProfile('sso', gone))).toBe('sign-in-not-found');
    const web = await world.oidcProfile('web', id);
    expectValue(await save(world, { id, draft: { name: 'oidc', method: samlMethod } }));
    expect(codeOf(await world.assume(web))).toBe('sign-in-wrong-kind');
  });
});

describe('what it holds', () => {
  it('survives a restart: sessions renew without the person', async () => {
    const world = await World.begin();
    const web = await world.oidcProfile('web', await world.signIn(oidcMethod));
    const saml = await world.samlProfile('saml', await world.signIn(remembered));
    const sso = await world.ssoProfile('sso', await world.signIn(identityCenterMethod));
    for (const id of [web, saml, sso]) expectValue(await world.assume(id));
    await settled();
    expect(world.bench.signInCache.sealed).toHaveLength(3);
    const pages = world.bench.browsed.length;
    await world.restart();
    await world.bench.clock.pass(2 * hour);
    expect([web, saml, sso].map((id) => world.stateOf(id))).toEqual(['active', 'active', 'active']);
    expect(world.bench.browsed).toHaveLength(pages);
    expect(world.bench.samlWindow.opened.filter(({ visible }) => visible)).toHaveLength(1);
  });

  it('is nothing where nothing is to be remembered', async () => {
    const world = await World.begin();
    const saml = await world.samlProfile('saml', await world.signIn(samlMethod));
    expectValue(await world.assume(saml));
    await settled();
    expect(world.bench.signInCache.sealed).toEqual([]);
    expect(world.bench.samlWindow.opened[0]?.remember).toBe(false);
  });

  it('is forgotten when the person signs out, and what is under way brings nothing back', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(remembered);
    const id = await world.samlProfile('saml', signInId);
    const release = world.bench.samlWindow.hold();
    const asked = world.assume(id);
    await settled();
    expectValue(await world.handlers.signIns.signOut({ id: signInId }, window()));
    expect(codeOf(await asked)).toBe('cancelled');
    release();
    await settled();
    expect(world.bench.signInCache.sealed).toEqual([]);
    expectValue(await world.assume(id));
    await settled();
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-in', subject: 'mina' });
    expectValue(await world.handlers.signIns.signOut({ id: signInId }, window()));
    await settled();
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-out', subject: null, expiresAt: null });
    expect(world.bench.signInCache.sealed).toEqual([]);
    expect(codeOf(await world.assume(id))).toBe('ok');
    await world.handlers.sessions.stop({ profileId: id }, window());
    expect(world.bench.samlWindow.opened.at(-1)).toMatchObject({ visible: true });
  });

  it('is not remembered when what was under way answers after the sign-out all the same', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(remembered);
    const { open } = world.bench.samlWindow;
    // A window whose response was already on its way when it was to close.
    world.bench.samlWindow.open = (request) =>
      open.call(world.bench.samlWindow, request, new AbortController().signal);
    const release = world.bench.samlWindow.hold();
    const asked = world.handlers.signIns.signIn({ id: signInId }, window());
    await settled();
    expectValue(await world.handlers.signIns.signOut({ id: signInId }, window()));
    release();
    expect(codeOf(await asked)).toBe('cancelled');
    await settled();
    expect(world.bench.signInCache.sealed).toEqual([]);
    expect(world.now.signIns[0]?.state).toBe('signed-out');
    expectValue(await world.assume(await world.samlProfile('saml', signInId)));
    expect(world.bench.samlWindow.opened).toHaveLength(2);
  });

  it('stays when only its name changes, and goes when the way of signing in does', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(remembered);
    const id = await world.samlProfile('saml', signInId);
    expectValue(await world.assume(id));
    const { kind, ...rest } = remembered;
    expectValue(await save(world, { id: signInId, draft: { name: 'renamed', method: { ...rest, kind } } }));
    expect(world.bench.signInCache.sealed).toHaveLength(1);
    const method = { ...remembered, startUrl: 'https://other.example/' };
    expectValue(await save(world, { id: signInId, draft: { name: 'renamed', method } }));
    await settled();
    expect(world.bench.signInCache.sealed).toEqual([]);
    expect(world.stateOf(id)).toBe('active');
  });

  it('is shown for as long as it is good, without anybody looking', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(samlMethod);
    expectValue(await world.handlers.signIns.signIn({ id: signInId }, window()));
    await settled();
    const [view] = world.now.signIns;
    expect(view?.state).toBe('signed-in');
    expect((view?.expiresAt ?? 0) - world.bench.clock.now()).toBeLessThanOrEqual(5 * minute);
    await world.bench.clock.pass(5 * minute + 2_000);
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-out', expiresAt: null });
  });
});

describe('signing in', () => {
  it('anew uses nothing that is held', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(remembered);
    for (let time = 1; time <= 2; time += 1) {
      expectValue(await world.handlers.signIns.signIn({ id: signInId }, window()));
      expect(world.bench.samlWindow.opened).toHaveLength(time);
      expect(world.bench.samlWindow.opened.at(-1)).toMatchObject({ visible: true, cookies: null });
    }
    expect(world.activity('signed-in')).toBe(2);
    expect(codeOf(await world.handlers.signIns.signIn({ id: 'gone' }, window()))).toBe('sign-in-not-found');
  });

  it('ends in its own words when the person closes the window', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('saml', await world.signIn(samlMethod));
    world.bench.samlWindow.answer = null;
    expect(codeOf(await world.assume(id))).toBe('sign-in-window-closed');
    await settled();
    expect(world.stateOf(id)).toBe('idle');
    expect(world.now.signInPrompt).toBeNull();
    expect(codeOf(await world.serve(id))).toBe('sign-in-needed');
    expect(world.bench.notifications).toEqual([]);
  });

  it('with a role that the provider does not offer: says which it does, and asks AWS nothing', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(samlMethod);
    const id = await world.samlProfile('saml', signInId, 'arn:aws:iam::111122223333:role/other');
    expect(await world.assume(id)).toMatchObject({
      error: {
        code: 'saml-role-not-offered',
        params: { offered: 'arn:aws:iam::111122223333:role/deployer' },
      },
    });
    expect(assertionRequests(world)).toBe(0);
  });

  it('with an assertion that AWS finds too old: once more, and only once', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(samlMethod);
    const ids = [await world.samlProfile('one', signIn), await world.samlProfile('two', signIn)];
    let refusals = 2;
    world.sts.answerWith(() => {
      refusals -= 1;
      return refusals < 0 ? null : fail(appError('saml-assertion-expired'));
    });
    const both = await Promise.all(ids.map((id) => world.assume(id)));
    expect(both.map(codeOf)).toEqual(['ok', 'ok']);
    expect(world.bench.samlWindow.opened).toHaveLength(2);
    world.sts.refuseWith(appError('saml-assertion-expired'));
    const asked = world.handlers.sessions.refresh({ profileId: ids[0] ?? '' }, window());
    expect(codeOf(await asked)).toBe('saml-assertion-expired');
    expect(world.bench.samlWindow.opened).toHaveLength(3);
  });

  it('with an assertion that AWS has no use for: another one when the person tries again, and not before', async () => {
    const world = await World.begin();
    const id = await world.samlProfile('one', await world.signIn(samlMethod));
    world.sts.refuseWith(appError('sts-invalid-identity-token'));
    expect(codeOf(await world.assume(id))).toBe('sts-invalid-identity-token');
    expect(world.bench.samlWindow.opened).toHaveLength(1);
    world.sts.refuseWith(null);
    expect(codeOf(await world.assume(id))).toBe('ok');
    expect(world.bench.samlWindow.opened).toHaveLength(2);
  });

  it('late refusals of an older assertion do not throw the newer one away', async () => {
    const world = await World.begin();
    const signIn = await world.signIn(samlMethod);
    const ids = [await world.samlProfile('one', signIn), await world.samlProfile('two', signIn)];
    const held: (() => void)[] = [];
    const { assumeRoleWithSaml } = world.sts;
    let calls = 0;
    world.sts.assumeRoleWithSaml = async (request, signal) => {
      calls += 1;
      const refused = calls <= 2;
      if (calls === 2) await new Promise<void>((resolve) => held.push(resolve));
      const answer = await assumeRoleWithSaml.call(world.sts, request, signal);
      return refused ? { ...answer, result: fail(appError('saml-assertion-expired')) } : answer;
    };
    const both = ids.map((id) => world.assume(id));
    expect(codeOf(await (both[0] ?? Promise.reject()))).toBe('ok');
    for (const release of held) release();
    expect(codeOf(await (both[1] ?? Promise.reject()))).toBe('ok');
    expect(world.bench.samlWindow.opened).toHaveLength(2);
  });

  it('with an Identity Center token that AWS takes no more: renewed and tried once more', async () => {
    const world = await World.begin();
    const id = await world.ssoProfile('sso', await world.signIn(identityCenterMethod));
    expectValue(await world.assume(id));
    const { identityCenter } = world.bench;
    const { roleCredentials } = identityCenter;
    let refusals = 1;
    identityCenter.roleCredentials = async (...call) => {
      refusals -= 1;
      return refusals < 0
        ? roleCredentials.apply(identityCenter, call)
        : { result: fail(appError('sign-in-revoked')), awsTime: null };
    };
    await world.bench.clock.pass(20_000);
    expectValue(await world.handlers.sessions.refresh({ profileId: id }, window()));
    expect(world.bench.browsed).toHaveLength(1);
  });

  it('with one that was ended for good: the state says signed out, and a program is told what to do', async () => {
    const world = await World.begin();
    const id = await world.ssoProfile('sso', await world.signIn(identityCenterMethod, 'Portal'));
    expectValue(await world.assume(id));
    const { identityCenter } = world.bench;
    const revoked = async () => ({ result: fail(appError('sign-in-revoked')), awsTime: null });
    identityCenter.roleCredentials = revoked;
    identityCenter.createToken = revoked;
    await world.bench.clock.pass(56 * minute);
    expect(world.now.signIns[0]).toMatchObject({ state: 'signed-out', problem: { code: 'sign-in-needed' } });
    await world.bench.clock.pass(5 * minute);
    expect(await world.serve(id)).toMatchObject({
      error: { code: 'sign-in-needed', params: { signIn: 'Portal', name: 'sso' } },
    });
  });

  it('whose keychain is locked says so instead of asking the person', async () => {
    const world = await World.begin();
    const signInId = await world.signIn(oidcMethod);
    await save(world, { id: signInId, draft: { name: 'oidc', method: oidcMethod }, clientSecret: 'x' });
    const id = await world.oidcProfile('web', signInId);
    world.bench.secretStore.state = 'locked';
    expect(codeOf(await world.assume(id))).toBe('keychain-locked');
    expect(world.bench.browsed).toEqual([]);
  });

  it('for a provider by its ProviderId sends that along', async () => {
    const world = await World.begin();
    const method = { ...oidcMethod, provider: 'www.amazon.com', issuer: '' } as const;
    for (const [name, signInId] of [
      ['amazon', await world.signIn(method, 'amazon')],
      ['issuer', await world.signIn(oidcMethod, 'issuer')],
    ] as const)
      expectValue(await world.assume(await world.oidcProfile(name, signInId)));
    const providers = world.sts.otherRequests.map((request) => 'providerId' in request && request.providerId);
    expect(providers).toEqual(['www.amazon.com', null]);
  });
});

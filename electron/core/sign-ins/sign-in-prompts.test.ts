import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fail, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { SamlMethod } from '../../../shared/sign-in.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, samlResponse, window } from '../testing/fake-ports.ts';
import { codeOf, identityCenterMethod, minute, oidcMethod, samlMethod, World } from '../testing/world.ts';

const byBrowser: SamlMethod = { ...samlMethod, by: 'browser' };

/** A browser whose return the test decides on. */
function redirects() {
  let visit: (url: URL) => void = () => {};
  const listener = {
    reserve: async () =>
      succeed({
        redirectUri: 'http://127.0.0.1:1/callback',
        listen: (state: string) => ({
          visit: new Promise<ReturnType<typeof succeed<URL>>>((resolve) => {
            visit = () => resolve(succeed(new URL(`http://127.0.0.1:1/callback?code=code&state=${state}`)));
          }),
          close: () => {},
        }),
        close: () => {},
      }),
  };
  return { listener, comeBack: () => visit(new URL('http://127.0.0.1')) };
}

function give(world: World, from: 'clipboard' | 'file' = 'clipboard') {
  const promptId = world.now.signInPrompt?.id ?? 'none';
  return world.handlers.signIns.giveAssertion({ promptId, from }, window());
}

describe('what the prompt shows', () => {
  it('with the browser: asked, then the page and its host, then work, then nothing', async () => {
    const { listener, comeBack } = redirects();
    const world = await World.begin({ redirectListener: listener });
    const id = await world.oidcProfile('web', await world.signIn(oidcMethod, 'Corporate'));
    const served = world.serve(id, minute);
    await settled();
    expect(world.now.signInPrompt).toEqual({
      id: world.now.signInPrompt?.id,
      signInId: world.now.signIns[0]?.id,
      signInName: 'Corporate',
      kind: 'oidc',
      profileNames: ['web'],
      stage: 'asked',
      host: null,
      userCode: null,
      error: null,
      waiting: 0,
    });
    expect(world.bench.browsed).toEqual([]);
    expect(codeOf(await world.prompt('copyAddress'))).toBe('cancelled');
    expectValue(await world.prompt('proceed'));
    expect(world.now.signInPrompt).toMatchObject({ stage: 'browser', host: 'idp.example' });
    expectValue(await world.prompt('copyAddress'));
    expect(world.bench.clipboard.text).toBe('https://idp.example/authorize?state=state');
    expectValue(await world.prompt('proceed'));
    expect(world.bench.browsed).toHaveLength(2);
    const release = world.sts.hold();
    comeBack();
    await settled();
    expect(world.now.signInPrompt).toBeNull();
    release();
    expect(codeOf(await served)).toBe('ok');
  });

  it('with a device code: the code to compare', async () => {
    const world = await World.begin();
    const method = { ...identityCenterMethod, flow: 'device' } as const;
    const asked = world.assume(await world.ssoProfile('sso', await world.signIn(method)));
    await settled();
    expect(world.now.signInPrompt).toMatchObject({
      stage: 'device',
      userCode: 'ABCD-EFGH',
      host: 'device.example',
    });
    await world.bench.clock.pass(2_000);
    expectValue(await asked);
    expect(world.now.signInPrompt).toBeNull();
  });

  it('of two sign-ins one is shown and the other waits', async () => {
    const world = await World.begin();
    const one = await world.samlProfile('one', await world.signIn(samlMethod, 'first'));
    const two = await world.samlProfile('two', await world.signIn(samlMethod, 'second'));
    const served = [world.serve(one, minute), world.serve(two, minute)];
    await settled();
    expect(world.now.signInPrompt).toMatchObject({ signInName: 'first', waiting: 1 });
    await world.prompt('cancel');
    expect(world.now.signInPrompt).toMatchObject({ signInName: 'second', waiting: 0 });
    await world.prompt('proceed');
    expect((await Promise.all(served)).map(codeOf)).toEqual(['sign-in-dismissed', 'ok']);
  });

  it('a window is brought to the front when its page is asked for again, and only then', async () => {
    const world = await World.begin();
    const release = world.bench.samlWindow.hold();
    const asked = world.assume(await world.samlProfile('one', await world.signIn(samlMethod)));
    await settled();
    expect(world.bench.samlWindow.focused).toBe(0);
    await world.prompt('proceed');
    expect(world.bench.samlWindow.focused).toBe(1);
    world.bench.samlWindow.opened[0]?.onHost('mfa.example');
    await settled();
    expect(world.now.signInPrompt?.host).toBe('mfa.example');
    release();
    expectValue(await asked);
  });
});

describe('sent away', () => {
  it('the sign-in ends with that, is no failure of the session, and the page closes', async () => {
    const world = await World.begin();
    world.bench.samlWindow.hold();
    const id = await world.samlProfile('one', await world.signIn(samlMethod));
    const asked = world.assume(id);
    await world.prompt('cancel');
    expect(codeOf(await asked)).toBe('sign-in-dismissed');
    await settled();
    expect([world.stateOf(id), world.now.signInPrompt, world.activity('failed')]).toEqual(['idle', null, 0]);
    expect(world.now.signIns[0]?.problem).toBeNull();
  });

  it('what is said to a prompt that is gone changes nothing', async () => {
    const world = await World.begin();
    expect(codeOf(await world.prompt('proceed'))).toBe('cancelled');
    expect(codeOf(await world.prompt('cancel'))).toBe('ok');
    expect(codeOf(await world.prompt('copyAddress'))).toBe('cancelled');
    expect(codeOf(await give(world))).toBe('cancelled');
  });
});

describe('an assertion that the person brings', () => {
  it('from the clipboard or a file, for all profiles that wait', async () => {
    for (const from of ['clipboard', 'file'] as const) {
      const world = await World.begin();
      const signIn = await world.signIn(byBrowser);
      const ids = [await world.samlProfile('one', signIn), await world.samlProfile('two', signIn)];
      const asked = ids.map((id) => world.assume(id));
      await settled();
      expect(world.now.signInPrompt).toMatchObject({ stage: 'assertion', host: 'idp.example' });
      expect(world.bench.browsed.map((address) => address.reveal())).toEqual([byBrowser.startUrl]);
      expectValue(await give(world, from));
      expect((await Promise.all(asked)).map(codeOf)).toEqual(['ok', 'ok']);
      expect(world.bench.browsed).toHaveLength(1);
    }
  });

  it('that is none: the prompt says so and stays; no file chosen: nothing', async () => {
    const world = await World.begin({
      assertionInput: {
        fromClipboard: async () => succeed(new Secret('what is for lunch')),
        fromFile: async () => succeed(null),
      },
    });
    const asked = world.assume(await world.samlProfile('one', await world.signIn(byBrowser)));
    await settled();
    expectValue(await give(world, 'file'));
    expect(world.now.signInPrompt?.error).toBeNull();
    expectValue(await give(world));
    await settled();
    expect(world.now.signInPrompt).toMatchObject({
      stage: 'assertion',
      error: { code: 'saml-assertion-unreadable' },
    });
    await world.prompt('cancel');
    expect(codeOf(await asked)).toBe('sign-in-dismissed');
  });

  it('that cannot be read from where it is: that is said, and nothing is given', async () => {
    const world = await World.begin();
    world.bench.brought = fail(appError('saml-assertion-unreadable', { reason: 'no-text' }));
    const asked = world.assume(await world.samlProfile('one', await world.signIn(byBrowser)));
    await settled();
    expect(codeOf(await give(world))).toBe('saml-assertion-unreadable');
    world.bench.brought = succeed(new Secret(samlResponse));
    expectValue(await give(world));
    expectValue(await asked);
  });

  it('is taken from the person only, not from a command', async () => {
    const world = await World.begin();
    void world.assume(await world.samlProfile('one', await world.signIn(byBrowser)));
    await settled();
    const promptId = world.now.signInPrompt?.id ?? '';
    const command = { client: 'command', signal: new AbortController().signal } as const;
    const given = world.handlers.signIns.giveAssertion({ promptId, from: 'clipboard' }, command);
    expect(codeOf(await given)).toBe('client-not-allowed');
  });
});

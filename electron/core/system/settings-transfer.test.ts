import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Recipe } from '../../../shared/profile.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Snapshot } from '../../../shared/views.ts';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, testRecipe, testSettings, window } from '../testing/fake-ports.ts';
import { codeOf, from, oidcMethod, samlMethod, World } from '../testing/world.ts';

const path = '/media/stick/keycutter-settings.json';

let world: World;
beforeEach(async () => {
  world = await World.begin();
});

async function exported(of: World): Promise<string> {
  expectValue(await of.handlers.settings.exportToFile({}, window()));
  return of.bench.system.saved.at(-1)?.text ?? '';
}

async function preview(of: World, text: string) {
  of.bench.system.chosen = { path, text };
  return of.handlers.settings.previewImport({}, window());
}

async function imported(of: World, text: string) {
  const { digest } = expectValue(await preview(of, text));
  const outcome = await of.handlers.settings.applyImport({ digest }, window());
  await settled();
  return outcome;
}

/** Another machine, where nothing is yet. */
async function elsewhere(): Promise<World> {
  const other = new World();
  other.keycutter = await other.bench.start();
  return other;
}

/** What a person would compare, names in place of ids. */
function meaning({ profiles, signIns, accessKeys, settings }: Snapshot) {
  const nameOf = (entries: readonly { readonly id: string; readonly name: string }[], id: string) =>
    entries.find((entry) => entry.id === id)?.name ?? 'gone';
  const sourceOf = ({ source }: Recipe): string => {
    switch (source.kind) {
      case 'access-key':
        return `key ${nameOf(accessKeys, source.keyId)}`;
      case 'sign-in':
        return `sign-in ${nameOf(signIns, source.signInId)}`;
      case 'profile':
        return `profile ${nameOf(profiles, source.profileId)}`;
      default:
        return JSON.stringify(source);
    }
  };
  const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name < other.name ? -1 : 1;
  return {
    settings,
    profiles: profiles
      .map(({ id: _, demo: __, origin: ___, recipe, ...rest }) => {
        const { source: ____, ...parameters } = recipe;
        return { ...rest, parameters, source: sourceOf(recipe) };
      })
      .toSorted(byName),
    signIns: signIns.map(({ name, method }) => ({ name, method })).toSorted(byName),
    accessKeys: accessKeys.map(({ name, accessKeyId }) => ({ name, accessKeyId })).toSorted(byName),
  };
}

const command = '/usr/bin/printer --json';
const printed: Recipe = {
  kind: 'credential-process',
  source: { kind: 'command', command },
  region: 'eu-central-1',
};

describe('a file of exported settings', () => {
  it('holds settings, profiles, sign-ins and names of keys, and no secret', async () => {
    await world.role('reader', {
      externalId: 'partner-42',
      mfaSerial: 'arn:aws:iam::111122223333:mfa/phone',
    });
    await world.signIn(oidcMethod);
    const text = await exported(world);
    expect(JSON.parse(text)).toMatchObject({
      format: 'keycutter-settings',
      version: 1,
      exportedAt: '2026-05-04T09:00:00.000Z',
      settings: { theme: 'system' },
      profiles: [{ favourite: false, draft: { name: 'reader', recipe: { externalId: 'partner-42' } } }],
      signIns: [{ draft: { name: 'oidc' } }],
      accessKeys: [{ name: 'work', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    });
    for (const secret of world.bench.secretStore.entries.values()) expect(text).not.toContain(secret);
    expect(text).not.toContain('x'.repeat(40));
    expect(world.bench.system.saved.at(-1)?.name).toBe('keycutter-settings-2026-05-04.json');
  });

  it('brings nothing to where it came from', async () => {
    await world.chain('hub', 'spoke');
    expect(expectValue(await preview(world, await exported(world)))).toMatchObject({
      settings: [],
      profiles: { new: [], changed: [] },
      signIns: { new: [], changed: [] },
      accessKeys: [],
      problems: [],
    });
  });

  it('makes another machine like this one: ids are its own, chains and favourites the same', async () => {
    const [hub = ''] = await world.chain('hub', 'spoke', 'rim');
    await world.samlProfile('federated', await world.signIn(samlMethod));
    await world.handlers.profiles.setFavourite({ id: hub, favourite: true }, window());
    await world.handlers.settings.save({ ...world.now.settings, theme: 'dark' }, window());
    await settled();
    const other = await elsewhere();
    expect(expectValue(await imported(other, await exported(world)))).toEqual({
      profiles: 4,
      signIns: 1,
      accessKeys: 1,
      failed: [],
    });
    expect(meaning(other.now)).toEqual(meaning(world.now));
    const idsHere = new Set(world.now.profiles.map(({ id }) => id));
    expect(other.now.profiles.filter(({ id }) => idsHere.has(id))).toEqual([]);
  });

  it('is taken over once, however often it is asked for meanwhile', async () => {
    await world.profile('printed', printed);
    await world.role('reader');
    const other = await elsewhere();
    const { digest } = expectValue(await preview(other, await exported(world)));
    const apply = () => other.handlers.settings.applyImport({ digest }, window());
    const [one, two] = await Promise.all([apply(), apply()]);
    await settled();
    expect([expectValue(one), expectValue(two)]).toMatchObject([{ profiles: 2 }, { profiles: 2 }]);
    expect(other.bench.confirmed).toEqual([command]);
    expect(other.now.accessKeys).toHaveLength(1);
    expect(other.now.activity.filter(({ kind }) => kind === 'imported')).toHaveLength(1);
  });

  it('names the profiles that could not be taken over, each with its reason', async () => {
    const [hub = ''] = await world.chain('hub', 'spoke');
    await world.role('reader');
    const parsed = JSON.parse(await exported(world));
    const signInId = 'of-another-kind';
    parsed.signIns.push({ id: signInId, draft: { name: 'oidc', method: oidcMethod } });
    const recipe: Recipe = {
      kind: 'assume-role-with-saml',
      source: { kind: 'sign-in', signInId },
      roleArn: 'arn:aws:iam::111122223333:role/deployer',
      principalArn: 'arn:aws:iam::111122223333:saml-provider/idp',
      region: 'eu-central-1',
      durationSeconds: 3_600,
      policyArns: [],
    };
    for (const profile of parsed.profiles) if (profile.id === hub) profile.draft.recipe = recipe;
    const other = await elsewhere();
    expect(expectValue(await imported(other, JSON.stringify(parsed)))).toMatchObject({
      profiles: 1,
      failed: [
        { name: 'hub', error: { code: 'sign-in-wrong-kind' } },
        { name: 'spoke', error: { code: 'input-refused', params: { reason: 'caller-not-imported' } } },
      ],
    });
  });

  it('brings keys without their secrets, which are then entered once', async () => {
    await world.role('reader');
    const other = await elsewhere();
    await imported(other, await exported(world));
    const [key] = other.now.accessKeys;
    expect(key?.problem?.code).toBe('access-key-secret-missing');
    const id = other.now.profiles[0]?.id ?? '';
    expect(codeOf(await other.assume(id))).toBe('access-key-secret-missing');
    const secret = { secretAccessKey: 'y'.repeat(40), keep: 'keychain' } as const;
    expectValue(await other.handlers.accessKeys.enterSecret({ id: key?.id ?? '', ...secret }, window()));
    expect(codeOf(await other.assume(id))).toBe('ok');
  });

  it('a key that is kept already stays as it is, and profiles are called with it', async () => {
    await world.role('reader');
    const other = await World.begin();
    const file = await exported(world);
    expect(expectValue(await preview(other, file))).toMatchObject({ accessKeys: [] });
    await imported(other, file);
    expect(other.now.accessKeys).toHaveLength(1);
    expect(codeOf(await other.assume(other.now.profiles[0]?.id ?? ''))).toBe('ok');
  });

  it('a profile of the same name is changed; its favourite and its question before serving stay', async () => {
    await world.role('reader', { durationSeconds: 7_200 });
    const other = await World.begin();
    const id = await other.role('reader');
    const draft = { name: 'reader', recipe: other.now.profiles[0]?.recipe as Recipe, askBeforeServing: true };
    await other.handlers.profiles.save({ id, draft }, window());
    await other.handlers.profiles.setFavourite({ id, favourite: true }, window());
    await settled();
    expect(expectValue(await preview(other, await exported(world)))).toMatchObject({
      profiles: { new: [], changed: ['reader'] },
    });
    await imported(other, await exported(world));
    expect(other.now.profiles).toMatchObject([
      { id, favourite: true, askBeforeServing: true, recipe: { durationSeconds: 7_200 } },
    ]);
  });

  it('leaves out what belongs to the demo account', async () => {
    await world.role('own');
    const [profile] = world.now.profiles;
    const [key] = world.bench.profileStore.saved.accessKeys;
    if (profile === undefined || key === undefined) throw new Error('not set up');
    world.bench.profileStore.saved = {
      ...world.bench.profileStore.saved,
      profiles: [profile, { ...profile, id: 'd1', name: 'of the demo', demo: true }],
      accessKeys: [key, { ...key, id: 'dk', name: 'demo', kept: 'demo' }],
    };
    await world.restart();
    expect(await exported(world)).not.toContain('demo');
  });
});

describe('what would run a program', () => {
  it('is asked about in the desktop’s own dialog, each once; refused, nothing is taken over', async () => {
    await world.profile('printed', printed);
    await world.profile('again', printed);
    const file = await exported(world);
    const other = await elsewhere();
    other.bench.confirms = false;
    expect(codeOf(await imported(other, file))).toBe('command-not-confirmed');
    expect(other.now.profiles).toEqual([]);
    expect(other.bench.confirmed).toEqual([command]);
    other.bench.confirms = true;
    expectValue(await imported(other, file));
    expect(other.now.profiles).toHaveLength(2);
    // What runs already is not asked about again.
    other.bench.confirmed.length = 0;
    expectValue(await imported(other, file));
    expect(other.bench.confirmed).toEqual([]);
  });

  it('a sign-in that runs one is asked about too', async () => {
    await world.signIn({ ...samlMethod, by: 'command', startUrl: '', command });
    const other = await elsewhere();
    other.bench.confirms = false;
    expect(codeOf(await imported(other, await exported(world)))).toBe('command-not-confirmed');
    expect(other.now.signIns).toEqual([]);
  });

  it('a client secret is not shown to another provider that a file has put in its place', async () => {
    const draft = { name: 'corp', method: oidcMethod };
    const saved = await world.handlers.signIns.save(
      { draft, clientSecret: 'for idp.example only' },
      window(),
    );
    const text = (await exported(world)).replace('https://idp.example', 'https://evil.example');
    expectValue(await imported(world, text));
    expect(world.now.signIns).toMatchObject([
      { id: expectValue(saved), method: { issuer: 'https://evil.example' }, hasClientSecret: false },
    ]);
    expect([...world.bench.secretStore.entries.values()]).not.toContain('for idp.example only');
  });
});

describe('a hostile or damaged file', () => {
  const header = { format: 'keycutter-settings', version: 1 };
  const file = (content: object) => JSON.stringify({ ...header, ...content });

  it.each([
    ['no JSON', 'AKIA…', 'settings-file-unreadable'],
    ['empty', '', 'settings-file-unreadable'],
    ['a list', '[]', 'settings-file-unreadable'],
    ['another program’s', '{"format":"other","version":1}', 'settings-file-unreadable'],
    ['without a version', '{"format":"keycutter-settings"}', 'settings-file-unreadable'],
    ['a newer one', '{"format":"keycutter-settings","version":2}', 'settings-file-newer'],
    ['profiles that are no list', file({ profiles: { length: 3 } }), 'settings-file-unreadable'],
    ['too many', file({ signIns: Array.from({ length: 10_001 }, () => 0) }), 'settings-file-unreadable'],
  ])('%s is refused, and nothing is lost', async (_what, text, code) => {
    await world.role('reader');
    const before = world.bench.profileStore.saved;
    expect(codeOf(await preview(world, text))).toBe(code);
    expect(world.bench.profileStore.saved).toBe(before);
  });

  it('gives what is valid and names the rest', async () => {
    const draft = { name: 'good', recipe: printed };
    const looked = await preview(
      world,
      file({
        settings: { theme: 'pink', defaultRegion: 'eu-west-1', unknown: 1, warnBeforeMinutes: '5' },
        profiles: [
          { id: 'p1', favourite: false, draft },
          { id: 'p1', favourite: false, draft: { ...draft, name: 'twin' } },
          { id: 'p2', favourite: false, draft: { ...draft, name: 'bad\u0007name' } },
          { id: 'p3', favourite: 'yes', draft: { ...draft, name: 'not a boolean' } },
          {
            id: 'p4',
            favourite: false,
            draft: {
              name: 'orphan',
              recipe: { ...printed, kind: 'access-key', source: { kind: 'access-key', keyId: 'k' } },
            },
          },
          null,
        ],
      }),
    );
    const { settings, profiles, problems } = expectValue(looked);
    expect(settings).toEqual(['defaultRegion']);
    expect(profiles).toEqual({ new: ['good'], changed: [] });
    expect(problems.map(({ params }) => params.field)).toEqual([
      'warnBeforeMinutes',
      'theme',
      'bad name',
      'not a boolean',
      '?',
      'twin',
      'orphan',
    ]);
    for (const { params } of problems) expect(params.field).not.toMatch(/\p{Cc}/u);
  });

  it('a chain that leads back to itself is left out', async () => {
    const [hub = ''] = await world.chain('hub', 'spoke');
    const text = await exported(world);
    const parsed = JSON.parse(text);
    for (const profile of parsed.profiles) {
      if (profile.id === hub)
        profile.draft.recipe.source = { kind: 'profile', profileId: parsed.profiles[1].id };
    }
    const other = await elsewhere();
    expect(expectValue(await preview(other, JSON.stringify(parsed)))).toMatchObject({
      profiles: { new: [], changed: [] },
      problems: [{ code: 'input-refused' }, { code: 'input-refused' }],
    });
  });

  it('what was not looked at last is not taken over', async () => {
    const one = expectValue(await preview(world, await exported(world)));
    expectValue(await preview(world, file({ settings: { theme: 'dark' } })));
    expect(codeOf(await world.handlers.settings.applyImport({ digest: one.digest }, window()))).toBe(
      'import-changed',
    );
    expect(world.now.settings.theme).toBe('system');
  });

  it('never throws, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .json()
            .map(
              (json) =>
                `{"format":"keycutter-settings","version":1,"profiles":[${json}],"signIns":[${json}],"settings":${json}}`,
            ),
        ),
        async (text) => {
          const looked = await preview(world, text);
          expect(looked.ok || looked.error.code.startsWith('settings-file-')).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('there and back', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9 ._-]{0,10}[a-z0-9]$/);
  const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
    theme: fc.constantFrom('system', 'light', 'dark'),
    language: fc.constantFrom('system', 'en', 'ko'),
    warnBeforeMinutes: fc.integer({ min: 0, max: 120 }),
    defaultRegion: fc.constantFrom('eu-central-1', 'us-gov-west-1', 'cn-north-1'),
    quietFrom: fc.constantFrom('', '22:00'),
  });
  const roles = fc.uniqueArray(
    fc.record({
      name,
      durationSeconds: fc.integer({ min: 900, max: 3_600 }),
      externalId: fc.option(fc.stringMatching(/^[\w+=,.@:/-]{2,20}$/), { nil: undefined }),
      favourite: fc.boolean(),
      asks: fc.boolean(),
      /** Index of the profile it is called with, of those before it. */
      caller: fc.option(fc.nat(), { nil: null }),
      tags: fc.uniqueArray(fc.record({ key: name, value: name }), {
        selector: ({ key }) => key,
        maxLength: 3,
      }),
    }),
    { selector: (role) => role.name, maxLength: 6 },
  );

  it('everything but secrets comes through, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(settings, roles, async (changes, wanted) => {
        const here = await World.begin();
        expectValue(await here.handlers.settings.save({ ...testSettings, ...changes }, window()));
        const ids: string[] = [];
        for (const { name: called, caller, favourite, asks, ...overrides } of wanted) {
          const source = caller === null || ids.length === 0 ? {} : from(ids[caller % ids.length] ?? '');
          const recipe = testRecipe(here.keyId, { ...overrides, ...source });
          const draft = { name: called, recipe, ...(asks ? { askBeforeServing: true } : {}) };
          const id = expectValue(await here.handlers.profiles.save({ draft }, window()));
          if (favourite) await here.handlers.profiles.setFavourite({ id, favourite }, window());
          ids.push(id);
        }
        await settled();
        const there = await elsewhere();
        const file = await exported(here);
        expectValue(await imported(there, file));
        expect(meaning(there.now)).toEqual(meaning(here.now));
        // Once more, from there: nothing was lost on the way.
        expect(expectValue(await preview(here, await exported(there)))).toMatchObject({
          settings: [],
          profiles: { new: [], changed: [] },
        });
      }),
      { numRuns: 25 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frecencyHalfLife } from '../../shared/frecency.ts';
import type { Profile } from '../../shared/profile.ts';
import type { UseView } from '../../shared/views.ts';
import { liveSession, sampleProfile } from '../testing/sample-snapshot.ts';
import { en, ko } from '../text/text.ts';
import type { PaletteChoice } from './palette-choice.ts';
import { mostShown, type PaletteState, searchPalette } from './palette-search.ts';
import { paletteWords } from './palette-words.ts';

const now = Date.UTC(2026, 4, 4);
const role = (account: string, name: string) => ({ roleArn: `arn:aws:iam::${account}:role/team/${name}` });

const profiles: readonly Profile[] = [
  sampleProfile('prod', 'prod-readonly', role('421098765432', 'ReadOnly')),
  sampleProfile('admin', 'prod-admin', role('421098765432', 'AdministratorAccess')),
  sampleProfile('stage', 'staging-deploy', role('111122223333', 'Deployer'), { favourite: true }),
  sampleProfile('seoul', '운영-서울', { ...role('444455556666', 'Ops'), region: 'ap-northeast-2' }),
  sampleProfile('reprod', 'reproduction', role('999900001111', 'Lab')),
];

interface Given {
  readonly live?: readonly string[];
  readonly uses?: readonly UseView[];
  readonly of?: readonly Profile[];
  readonly language?: typeof en;
}

function state({ live = [], uses = [], of = profiles, language = en }: Given = {}): PaletteState {
  const sessions = new Map(live.map((id) => [id, liveSession(id, now - 1, now + 3_600_000)]));
  return {
    profiles: of,
    sessions,
    uses,
    now,
    words: paletteWords(language.palette),
    locale: language.locale,
  };
}

const use = (profileId: string | null, verb: string, score = 1, at = now): UseView => ({
  profileId,
  verb,
  score,
  at,
});
const written = (choice: PaletteChoice) =>
  choice.kind === 'app' ? choice.action : `${choice.verb} ${choice.profile.name}`;
const search = (query: string, given: Given = {}, most?: number) =>
  searchPalette(query, state(given), most).choices.map(written);
const first = (query: string, given: Given = {}) => search(query, given)[0];

describe('what is first', () => {
  it.each<[string, string, Given?]>([
    ['prod', 'assume prod-admin'],
    ['prod read', 'assume prod-readonly'],
    ['prod conso', 'console prod-admin'],
    ['prod conso read', 'console prod-readonly'],
    ['conso prod-r', 'console prod-readonly'],
    ['prdadm', 'assume prod-admin'],
    ['PROD ADMIN', 'assume prod-admin'],
    ['administrator', 'assume prod-admin'],
    ['deployer', 'assume staging-deploy'],
    ['4444', 'assume 운영-서울'],
    ['1111-2222', 'assume staging-deploy'],
    ['111122', 'assume staging-deploy'],
    ['6543', 'assume prod-admin'],
    ['northeast', 'assume 운영-서울'],
    ['서울', 'assume 운영-서울'],
    ['ㅅㅇ', 'assume 운영-서울'],
    ['prod term', 'terminal prod-admin'],
    ['edit stag', 'edit staging-deploy'],
    ['stag login', 'assume staging-deploy'],
    ['prod', 'copy prod-readonly', { live: ['prod'] }],
    ['prod stop', 'stop prod-readonly', { live: ['prod'] }],
    ['whoami', 'check prod-readonly', { live: ['prod'] }],
    ['renew', 'refresh prod-readonly', { live: ['prod'] }],
    ['settings', 'settings'],
    ['sett', 'settings'],
    ['access keys', 'keys'],
    ['saml', 'sign-ins'],
    ['quit', 'quit'],
    ['new pro', 'new-profile'],
    ['stop all', 'stop-all', { live: ['prod'] }],
    ['prod 콘솔', 'console prod-admin', { language: ko }],
    ['prod conso', 'console prod-admin', { language: ko }],
    ['서울 코', 'console 운영-서울', { language: ko }],
    ['설정', 'settings', { language: ko }],
    ['settings', 'settings', { language: ko }],
  ])('for %s: %s', (query, expected, given) => {
    expect(first(query, given)).toBe(expected);
  });

  it('is of each profile what one most likely wants, the other verbs after all of these', () => {
    expect(search('staging')).toEqual([
      'assume staging-deploy',
      'console staging-deploy',
      'terminal staging-deploy',
      'edit staging-deploy',
      'show staging-deploy',
    ]);
    const prod = search('prod', { live: ['prod'] });
    expect(prod.slice(0, 3)).toEqual(['copy prod-readonly', 'assume prod-admin', 'assume reproduction']);
    expect(prod).toContain('console prod-readonly');
  });

  it('comes by use among what fits alike, and never against what fits far better', () => {
    expect(first('prod', { uses: [use('prod', 'assume')] })).toBe('assume prod-readonly');
    expect(first('prod', { uses: [use('reprod', 'assume', 90)] })).toBe('assume prod-admin');
    const both = [use('prod', 'assume', 4, now - 3 * frecencyHalfLife), use('admin', 'assume')];
    expect(first('prod', { uses: both })).toBe('assume prod-admin');
  });

  it('stays what one most likely wants, though another verb of the same profile was used more', () => {
    const uses = [use('admin', 'console', 9), use('prod', 'assume', 2)];
    expect(search('prod', { uses }).slice(0, 3)).toEqual([
      'assume prod-admin',
      'console prod-admin',
      'assume prod-readonly',
    ]);
  });
});

describe('what is offered', () => {
  it('is only what makes sense now', () => {
    const verbs = (id: string, live: boolean) => {
      const { choices } = searchPalette('', state({ live: live ? [id] : [], uses: everyUse(id) }));
      return choices.flatMap((choice) =>
        choice.kind === 'profile' && choice.profile.id === id ? [choice.verb] : [],
      );
    };
    expect(verbs('prod', false).toSorted()).toEqual(['assume', 'console', 'edit', 'show', 'terminal']);
    expect(verbs('prod', true).toSorted()).toEqual(
      ['check', 'console', 'copy', 'edit', 'refresh', 'show', 'stop', 'terminal'].toSorted(),
    );
    expect(search('stop all')).not.toContain('stop-all');
    const key = { source: { kind: 'access-key', keyId: 'k' }, region: 'eu-west-1' } as const;
    const token: Profile = {
      ...sampleProfile('x', 'x'),
      id: 't',
      name: 'token',
      recipe: { kind: 'session-token', durationSeconds: 900, ...key },
    };
    const served: Profile = {
      ...sampleProfile('x', 'x'),
      id: 's',
      name: 'served',
      recipe: { kind: 'access-key', ...key },
    };
    expect(search('token', { of: [token] })).not.toContain('console token');
    expect(search('served', { of: [served] })).toEqual(['show served', 'terminal served', 'edit served']);
  });

  it('without a query is what was used most, then what is live, favourites and the screens', () => {
    const uses = [use('seoul', 'console', 2), use(null, 'activity', 5), use('gone', 'copy', 9)];
    const offered = search('', { uses, live: ['admin'] });
    expect(offered.slice(0, 4)).toEqual([
      'activity',
      'console 운영-서울',
      'copy prod-admin',
      'assume staging-deploy',
    ]);
    expect(offered).toContain('settings');
    expect(offered.filter((choice) => choice === 'activity')).toHaveLength(1);
    expect(search('   ', { uses })).toEqual(search('', { uses }));
  });

  it('keeps to what was assumed when it has come alive meanwhile', () => {
    const uses = [use('prod', 'assume', 3), use('stage', 'console', 2)];
    expect(first('', { uses })).toBe('assume prod-readonly');
    expect(first('', { uses, live: ['prod'] })).toBe('copy prod-readonly');
  });

  it('is cut, told how much there is, and never without the screens that fit', () => {
    const many = Array.from({ length: 300 }, (_, index) => sampleProfile(`m${index}`, `settler-${index}`));
    const { choices, total } = searchPalette('sett', state({ of: many }));
    expect(choices).toHaveLength(mostShown);
    expect(choices.map(written)).toContain('settings');
    expect(total).toBe(300 * 5 + 1);
    const empty = searchPalette('', state({ of: many }));
    expect(empty.choices).toHaveLength(mostShown);
    expect(empty.choices.map(written).slice(7, 10)).toEqual(['assume settler-7', 'new-profile', 'import']);
    expect(empty.total).toBe(300 + 8);
  });

  it('is nothing when nothing fits', () => {
    expect(search('zzz')).toEqual([]);
    expect(search('prod zzz')).toEqual([]);
    expect(search('-4210')).toEqual([]);
  });
});

function everyUse(profileId: string): readonly UseView[] {
  const verbs = ['assume', 'copy', 'console', 'terminal', 'refresh', 'stop', 'check', 'edit', 'show'];
  return verbs.map((verb) => use(profileId, verb));
}

describe('whatever is typed', () => {
  const letters = fc.constantFrom(
    'p',
    'r',
    'o',
    'd',
    'a',
    's',
    'e',
    't',
    'c',
    'n',
    '4',
    '1',
    '-',
    ' ',
    '서',
    'ㅋ',
  );
  const queries = fc.array(letters, { maxLength: 9 }).map((parts) => parts.join(''));
  const given = fc.record({
    live: fc.subarray(['prod', 'stage', 'seoul']),
    uses: fc.array(
      fc
        .tuple(
          fc.constantFrom('prod', 'admin', 'stage', null),
          fc.constantFrom('assume', 'console', 'edit', 'keys'),
        )
        .map(([id, verb]) => use(id, verb)),
      { maxLength: 5 },
    ),
    language: fc.constantFrom(en, ko),
  });
  const all = Number.MAX_SAFE_INTEGER;

  it('a letter more finds nothing that was not found before', () => {
    fc.assert(
      fc.property(queries, letters, given, (query, letter, facts) => {
        fc.pre(query.trim() !== '');
        const before = new Set(search(query, facts, all));
        expect(search(query + letter, facts, all).filter((choice) => !before.has(choice))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('the order of its words says nothing of what is found, and each word alone finds it too', () => {
    fc.assert(
      fc.property(queries, queries, given, (one, other, facts) => {
        fc.pre(one.trim() !== '' && other.trim() !== '');
        const found = search(`${one} ${other}`, facts, all);
        expect(search(`${other} ${one}`, facts, all)).toEqual(found);
        for (const alone of [one, other]) {
          const set = new Set(search(alone, facts, all));
          expect(found.filter((choice) => !set.has(choice))).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('nothing is found twice, the same state gives the same answer, and use changes only the order', () => {
    fc.assert(
      fc.property(queries, given, fc.integer({ min: 1, max: 60 }), (query, facts, most) => {
        const found = search(query, facts, all);
        expect(new Set(found).size).toBe(found.length);
        expect(search(query, { ...facts, of: profiles.toReversed() }, all)).toEqual(found);
        expect(search(query, facts, most).length).toBeLessThanOrEqual(most);
        if (query.trim() !== '')
          expect(search(query, { ...facts, uses: [] }, all).toSorted()).toEqual(found.toSorted());
      }),
      { numRuns: 80 },
    );
  });
});

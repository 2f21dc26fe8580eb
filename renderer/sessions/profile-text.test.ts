import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../shared/profile.ts';
import { sampleProfile } from '../testing/sample-snapshot.ts';
import { en } from '../text/en.ts';
import { arnName, initials, subtitle } from './profile-text.ts';

describe('initials', () => {
  it.each([
    ['staging-deploy', 'SD'],
    ['audit', 'AU'],
    ['s3-handoff', 'SH'],
    ['운영 읽기', '운읽'],
    ['x', 'X'],
    ['!!', '·'],
    ['👩‍💻', '·'],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe('subtitle', () => {
  const source = { kind: 'access-key', keyId: 'k1' } as const;
  const recipe = { source, region: 'eu-central-1' } as const;

  it('names role, account and Region', () => {
    expect(subtitle(sampleProfile('1', 'a'), 'work', en)).toBe('ReadOnly · 4210-9876-5432 · eu-central-1');
  });

  it('says whose session, or which key itself', () => {
    const of = (kind: Recipe, key: string | null) =>
      subtitle({ ...sampleProfile('1', 'a'), recipe: kind }, key, en);
    expect(of({ ...recipe, kind: 'session-token', durationSeconds: 3_600 }, 'work')).toBe(
      'Session of work · eu-central-1',
    );
    expect(of({ ...recipe, kind: 'access-key' }, null)).toBe('Serves a removed key itself · eu-central-1');
  });
});

describe('arnName', () => {
  it('is what follows the account, colons and all', () => {
    expect(arnName('arn:aws:sts::421098765432:assumed-role/R/a:b')).toBe('assumed-role/R/a:b');
    expect(arnName('nonsense')).toBe('nonsense');
  });
});

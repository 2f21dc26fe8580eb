import { describe, expect, it } from 'vitest';
import { sampleProfile } from '../testing/sample-snapshot.ts';
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
  it('names role, account and Region', () => {
    expect(subtitle(sampleProfile('1', 'a'))).toBe('ReadOnly · 4210-9876-5432 · eu-central-1');
  });
});

describe('arnName', () => {
  it('is what follows the account, colons and all', () => {
    expect(arnName('arn:aws:sts::421098765432:assumed-role/R/a:b')).toBe('assumed-role/R/a:b');
    expect(arnName('nonsense')).toBe('nonsense');
  });
});

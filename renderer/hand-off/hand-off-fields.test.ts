import { describe, expect, it } from 'vitest';
import type { AssumeRoleRecipe, Profile } from '../../shared/profile.ts';
import { sampleProfile } from '../testing/sample-snapshot.ts';
import { canHandOff, type HandOffFields, handOffDurations, handOffProblems } from './hand-off-fields.ts';

const base = sampleProfile('p1', 'base');
const chained = sampleProfile('p2', 'chained', { source: { kind: 'profile', profileId: 'p1' } });
const profiles: readonly Profile[] = [base, chained];
const roleArn = (base.recipe as AssumeRoleRecipe).roleArn;

const fields: HandOffFields = {
  recipient: 'jo',
  seconds: 3_600,
  template: 'read-bucket',
  bucket: 'reports',
  prefix: '',
  logGroup: '',
  region: '',
  policy: '',
};

describe('how long a hand-off can be', () => {
  it('is up to the most that the call gives', () => {
    const { offered, capped } = handOffDurations(base.recipe, profiles, []);
    expect([offered[0], offered.at(-1), capped]).toEqual([900, 43_200, null]);
  });

  it('is an hour where another session asks', () => {
    const hour = { by: 'chain', seconds: 3_600 };
    expect(handOffDurations(chained.recipe, profiles, [])).toEqual({
      offered: [900, 1_800, 3_600],
      capped: hour,
    });
    const shared = sampleProfile('p3', 'mfa', {
      mfaSerial: 'arn:aws:iam::421012345678:mfa/x',
      mfaShared: true,
    });
    expect(handOffDurations(shared.recipe, profiles, []).capped).toEqual(hour);
  });

  it('is what is known of the role, which is offered too', () => {
    const known = [{ roleArn, seconds: 5_400, refusedSeconds: null, learnedAt: 0 }];
    const { offered, capped } = handOffDurations(base.recipe, profiles, known);
    expect(offered).toEqual([900, 1_800, 3_600, 5_400]);
    expect(capped).toEqual({ by: 'role', seconds: 5_400 });
  });
});

describe('what a hand-off lacks', () => {
  it('is asked only of the chosen template', () => {
    expect(handOffProblems(fields)).toEqual({});
    expect(Object.keys(handOffProblems({ ...fields, template: 'write-prefix' }))).toEqual(['prefix']);
    expect(Object.keys(handOffProblems({ ...fields, template: 'read-log-group' }))).toEqual([
      'logGroup',
      'region',
    ]);
    expect(Object.keys(handOffProblems({ ...fields, template: 'own' }))).toEqual(['policy']);
    expect(handOffProblems({ ...fields, bucket: '', template: 'read-everything' })).toEqual({});
    expect(Object.keys(handOffProblems({ ...fields, recipient: 'a b' }))).toEqual(['recipient']);
  });

  it('is everything for kinds whose call takes no session policy', () => {
    const source = { kind: 'access-key', keyId: 'k1' } as const;
    const region = 'eu-central-1';
    expect(canHandOff(base.recipe)).toBe(true);
    expect(canHandOff({ kind: 'session-token', source, region, durationSeconds: 900 })).toBe(false);
    expect(canHandOff({ kind: 'access-key', source, region })).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConditions, matchesWildcards, RequestContext } from './policy-conditions.ts';

const variable = (name: string) => `\${${name}}`;

const context = new RequestContext()
  .set('sts:ExternalId', 'Partner-7')
  .set('aws:MultiFactorAuthPresent', true)
  .set('aws:MultiFactorAuthAge', 120)
  .set('aws:username', 'ada')
  .set('aws:TagKeys', ['team', 'stage']);

describe('checkConditions', () => {
  it.each([
    ['StringEquals', { 'sts:ExternalId': 'Partner-7' }, 'met'],
    ['StringEquals', { 'sts:externalid': ['x', 'Partner-7'] }, 'met'],
    ['StringEquals', { 'sts:ExternalId': 'partner-7' }, 'not-met'],
    ['StringEquals', { 'sts:SourceIdentity': 'ada' }, 'not-met'],
    ['StringEqualsIfExists', { 'sts:SourceIdentity': 'ada' }, 'met'],
    ['StringEqualsIfExists', { 'sts:ExternalId': 'no' }, 'not-met'],
    ['StringNotEquals', { 'sts:SourceIdentity': 'ada' }, 'met'],
    ['StringNotEquals', { 'sts:ExternalId': 'Partner-7' }, 'not-met'],
    ['StringLike', { 'sts:ExternalId': 'Partner-?' }, 'met'],
    ['StringLike', { 'sts:ExternalId': 'Part*' }, 'met'],
    ['StringNotLike', { 'sts:ExternalId': 'Part*' }, 'not-met'],
    ['StringEquals', { 'sts:ExternalId': 'Part*' }, 'not-met'],
    ['StringLike', { 'aws:username': variable('aws:username') }, 'met'],
    ['StringEquals', { 'aws:username': variable('aws:PrincipalTag/name') }, 'not-met'],
    ['Bool', { 'aws:MultiFactorAuthPresent': 'true' }, 'met'],
    ['Bool', { 'aws:MultiFactorAuthPresent': true }, 'met'],
    ['Bool', { 'aws:MultiFactorAuthPresent': 'false' }, 'not-met'],
    ['NumericLessThan', { 'aws:MultiFactorAuthAge': 121 }, 'met'],
    ['NumericLessThan', { 'aws:MultiFactorAuthAge': '120' }, 'not-met'],
    ['NumericGreaterThanEquals', { 'aws:MultiFactorAuthAge': '120' }, 'met'],
    ['Null', { 'sts:ExternalId': 'false' }, 'met'],
    ['Null', { 'sts:SourceIdentity': 'false' }, 'not-met'],
    ['ForAllValues:StringEquals', { 'aws:TagKeys': ['team', 'stage', 'cost'] }, 'met'],
    ['ForAllValues:StringEquals', { 'aws:TagKeys': ['team'] }, 'not-met'],
    ['ForAnyValue:StringEquals', { 'aws:TagKeys': ['team'] }, 'met'],
    ['IpAddress', { 'aws:SourceIp': '10.0.0.0/8' }, 'unknown'],
    ['constructor', { 'sts:ExternalId': 'x' }, 'unknown'],
  ] as const)('%s %j is %s', (operator, keys, outcome) => {
    expect(checkConditions({ [operator]: keys }, context)).toBe(outcome);
  });

  it('wants all of several conditions', () => {
    const conditions = {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      StringEquals: { 'sts:ExternalId': 'other' },
    };
    expect(checkConditions(conditions, context)).toBe('not-met');
  });
});

describe('matchesWildcards', () => {
  it('agrees with the same pattern as a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, pattern, (actual, glob) => {
        const source = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesWildcards(actual, glob)).toBe(new RegExp(`^${source}$`).test(actual));
      }),
    );
  });

  it('is not kept busy by a pattern full of stars', () => {
    expect(matchesWildcards('a'.repeat(2000), `${'*a'.repeat(200)}b`)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { RequestContext } from './policy-conditions.ts';
import type { PolicyStatement } from './policy-document.ts';
import { evaluate } from './policy-evaluation.ts';

const variable = (name: string) => `\${${name}}`;
const role = 'arn:aws:iam::111111111111:role/team/deployer';

function decide(statements: readonly PolicyStatement[], action = 'sts:AssumeRole') {
  const context = new RequestContext().set('aws:username', 'team');
  return evaluate([{ Statement: statements }], { action, resource: role, context });
}

const allowAll: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('evaluate', () => {
  it('allows nothing by itself', () => {
    expect(decide([])).toBe('not-allowed');
  });

  it('compares actions without regard to case and resources with', () => {
    expect(decide([{ ...allowAll, Action: 'STS:assume*' }])).toBe('allowed');
    expect(decide([{ ...allowAll, Resource: 'arn:aws:iam::*:role/team/*' }])).toBe('allowed');
    expect(decide([{ ...allowAll, Resource: role.toUpperCase() }])).toBe('not-allowed');
    expect(decide([{ ...allowAll, Action: 'iam:GetRole' }])).toBe('not-allowed');
  });

  it('lets a Deny win, wherever it stands', () => {
    const deny: PolicyStatement = { Effect: 'Deny', Action: 'sts:*', Resource: '*' };
    expect(decide([deny, allowAll])).toBe('explicitly-denied');
    expect(decide([allowAll, deny])).toBe('explicitly-denied');
  });

  it('reads NotAction and NotResource', () => {
    expect(decide([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }])).toBe('allowed');
    expect(decide([{ Effect: 'Allow', NotAction: 'sts:*', Resource: '*' }])).toBe('not-allowed');
    expect(decide([{ Effect: 'Allow', Action: '*', NotResource: role }])).toBe('not-allowed');
  });

  it('puts in policy variables, and matches nothing when one is missing', () => {
    expect(decide([{ ...allowAll, Resource: `arn:aws:iam::*:role/${variable('aws:username')}/*` }])).toBe(
      'allowed',
    );
    expect(
      decide([{ ...allowAll, Resource: `arn:aws:iam::*:role/${variable('aws:PrincipalTag/x')}*` }]),
    ).toBe('not-allowed');
  });

  it('takes the safe side where it does not know an operator', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(decide([{ ...allowAll, Condition }])).toBe('not-allowed');
    expect(decide([allowAll, { ...allowAll, Effect: 'Deny', Condition }])).toBe('explicitly-denied');
  });
});

import { describe, expect, it } from 'vitest';
import { parseSessionPolicy } from './policy-document.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };

function parse(statements: unknown, more: object = {}) {
  return parseSessionPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements, ...more }));
}

describe('parseSessionPolicy', () => {
  it.each([
    ['one statement', statement],
    ['several', [statement, { ...statement, Effect: 'Deny', Sid: 'No1' }]],
    ['lists', { ...statement, Action: ['s3:Get*', 's3:List*'], Resource: ['arn:aws:s3:::a', '*'] }],
    ['a wildcard action', { ...statement, Action: '*' }],
    ['NotAction', { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }],
    ['a condition', { ...statement, Condition: { Bool: { 'aws:SecureTransport': true } } }],
  ])('accepts %s', (_, statements) => {
    expect(parse(statements).ok).toBe(true);
  });

  it.each([
    ['no statement', [], 'Syntax errors in policy.'],
    ['a wrong effect', { ...statement, Effect: 'allow' }, 'Syntax errors in policy.'],
    ['an unknown element', { ...statement, Resources: '*' }, 'Syntax errors in policy.'],
    ['Action beside NotAction', { ...statement, NotAction: 's3:*' }, 'Syntax errors in policy.'],
    ['a Sid with a space', { ...statement, Sid: 'a b' }, 'Syntax errors in policy.'],
    ['a condition that is text', { ...statement, Condition: 'x' }, 'Syntax errors in policy.'],
    ['text for a statement', 'x', 'Syntax errors in policy.'],
    ['null for a statement', null, 'Syntax errors in policy.'],
    ['no action', { Effect: 'Allow', Resource: '*' }, 'Policy statement must contain actions.'],
    ['an empty list of actions', { ...statement, Action: [] }, 'Policy statement must contain actions.'],
    ['no resource', { Effect: 'Allow', Action: '*' }, 'Policy statement must contain resources.'],
    ['an action without a vendor', { ...statement, Action: 'GetObject' }, 'Actions/Conditions must be'],
    ['a resource that is no ARN', { ...statement, Resource: 'bucket' }, 'must be in ARN format or "*".'],
    ['a principal', { ...statement, Principal: '*' }, 'should not specify a principal'],
    [
      'a Sid twice',
      [
        { ...statement, Sid: 'A' },
        { ...statement, Sid: 'A' },
      ],
      'must be unique',
    ],
  ])('refuses %s', (_, statements, message) => {
    expect(parse(statements)).toMatchObject({
      ok: false,
      error: { code: 'MalformedPolicyDocument', status: 400, message: expect.stringContaining(message) },
    });
  });

  it('refuses another version, an unknown top-level element, and what is no JSON object', () => {
    expect(parse(statement, { Version: '2020-01-01' }).ok).toBe(false);
    expect(parse(statement, { Comment: 'x' }).ok).toBe(false);
    for (const text of ['{', '[]', 'null', '"x"', '']) {
      expect(parseSessionPolicy(text).ok).toBe(false);
    }
  });
});

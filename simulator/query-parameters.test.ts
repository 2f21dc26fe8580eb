import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueryParameters } from './query-parameters.ts';

describe('QueryParameters', () => {
  it('decodes what clients encode', () => {
    expect(new QueryParameters('A=a+b%20c&B=%EC%9A%A9').get('A')).toBe('a b c');
    expect(new QueryParameters('A=a+b%20c&B=%EC%9A%A9').get('B')).toBe('용');
    expect(new QueryParameters('').get('__proto__')).toBeUndefined();
  });

  it('reads lists of structures and of plain values in the order of their numbers', () => {
    const parameters = new QueryParameters(
      'Tags.member.2.Key=b&Tags.member.2.Value=2&Tags.member.10.Key=c&Tags.member.1.Key=a&Keys.member.1=x&Tags.member.0.Key=no',
    );
    expect(parameters.list('Tags').map((tag) => tag.get('Key'))).toEqual(['a', 'b', 'c']);
    expect(parameters.list('Keys').map((key) => key.get(''))).toEqual(['x']);
    expect(parameters.list('Other')).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (body) => void new QueryParameters(body).list('Tags')));
  });
});

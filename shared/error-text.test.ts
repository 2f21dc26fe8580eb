import { describe, expect, it } from 'vitest';
import { explain, isErrorCode, limitText, reasonText } from './error-text.ts';
import { appError, causedBy, type ErrorCode } from './errors.ts';
import { refuse } from './parse-input.ts';
import { en } from './words/en/index.ts';
import { ko } from './words/ko/index.ts';

const codes = Object.keys(en.errors) as ErrorCode[];

describe('explain', () => {
  it.each(codes)('says what happened and what to do for %s, with and without its details', (code) => {
    const everything = new Proxy({}, { get: () => 'detail', has: () => true });
    for (const params of [{}, everything]) {
      const { what, next } = explain({ code, params }, en);
      for (const sentence of [what, next]) {
        expect(sentence).toMatch(/^\S.{8,}\S$/s);
        expect(sentence).not.toMatch(/undefined|successfully|sorry|!/i);
      }
      expect([what.at(-1), next.at(-1)]).toEqual(['.', expect.stringMatching(/[.\w]/)]);
    }
  });

  it('puts a reason of ours into the person’s words, and leaves those of others', () => {
    const written = (reason: string) => appError('storage-write-failed', { what: 'settings', reason });
    expect(explain(written('disk-full'), en).what).toBe('Settings could not be saved: the disk is full.');
    expect(explain(written('disk-full'), ko).what).toMatch(/설정.*디스크/);
    expect(explain(written('Too bad'), ko).what).toContain('Too bad');
    expect(explain(written('toString'), ko).what).toContain('toString');
    const refused = appError('storage-write-failed', { reason: 'disk-refused', errorCode: 'EBUSY' });
    expect(explain(refused, en).what).toContain('the disk refused (EBUSY)');
  });

  it('tells of the failure that led to another one, with its own details', () => {
    const cause = appError('network-unreachable', { host: 'iam.amazonaws.com' });
    const error = appError('rotation-unfinished', { name: 'mina', ...causedBy(cause) });
    expect(explain(error, en).what).toBe(
      'The rotation of mina stopped half-way: iam.amazonaws.com could not be reached.',
    );
    const damaged = { ...error, params: { ...error.params, cause: '{' } };
    expect(explain(damaged, en).what).toContain('AWS could not be reached');
  });

  it('writes durations as the language has them', () => {
    const error = appError('duration-over-chaining-limit', { wanted: '5400' });
    expect(explain(error, en).what).toContain('1 h 30 is longer');
    expect(explain(error, ko).what).toContain('1시간 30분');
  });

  it('shows AWS’s own words beside ours, untranslated', () => {
    const error = appError('sts-access-denied', { detail: 'User is not authorized' });
    expect(explain(error, ko).detail).toBe('User is not authorized.');
  });
});

describe('what is wrong with a value', () => {
  it('is a sentence, with numbers as the language has them', () => {
    const problem = {
      code: 'length-between',
      params: { minimum: '20', maximum: '2048', actual: '3000' },
    } as const;
    expect(limitText(problem, en)).toBe('20 to 2,048 characters; this has 3,000.');
    expect(limitText(problem, ko)).toMatch(/20.*2,048.*3,000/);
  });

  it('comes through input-refused', () => {
    const refused = refuse('draft.name', 'name-missing');
    if (refused.ok) throw new Error('Not refused.');
    expect(explain(refused.error, en).what).toBe('draft.name was not accepted: A name is needed.');
    expect(reasonText(refused.error.params, ko)).toBe(ko.limits['name-missing']);
    expect(reasonText({}, en)).toBeNull();
  });
});

it('knows its own codes only', () => {
  expect(isErrorCode('session-none')).toBe(true);
  expect(isErrorCode('toString')).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { waysOf } from './export-formats.ts';

describe('the ways of a format', () => {
  it('are all three for a shell, the one without a secret first', () => {
    expect(waysOf('bash')).toEqual(['command', 'renewing', 'value']);
    expect(waysOf('cmd')).toEqual(['command', 'renewing', 'value']);
  });

  it('are one for a file, which nothing evaluates', () => {
    expect(waysOf('dotenv')).toEqual(['value']);
    expect(waysOf('credentials-file')).toEqual(['value']);
  });
});

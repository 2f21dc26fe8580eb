import { mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../../shared/result.ts';
import { HelperTokens } from './helper-tokens.ts';

describe('HelperTokens', () => {
  let folder: string;
  let tokens: HelperTokens;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    tokens = new HelperTokens(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (profileId: string) => join(folder, 'agent/tokens', profileId);

  function tokenOf(profileId: string): string {
    const [, token = ''] =
      /^Authorization: Bearer ([\w-]{43})\n$/.exec(readFileSync(file(profileId), 'utf8')) ?? [];
    return token;
  }

  it('keeps a token for each profile, as a header that curl sends, for the owner only', async () => {
    expect(await tokens.ensure('one')).toEqual(succeed());
    expect(await tokens.ensure('two')).toEqual(succeed());
    expect(tokenOf('one')).not.toBe(tokenOf('two'));
    expect(statSync(file('one')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'agent/tokens')).mode & 0o777).toBe(0o700);
    expect(await tokens.check('one', tokenOf('one'))).toBe(true);
    expect(await tokens.check('one', tokenOf('two'))).toBe(false);
    expect(await tokens.check('one', '')).toBe(false);
    expect(await tokens.check('none', tokenOf('one'))).toBe(false);
  });

  it('keeps it over a restart, and makes one only', async () => {
    await Promise.all([
      tokens.ensure('one'),
      tokens.ensure('one'),
      new HelperTokens(folder).check('one', ''),
    ]);
    const token = tokenOf('one');
    const restarted = new HelperTokens(folder);
    await restarted.ensure('one');
    expect(tokenOf('one')).toBe(token);
    expect(await restarted.check('one', token)).toBe(true);
  });

  it('takes it back when it is removed or its file is deleted', async () => {
    await tokens.ensure('one');
    await tokens.ensure('two');
    const [one, two] = [tokenOf('one'), tokenOf('two')];
    expect(await tokens.remove('one')).toEqual(succeed());
    expect(await tokens.remove('one')).toEqual(succeed());
    unlinkSync(file('two'));
    expect(await tokens.check('one', one)).toBe(false);
    expect(await tokens.check('two', two)).toBe(false);
  });

  it.each(['', 'Authorization: Bearer short\n', '\0'.repeat(60)])(
    'replaces a damaged file (%j)',
    async (text) => {
      await tokens.ensure('one');
      writeFileSync(file('one'), text);
      expect(await tokens.check('one', '')).toBe(false);
      expect(await tokens.check('one', 'short')).toBe(false);
      await tokens.ensure('one');
      expect(await tokens.check('one', tokenOf('one'))).toBe(true);
    },
  );

  it('never looks outside its folder', async () => {
    writeFileSync(join(folder, 'agent'), 'no folder');
    for (const id of ['', '.', '..', '../x', 'a/b', 'a\0', 'x'.repeat(65)]) {
      expect(await tokens.check(id, 'x')).toBe(false);
      await expect(tokens.ensure(id)).rejects.toThrow('Not the id of a profile');
    }
  });

  it('says so when the disk refuses', async () => {
    writeFileSync(join(folder, 'agent'), 'no folder');
    const refused = { ok: false, error: { code: 'storage-write-failed', params: { reason: 'ENOTDIR' } } };
    expect(await tokens.ensure('one')).toMatchObject(refused);
  });
});

import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../shared/words/words-of.ts';
import { DesktopFileDialogs } from './file-dialogs.ts';

let folder: string;
let chosen: string | null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keycutter-dialogs-'));
  chosen = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function dialogs(wait: Promise<void> = Promise.resolve()) {
  const choose = async () => {
    await wait;
    return chosen;
  };
  return new DesktopFileDialogs({
    chooseToSave: choose,
    chooseToOpen: choose,
    reveal: () => {},
    documentsFolder: () => folder,
    words: () => wordsOf('en'),
  });
}

const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.ok ? 'ok' : result.error?.code;

describe('a file that the person chose', () => {
  it('is written whole, for its owner only, in place of what was there', async () => {
    await writeFile(chosen ?? '', 'older');
    expect(await dialogs().save('settings.json', '{"new":true}')).toEqual({ ok: true, value: chosen });
    expect(await readFile(chosen ?? '', 'utf8')).toBe('{"new":true}');
    expect((await stat(chosen ?? '')).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('that is a link is written where it leads to, and stays one', async () => {
    await mkdir(join(folder, 'dotfiles'));
    await writeFile(join(folder, 'dotfiles', 'kept.json'), 'older');
    await symlink(join('dotfiles', 'kept.json'), chosen ?? '');
    expect(await dialogs().save('settings.json', '{}')).toEqual({ ok: true, value: chosen });
    expect(await readFile(join(folder, 'dotfiles', 'kept.json'), 'utf8')).toBe('{}');
    expect((await lstat(chosen ?? '')).isSymbolicLink()).toBe(true);
    expect(await readdir(join(folder, 'dotfiles'))).toEqual(['kept.json']);
  });

  it('that cannot be written says why, and what was there stays', async () => {
    chosen = join(folder, 'none', 'settings.json');
    expect(await dialogs().save('settings.json', '{}')).toMatchObject({
      error: { code: 'file-write-failed', params: { path: chosen, errorCode: 'ENOENT' } },
    });
  });

  it('none is a cancel', async () => {
    chosen = null;
    expect(codeOf(await dialogs().save('a.json', ''))).toBe('cancelled');
    expect(codeOf(await dialogs().open(10))).toBe('cancelled');
  });

  it('is read, up to so many bytes', async () => {
    await writeFile(chosen ?? '', '12345');
    expect(await dialogs().open(5)).toEqual({ ok: true, value: { path: chosen, text: '12345' } });
    expect(await dialogs().open(4)).toMatchObject({
      error: { code: 'settings-file-unreadable', params: { reason: 'too-large' } },
    });
  });

  it('that is none is refused at once', async () => {
    chosen = folder;
    expect(await dialogs().open(10)).toMatchObject({ error: { params: { reason: 'not-a-file' } } });
    chosen = join(folder, 'pipe');
    execFileSync('mkfifo', [chosen]);
    expect(await dialogs().open(10)).toMatchObject({ error: { params: { reason: 'not-a-file' } } });
    chosen = join(folder, 'gone');
    expect(await dialogs().open(10)).toMatchObject({ error: { params: { errorCode: 'ENOENT' } } });
  });

  it('is asked for in one dialog at a time', async () => {
    let end = () => {};
    const waiting = new Promise<void>((resolve) => {
      end = resolve;
    });
    const both = dialogs(waiting);
    const first = both.save('a.json', 'x');
    expect(codeOf(await both.save('b.json', 'y'))).toBe('cancelled');
    end();
    expect(codeOf(await first)).toBe('ok');
  });
});

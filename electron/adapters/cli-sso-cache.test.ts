import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileCliSsoCache } from './cli-sso-cache.ts';

const startUrl = 'https://d-1234567890.awsapps.com/start';
/** SHA-1 of `work` and of the start page, by `printf %s … | sha1sum`. */
const names = {
  work: 'e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json',
  startUrl: '7487b5b67d5fa1132cf33fa93ae51ef38cc37752.json',
};
const now = Date.UTC(2026, 4, 4, 9);

let home: string;
let cache: FileCliSsoCache;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keycutter-sso-'));
  await mkdir(join(home, '.aws', 'sso', 'cache'), { recursive: true });
  cache = new FileCliSsoCache(home, () => now);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const write = (name: string, content: unknown) =>
  writeFile(
    join(home, '.aws', 'sso', 'cache', name),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
const cached = {
  startUrl,
  region: 'eu-central-1',
  accessToken: 'a token',
  expiresAt: '2026-05-04T10:00:00Z',
};

async function token(session: string, page = startUrl) {
  const answer = await cache.read(session, page);
  if (!answer.ok) return answer.error.code;
  return answer.value === null ? null : [answer.value.accessToken.reveal(), answer.value.expiresAt - now];
}

describe('the AWS CLI’s cached sign-in', () => {
  it('is found by the session’s name, else by the start page', async () => {
    await write(names.work, cached);
    expect(await token('work')).toEqual(['a token', 3_600_000]);
    expect(await token('')).toBeNull();
    await write(names.startUrl, { ...cached, accessToken: 'another' });
    expect(await token('')).toEqual(['another', 3_600_000]);
    expect(await token('none')).toBeNull();
  });

  it('is read only: not a byte of the folder changes', async () => {
    await write(names.work, cached);
    await write('other.json', 'not ours');
    const folder = join(home, '.aws', 'sso', 'cache');
    const contents = async () => {
      const files = (await readdir(folder)).toSorted();
      return Promise.all(files.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]));
    };
    const before = await contents();
    await token('work');
    await token('');
    expect(await contents()).toEqual(before);
  });

  it('is taken in the form of older versions too', async () => {
    await write(names.work, `\uFEFF${JSON.stringify({ ...cached, expiresAt: '2026-05-04T09:30:00UTC' })}`);
    expect(await token('work')).toEqual(['a token', 1_800_000]);
  });

  it.each([
    ['is over', { ...cached, expiresAt: '2026-05-04T09:00:00Z' }],
    ['is for another start page', { ...cached, startUrl: 'https://other.awsapps.com/start' }],
    ['has only a client', { clientId: 'a', clientSecret: 'b', expiresAt: '2026-08-04T09:00:00Z' }],
  ])('is none when it %s', async (_, content) => {
    await write(names.work, content);
    expect(await token('work')).toBeNull();
  });

  it('is the same start page with what browsers add', async () => {
    await write(names.work, { ...cached, startUrl: `${startUrl}/#/` });
    expect(await token('work')).not.toBeNull();
  });

  it.each([
    ['half a file', '{"accessToken":'],
    ['no object', '[1]'],
    ['no time', { ...cached, expiresAt: 'soon' }],
    ['too much', ' '.repeat(300_000)],
  ])('is unreadable with %s', async (_, content) => {
    await write(names.work, content);
    expect(await token('work')).toBe('sso-cache-unreadable');
  });

  it('is unreadable as a folder, and none without any ~/.aws', async () => {
    await mkdir(join(home, '.aws', 'sso', 'cache', names.work));
    expect(await token('work')).toBe('sso-cache-unreadable');
    await rm(join(home, '.aws'), { recursive: true });
    expect(await token('work')).toBeNull();
  });
});

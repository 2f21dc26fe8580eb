import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import type { ProfilesDocument } from '../core/store-ports.ts';
import { FakeClock } from '../core/testing/fake-clock.ts';
import { noProfiles, testRecipe, testSettings } from '../core/testing/fake-ports.ts';
import { journalFormat, settingsFormat, usesFormat } from './document-formats.ts';
import { type DocumentFormat, JsonDocumentStore } from './document-store.ts';
import { profilesFormat } from './profiles-format.ts';

const clock = new FakeClock(Date.UTC(2026, 4, 4, 9, 30, 15));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keycutter-documents-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function storeOf<Document>(format: DocumentFormat<Document>) {
  return new JsonDocumentStore({ folder, format, clock });
}

function put(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function got(name: string) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

const profile: Profile = { id: 'p1', name: 'prod', favourite: true, demo: false, recipe: testRecipe('k1') };
const key = {
  id: 'k1',
  name: 'work',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  kept: 'keychain',
  addedAt: 1,
  identity: null,
} as const;
const settings = settingsFormat(testSettings);
const documentOf = (...profiles: readonly Profile[]): ProfilesDocument => ({
  ...noProfiles,
  profiles,
  accessKeys: [key],
  managedSections: [
    { kind: 'process', name: 'prod', profileId: 'p1' },
    { kind: 'region', name: 'keycutter-eu-central-1', region: 'eu-central-1' },
  ],
  seenAwsFiles: 'digest',
});

describe('a document store', () => {
  it('has the defaults at first, and what was saved from then on, for this user only', () => {
    expect(storeOf(settings).load()).toEqual({ document: testSettings, problem: null });
    const saved = { ...testSettings, theme: 'dark' as const };
    expect(storeOf(settings).save(saved)).toMatchObject({ ok: true });
    expect(storeOf(settings).load()).toEqual({ document: saved, problem: null });
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps profiles and keys as they were given', () => {
    const document = documentOf(profile);
    storeOf(profilesFormat).save(document);
    expect(storeOf(profilesFormat).load()).toEqual({ document, problem: null });
  });

  it.each(['{"version":1,"profil', '', '[]', '\u0000\u0000'])('puts a file aside that is %j', (content) => {
    put('profiles.json', content);
    const loaded = storeOf(profilesFormat).load();
    expect(loaded.document).toMatchObject({ profiles: [], accessKeys: [] });
    const keptAt = 'profiles.corrupt-2026-05-04T09-30-15.json';
    expect(loaded.problem).toEqual({ code: 'storage-corrupt', params: { what: 'profiles', keptAt } });
    expect(readFileSync(join(folder, keptAt), 'utf8')).toBe(content);
  });

  it('lets one bad profile cost no other, and keeps it in the file', () => {
    const bad = { id: 'p2', name: 'broken', recipe: { kind: 'assume-role', roleArn: 'nonsense' } };
    put('profiles.json', { version: 1, profiles: [bad, profile], accessKeys: [key] });
    const store = storeOf(profilesFormat);
    const { document, problem } = store.load();
    expect(document.profiles).toEqual([profile]);
    expect(problem).toMatchObject({ code: 'storage-corrupt', params: { keptAt: 'profiles.json' } });
    store.save({ ...document, profiles: [{ ...profile, name: 'renamed' }] });
    expect(got('profiles.json').profiles.map(({ name }: { name: string }) => name)).toEqual([
      'renamed',
      'broken',
    ]);
    store.save({ ...document, profiles: [] });
    expect(got('profiles.json').profiles).toEqual([bad]);
  });

  it('falls back to the default for a setting that is not valid, and keeps a copy', () => {
    put('settings.json', { version: 1, ...testSettings, theme: 'purple', warnBeforeMinutes: 5 });
    const { document, problem } = storeOf(settings).load();
    expect(document).toEqual({ ...testSettings, warnBeforeMinutes: 5 });
    expect(problem?.code).toBe('storage-corrupt');
    expect(got(problem?.params.keptAt ?? '').theme).toBe('purple');
    expect(storeOf(settings).load().problem).toBeNull();
  });

  it('hands on what a newer version wrote and this one does not know', () => {
    const newer = {
      version: 2,
      colour: 'brass',
      profiles: [{ ...profile, console: true, recipe: { ...profile.recipe, hops: 3 } }],
      accessKeys: [{ ...key, rotateAfterDays: 90 }],
    };
    put('profiles.json', newer);
    const store = storeOf(profilesFormat);
    const { document, problem } = store.load();
    expect(document.profiles).toEqual([profile]);
    expect(problem).toMatchObject({
      code: 'storage-from-newer-version',
      params: { keptAt: 'profiles.version-2.json' },
    });
    store.save({ ...document, profiles: [{ ...profile, name: 'renamed' }] });
    expect(got('profiles.json')).toMatchObject({
      ...newer,
      profiles: [{ ...newer.profiles[0], demo: undefined, name: 'renamed' }].map((raw) =>
        JSON.parse(JSON.stringify(raw)),
      ),
    });
    expect(got('profiles.version-2.json')).toEqual(JSON.parse(JSON.stringify(newer)));
  });

  it('keeps how far a rotation has come, and forgets it with the rotation', () => {
    const store = storeOf(profilesFormat);
    const rotation = {
      stage: 'verifying',
      oldAccessKeyId: key.accessKeyId,
      newAccessKeyId: 'AKIANEW0000000000000',
      startedAt: 1,
    } as const;
    const rotating = { ...documentOf(profile), accessKeys: [{ ...key, secretSlot: 1, rotation } as const] };
    store.save(rotating);
    expect(storeOf(profilesFormat).load()).toEqual({ document: rotating, problem: null });
    store.save({ ...rotating, accessKeys: [{ ...key, secretSlot: 1 }] });
    expect(got('profiles.json').accessKeys).toEqual([{ ...key, secretSlot: 1 }]);
    put('profiles.json', { version: 1, profiles: [], accessKeys: [{ ...key, secretSlot: 'later' }] });
    expect(storeOf(profilesFormat).load().document.accessKeys).toEqual([]);
    expect(got('profiles.json').accessKeys).toEqual([{ ...key, secretSlot: 'later' }]);
  });

  it('clears an optional field that was taken out', () => {
    const store = storeOf(profilesFormat);
    const withMfa = {
      ...profile,
      recipe: { ...profile.recipe, mfaSerial: 'arn:aws:iam::111122223333:mfa/a' },
    };
    store.save(documentOf(withMfa));
    store.save(documentOf(profile));
    expect(got('profiles.json').profiles[0].recipe).not.toHaveProperty('mfaSerial');
  });

  it('takes a file of an older version through every migration since', () => {
    const format: DocumentFormat<{ readonly words: readonly string[] }> = {
      name: 'words',
      what: 'activity',
      version: 2,
      rejectedStay: false,
      migrations: {
        1: (raw) => ({ ...raw, words: String(raw.text).split(' '), text: undefined }),
        2: (raw) => ({ ...raw, words: (raw.words as string[]).map((word) => word.toUpperCase()) }),
      },
      read: (raw) => ({ document: { words: raw.words as string[] }, rejected: 0 }),
      write: ({ words }, before) => ({ ...before, words }),
    };
    put('words.json', { text: 'a b' });
    const store = storeOf(format);
    expect(store.load().document.words).toEqual(['A', 'B']);
    store.save({ words: ['C'] });
    expect(got('words.json')).toEqual({ version: 2, words: ['C'] });
  });

  it('leaves the file as it was when it can’t be written, and says why', () => {
    const store = storeOf(settings);
    store.save(testSettings);
    const before = readFileSync(join(folder, 'settings.json'), 'utf8');
    // A folder that is gone and can't be made again, whoever runs this: a file stands in its place.
    const moved = mkdtempSync(join(tmpdir(), 'keycutter-gone-'));
    const blocked = new JsonDocumentStore({ folder: join(moved, 'a'), format: settings, clock });
    rmSync(moved, { recursive: true });
    writeFileSync(moved, '');
    expect(blocked.save({ ...testSettings, theme: 'dark' })).toMatchObject({
      ok: false,
      error: { code: 'storage-write-failed', params: { what: 'settings' } },
    });
    rmSync(moved);
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('starts where nothing can be read or made, and writes over nothing it could not read', () => {
    mkdirSync(join(folder, 'settings.json'));
    const store = storeOf(settings);
    expect(store.load()).toEqual({
      document: testSettings,
      problem: { code: 'storage-corrupt', params: { what: 'settings', keptAt: 'settings.json' } },
    });
    expect(store.save(testSettings)).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });

    writeFileSync(join(folder, 'file'), '');
    const nowhere = new JsonDocumentStore({ folder: join(folder, 'file', 'below'), format: settings, clock });
    expect(nowhere.load().document).toEqual(testSettings);
    expect(nowhere.save(testSettings)).toMatchObject({ ok: false, error: { code: 'storage-write-failed' } });
  });

  it('leaves out of the journal what can’t be read', () => {
    const entry = { id: 'a', at: 1, kind: 'assumed', subject: 'prod', detail: '', error: null };
    const later = { ...entry, kind: 'from-a-newer-version' };
    const failed = { ...entry, kind: 'failed', error: { code: 'cancelled', params: {} } };
    const oddly = { ...failed, error: { code: 'from-a-newer-version', params: {} } };
    const activity = [entry, 7, { id: 'b' }, later, failed, oddly];
    put('journal.json', { version: 1, activity, copies: 'no', told: ['k', 3] });
    expect(storeOf(journalFormat).load()).toEqual({
      document: { activity: [entry, failed], copies: [], told: ['k'] },
      problem: null,
    });
  });

  it('leaves out of what was used what can’t be read', () => {
    const use = { profileId: 'p1', verb: 'console', score: 1.5, at: 7 };
    const ofApp = { ...use, profileId: null, verb: 'settings' };
    const oddly = [
      { ...use, profileId: 3 },
      { ...use, score: '9' },
      { ...use, at: null },
      'no',
      { profileId: 'p1' },
    ];
    put('uses.json', { version: 1, uses: [use, ...oddly, ofApp] });
    expect(storeOf(usesFormat).load()).toEqual({ document: { uses: [use, ofApp] }, problem: null });
    expect(storeOf(usesFormat).save({ uses: [ofApp] })).toMatchObject({ ok: true });
    expect(got('uses.json')).toEqual({ version: 1, uses: [ofApp] });
  });
});

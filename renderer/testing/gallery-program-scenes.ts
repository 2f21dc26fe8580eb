/** Scenes of everything that hands sessions to programs, and of ~/.aws. */

import type { AwsFilesView, FileProblem, ImportEntry } from '../../shared/aws-files-views.ts';
import { appError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import type { Scene } from './gallery-scene.ts';
import { openMenu, press, pressCounted, pressText, settle, type, typeInto, until } from './gallery-steps.ts';
import { sampleEntry, samplePreview } from './lively-aws-files.ts';
import { busySnapshot, emptySnapshot, sampleAwsFiles, sampleKey, sampleProfile } from './sample-snapshot.ts';

const minute = 60_000;
const hour = 60 * minute;
const longName = 'a-very-long-profile-name-that-somebody-made-from-customer-project-and-environment';

const source = { kind: 'access-key', keyId: 'k1' } as const;
const sessionToken: Profile = {
  ...sampleProfile('t1', 'work-session'),
  recipe: { kind: 'session-token', source, region: 'eu-central-1', durationSeconds: 43_200 },
};
const keyItself: Profile = {
  ...sampleProfile('t2', 'terraform-legacy'),
  askBeforeServing: true,
  recipe: { kind: 'access-key', source, region: 'eu-central-1' },
};

function kinds(now: number): Snapshot {
  const busy = busySnapshot(now);
  return { ...busy, profiles: [...busy.profiles.slice(0, 3), sessionToken, keyItself] };
}

function withFiles(now: number, files: Partial<AwsFilesView>): Snapshot {
  return { ...kinds(now), awsFiles: { ...sampleAwsFiles, ...files } };
}

const managed: AwsFilesView['managed'] = [
  { section: { kind: 'process', name: 'prod', profileId: 'p1' }, problem: null },
  { section: { kind: 'static', name: longName, profileId: 'p1' }, problem: null },
  {
    section: { kind: 'process', name: 'default', profileId: 'p3' },
    problem: {
      code: 'aws-file-write-failed',
      params: { path: '/home/jo/.aws/config', reason: 'permission-denied' },
    },
  },
  { section: { kind: 'region', name: 'keycutter-eu-central-1', region: 'eu-central-1' }, problem: null },
];

function programs(now: number): Snapshot {
  const grant = { profileId: 'p1', createdAt: now - 2 * hour, expiresAt: now + 22 * hour };
  return {
    ...withFiles(now, { managed }),
    grants: [
      { ...grant, id: 'g1', lastUsedAt: now - 4 * minute },
      { ...grant, id: 'g2', profileId: 'p3', createdAt: now - 26 * hour, lastUsedAt: null },
      { ...grant, id: 'g3', profileId: 'gone', createdAt: now - 100 * hour, lastUsedAt: now - 90 * hour },
    ],
    endpoint: { port: 23_417, problem: null, command: '/home/jo/.config/Keycutter/bin/keycutter' },
  };
}

const problemEntries: readonly ImportEntry[] = [
  ...samplePreview.entries,
  sampleEntry('customer-a', {
    notes: [
      { code: 'name-taken', params: { value: 'customer-a 2' } },
      { code: 'key-not-supported', params: { key: 'endpoint_url' } },
    ],
  }),
  sampleEntry(longName, { roleArn: `arn:aws:iam::421098765432:role/${'x'.repeat(60)}` }),
  sampleEntry('sso-dev', {
    outcome: 'unusable',
    becomes: null,
    roleArn: null,
    accessKeyId: null,
    source: null,
    notes: [{ code: 'value-refused', params: { key: 'sso_account_id', reason: 'empty' } }],
  }),
  sampleEntry('keycutter-eu-central-1', {
    outcome: 'managed',
    becomes: null,
    roleArn: null,
    accessKeyId: null,
    source: null,
  }),
];

function manyEntries(count: number): readonly ImportEntry[] {
  return Array.from({ length: count }, (_, index) =>
    sampleEntry(`service-${index + 1}-${index % 3 === 0 ? 'prod' : 'dev'}`, {
      outcome: index % 5 === 0 ? 'same' : 'new',
    }),
  );
}

const problems: readonly FileProblem[] = [
  { file: 'config', line: 14, code: 'no-separator', subject: 'region eu-central-1' },
  { file: 'credentials', line: 3, code: 'section-twice', subject: 'default' },
];

type Play = NonNullable<Scene['play']>;

const openImport =
  (entries: readonly ImportEntry[]): Play =>
  async (app, fake) => {
    fake.answer('awsFiles', 'preview', () => succeed({ ...samplePreview, entries, problems }));
    app.navigation.set({ kind: 'import' });
    await until('.import-group');
  };

const twoPlain: AwsFilesView['plaintextKeys'] = [
  { section: 'default', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
  { section: longName, accessKeyId: 'AKIAIOSFODNN7EXAMPL2' },
];

const openMove: Play = async (app) => {
  app.navigation.set({ kind: 'keys', adding: false });
  await until('.plaintext');
  press((text) => text.plaintext.moveNamed('default'));
  await until('.dialog');
};

async function openSection(name: string): Promise<void> {
  await openMenu((text) => text.row.moreFor(name));
  pressText((text) => text.section.menu);
  await until('.dialog');
}

const approval: Snapshot['approval'] = {
  id: 'a1',
  profileId: 'p1',
  profileName: 'prod-readonly',
  client: 'process',
  askedAt: 0,
  waiting: 1,
};

export const programScenes: Record<string, Scene> = {
  'sessions-kinds': { snapshot: kinds },
  'sessions-kinds-menu': {
    snapshot: kinds,
    play: async (app) => {
      // Else, at 200 %, it is so far down the list that it is not drawn.
      app.query.set('terraform');
      await settle();
      await openMenu((text) => text.row.moreFor('terraform-legacy'));
    },
  },
  'sessions-offer': {
    snapshot: (now) => withFiles(now, { offer: { new: 2, changed: 1 }, plaintextKeys: twoPlain }),
  },
  'section-add': { snapshot: kinds, play: () => openSection('prod-readonly') },
  'section-taken': {
    snapshot: kinds,
    play: async (_app, fake) => {
      fake.answer('awsFiles', 'writeSection', ({ name }) => ({
        ok: false,
        error: { code: 'aws-section-taken', params: { name } },
      }));
      await openSection('prod-readonly');
      pressText((text) => text.section.addSubmit);
    },
  },
  'section-installed': {
    snapshot: (now) => withFiles(now, { managed }),
    play: async () => {
      await openSection('prod-readonly');
      press((text) => text.section.renameNamed('[profile prod]'));
    },
  },
  'import-list': { snapshot: emptySnapshot, play: openImport(problemEntries) },
  'import-problems': {
    snapshot: emptySnapshot,
    play: async (app, fake) => {
      await openImport(problemEntries)(app, fake);
      pressCounted((text, count) => text.importing.problems(count));
      await settle();
      document.querySelector('.import-group:last-child')?.scrollIntoView({ block: 'end' });
    },
  },
  'import-500': { snapshot: emptySnapshot, play: openImport(manyEntries(500)) },
  'import-empty': {
    snapshot: emptySnapshot,
    play: (app, fake) => {
      fake.answer('awsFiles', 'preview', () => ({ ok: true, value: { ...samplePreview, entries: [] } }));
      app.navigation.set({ kind: 'import' });
    },
  },
  'import-unreadable': {
    snapshot: emptySnapshot,
    play: (app, fake) => {
      fake.answer('awsFiles', 'preview', () => ({
        ok: false,
        error: {
          code: 'aws-file-unreadable',
          params: { path: '/home/jo/.aws/config', reason: 'not-a-file' },
        },
      }));
      app.navigation.set({ kind: 'import' });
    },
  },
  'import-outdated': {
    snapshot: emptySnapshot,
    play: async (app, fake) => {
      fake.answer('awsFiles', 'import', () => ({
        ok: false,
        error: { code: 'import-outdated', params: {} },
      }));
      await openImport(problemEntries)(app, fake);
      pressCounted((text, count) => text.importing.submit(count));
    },
  },
  'import-done': {
    snapshot: (now) => withFiles(now, { plaintextKeys: twoPlain }),
    play: async (app, fake) => {
      const failed = [{ name: longName, error: appError('keychain-locked') }];
      fake.answer('awsFiles', 'import', () => succeed({ profiles: 12, accessKeys: 1, failed }));
      await openImport(problemEntries)(app, fake);
      pressCounted((text, count) => text.importing.submit(count));
    },
  },
  'keys-plaintext': {
    snapshot: (now) => withFiles(now, { plaintextKeys: twoPlain }),
    play: (app) => app.navigation.set({ kind: 'keys', adding: false }),
  },
  'keys-move': { snapshot: (now) => withFiles(now, { plaintextKeys: twoPlain }), play: openMove },
  'keys-moved': {
    snapshot: (now) => withFiles(now, { plaintextKeys: twoPlain }),
    play: async (app, fake) => {
      await openMove(app, fake);
      pressText((text) => text.plaintext.submit);
    },
  },
  'keys-rotation': {
    snapshot: (now) => ({
      ...busySnapshot(now),
      accessKeys: [
        sampleKey('k1', 'work', {
          addedAt: now - 120 * 24 * hour,
          rotation: { stage: 'old-key-inactive', oldAccessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
        }),
        sampleKey('k2', 'customer-a', {
          addedAt: now - 42 * 24 * hour,
          rotation: { stage: 'verifying', oldAccessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
        }),
        sampleKey('k3', 'customer-b', {
          addedAt: now - 2 * 24 * hour,
          rotation: { stage: 'deactivating', oldAccessKeyId: null },
          problem: {
            code: 'rotation-unfinished',
            params: { name: 'customer-b', reason: 'network-timed-out', cause: '{}' },
          },
        }),
      ],
    }),
    play: async (app, fake) => {
      fake.answer('accessKeys', 'rotate', () => new Promise(() => undefined));
      app.navigation.set({ kind: 'keys', adding: false });
      await until('.rotation');
      press((text) => text.rotation.goOnNamed('customer-a'));
    },
  },
  'keys-rotate': {
    snapshot: busySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'keys', adding: false });
      await until('.item-card');
      await openMenu((text) => text.keys.moreFor('work'));
      pressText((text) => text.rotation.menu);
      await until('.dialog');
    },
  },
  programs: { snapshot: programs, play: (app) => app.navigation.set({ kind: 'programs' }) },
  'programs-bottom': {
    snapshot: programs,
    play: async (app) => {
      app.navigation.set({ kind: 'programs' });
      (await until('.doors')).scrollIntoView();
    },
  },
  'programs-none': {
    snapshot: emptySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'programs' });
      await until('.doors');
    },
  },
  'programs-revoke': {
    snapshot: programs,
    play: async (app) => {
      app.navigation.set({ kind: 'programs' });
      await until('.programs');
      pressText((text) => text.programs.revokeAll);
    },
  },
  approval: { snapshot: (now) => ({ ...busySnapshot(now), approval: { ...approval, askedAt: now } }) },
  'approval-key': {
    snapshot: (now) => ({
      ...kinds(now),
      approval: { ...approval, profileId: 't2', profileName: 'terraform-legacy', waiting: 0, askedAt: now },
    }),
  },
  'approval-beside': {
    snapshot: busySnapshot,
    play: async (app, fake) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'new' } });
      await until('.editor');
      document.querySelector<HTMLElement>('.editor input[type="text"]')?.focus();
      typeInto((text) => text.signInForm.name, 'half a na');
      fake.publish({ approval: { ...approval, askedAt: Date.now() } });
    },
  },
  'mfa-beside': {
    snapshot: busySnapshot,
    play: async (_app, fake) => {
      document.querySelector<HTMLElement>('input[type="search"]')?.focus();
      type('input[type="search"]', 'stag');
      fake.publish({
        prompt: {
          id: 'q1',
          profileId: 'p2',
          serial: 'arn:aws:iam::421012345678:mfa/phone',
          keyName: 'work',
          profileName: 'partner-b-deploy',
          waiting: 0,
          error: null,
        },
      });
    },
  },
  'editor-session-token': {
    snapshot: kinds,
    play: (app) => app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 't1' } }),
  },
  'editor-access-key': {
    snapshot: kinds,
    play: (app) => app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 't2' } }),
  },
};

/** The gallery's scenes: every screen, with the data of a good day and of a bad one. */

import type { Snapshot } from '../../shared/views.ts';
import { editorScenes } from './gallery-editor-scenes.ts';
import { paletteScenes } from './gallery-palette-scenes.ts';
import { programScenes } from './gallery-program-scenes.ts';
import type { Scene } from './gallery-scene.ts';
import { signInScenes } from './gallery-sign-in-scenes.ts';
import { named, openMenu, press, pressText, settle, type, typeInto, until } from './gallery-steps.ts';
import { systemScenes } from './gallery-system-scenes.ts';
import {
  busySnapshot,
  emptySnapshot,
  liveSession,
  sampleKey,
  sampleProfile,
  sampleSession,
} from './sample-snapshot.ts';

const minute = 60_000;
const hour = 60 * minute;
const longName =
  'a-very-long-profile-name-that-somebody-made-from-customer-project-environment-and-role-eu-central-1-prod';

function hostile(now: number): Snapshot {
  const busy = busySnapshot(now);
  return {
    ...busy,
    profiles: [
      sampleProfile('h1', longName, { roleArn: `arn:aws:iam::421098765432:role/path/${'x'.repeat(120)}` }),
      sampleProfile('h2', '<img src=x onerror=alert(1)> & "quotes" $HOME `id`', {}, { favourite: true }),
      sampleProfile('h3', '운영-읽기전용 (서울)', { region: 'ap-northeast-2' }, { favourite: true }),
      sampleProfile('h4', '!!', { roleArn: 'arn:aws-us-gov:iam::421098765432:role/x' }),
      sampleProfile('h5', 'key was removed', { source: { kind: 'access-key', keyId: 'gone' } }),
      sampleProfile('h6', 'שלום עולם'),
      sampleProfile('h7', longName.replaceAll('-', ' ')),
    ],
    sessions: [
      liveSession('h1', now - hour, now + 3 * hour + 12 * minute, {
        state: 'failed',
        error: { code: 'network-timed-out', params: { host: 'sts.eu-central-1.amazonaws.com' } },
      }),
      liveSession('h7', now - hour, now - 1_000, { renewal: { kind: 'ends', reason: 'not-used-lately' } }),
      sampleSession('h4', {
        state: 'failed',
        error: {
          code: 'sts-unknown',
          params: { awsCode: 'X'.repeat(90), detail: `<b>${'long '.repeat(30)}</b>` },
        },
      }),
      sampleSession('h6', { state: 'needs-action', error: { code: 'mfa-timed-out', params: {} } }),
    ],
    status: {
      ...busy.status,
      clockOffset: 185_000,
      notices: [
        {
          id: 'n1',
          error: {
            code: 'storage-corrupt',
            params: {
              what: 'settings',
              keptAt: '/home/jo/.config/keycutter/settings.json.2026-11-22T02-56-22.corrupt',
            },
          },
        },
      ],
    },
  };
}

function many(now: number, count: number): Snapshot {
  const accounts = ['421098765432', '000011112222', '998877665544', '555566667777'];
  const profiles = Array.from({ length: count }, (_, index) =>
    sampleProfile(`m${index}`, `service-${index + 1}-${index % 3 === 0 ? 'prod' : 'dev'}`, {
      roleArn: `arn:aws:iam::${accounts[index % accounts.length]}:role/Role${index % 7}`,
    }),
  );
  return { ...busySnapshot(now), profiles, sessions: [liveSession('m4', now - hour, now + 8 * hour)] };
}

export const scenes: Record<string, Scene> = {
  sessions: { snapshot: busySnapshot },
  'sessions-focus': {
    snapshot: busySnapshot,
    play: () => named((text) => text.row.assumeNamed('staging-deploy'))?.focus(),
  },
  'sessions-menu': {
    snapshot: busySnapshot,
    play: () => openMenu((text) => text.row.moreFor('prod-readonly')),
  },
  'sessions-formats': {
    snapshot: busySnapshot,
    play: () => openMenu((text) => text.row.otherFormats('prod-readonly')),
  },
  'sessions-formats-by-value': {
    snapshot: busySnapshot,
    play: async () => {
      await openMenu((text) => text.row.otherFormats('prod-readonly'));
      press((text) => text.exports.byValue);
    },
  },
  'sessions-copied': {
    snapshot: busySnapshot,
    play: (app) =>
      void Promise.all([
        app.rowCalls.copy('p1', 'bash', 'renewing'),
        app.rowCalls.copy('p2', 'json', 'value'),
      ]),
  },
  'sessions-checked': {
    snapshot: busySnapshot,
    play: (app) => void Promise.all([app.rowCalls.check('p1'), app.rowCalls.copy('p2', 'bash')]),
  },
  'sessions-header-menu': { snapshot: busySnapshot, play: () => openMenu((text) => text.header.menu) },
  'sessions-delete': {
    snapshot: busySnapshot,
    play: async () => {
      await openMenu((text) => text.row.moreFor('prod-readonly'));
      pressText((text) => text.menu.delete);
      await until('.dialog');
    },
  },
  'sessions-many': { snapshot: (now) => many(now, 40) },
  'sessions-5000': { snapshot: (now) => many(now, 5_000) },
  'sessions-hostile': { snapshot: hostile },
  'sessions-not-found': { snapshot: busySnapshot, play: (app) => app.query.set('nothing like it') },
  'sessions-search': { snapshot: (now) => many(now, 40), play: (app) => app.query.set('prod 9988') },
  'sessions-locked': {
    snapshot: (now) => ({
      ...busySnapshot(now),
      sessions: [],
      status: { ...emptySnapshot().status, keychain: 'locked' },
    }),
  },
  'sessions-changed': {
    snapshot: (now) => ({
      ...busySnapshot(now),
      sessions: [],
      status: { ...emptySnapshot().status, keychain: 'changed' },
    }),
  },
  'sessions-demo': {
    snapshot: (now) => ({ ...busySnapshot(now), status: { ...emptySnapshot().status, demoOpen: true } }),
  },
  'first-start': { snapshot: emptySnapshot },
  'first-profile': { snapshot: (now) => ({ ...emptySnapshot(), accessKeys: busySnapshot(now).accessKeys }) },
  loading: {
    snapshot: emptySnapshot,
    play: (app, fake) => {
      fake.answer('snapshot', 'get', () => new Promise(() => undefined));
      app.store.reload();
    },
  },
  'no-answer': {
    snapshot: emptySnapshot,
    play: (app, fake) => {
      fake.answer('snapshot', 'get', () => ({
        ok: false,
        error: { code: 'internal', params: { reference: 'a1b2' } },
      }));
      app.store.reload();
    },
  },
  'editor-new': {
    snapshot: busySnapshot,
    play: (app) => app.navigation.set({ kind: 'editor', target: { kind: 'new' } }),
  },
  'editor-problems': {
    snapshot: busySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'new' } });
      await until('.editor');
      typeInto((text) => text.editor.name, 'partner-b-deploy');
      typeInto((text) => text.editor.roleArn, 'arn:aws:sts::000011112222:assumed-role/deployer/me');
      typeInto((text) => text.editor.externalId, 'has spaces in it');
      typeInto((text) => text.editor.duration, '4 h 30');
      typeInto((text) => text.editor.sessionName, 'my laptop');
      await settle();
      pressText((text) => text.editor.save);
    },
  },
  'editor-advanced': {
    snapshot: (now) => {
      const busy = busySnapshot(now);
      return {
        ...busy,
        profiles: busy.profiles.map((profile) =>
          profile.id === 'p3'
            ? sampleProfile('p3', 'staging-deploy', {
                roleArn: 'arn:aws:iam::421012345678:role/deployer',
                externalId: '35e413a2-b7d2-45a3-9126-6fdf4563863d',
                policy:
                  '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }]\n}',
                policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
                tags: [
                  { key: 'Project', value: 'Apollo' },
                  { key: 'Team', value: 'platform-operations-eu' },
                ],
                transitiveTagKeys: ['Project'],
                sourceIdentity: 'jo',
                mfaSerial: 'arn:aws:iam::421012345678:mfa/phone',
              })
            : profile,
        ),
      };
    },
    play: async (app) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 'p3' } });
      (await until('.fold')).scrollIntoView();
    },
  },
  'editor-owner': {
    snapshot: busySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 'p2' } });
      await until('.fold');
      pressText((text) => text.owner.title);
      (await until('.fold[open]')).scrollIntoView();
    },
  },
  'editor-discard': {
    snapshot: busySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'new' } });
      await until('.editor');
      typeInto((text) => text.editor.name, 'partner-b-deploy');
      await settle();
      pressText((text) => text.cancel);
    },
  },
  keys: {
    snapshot: (now) => ({
      ...busySnapshot(now),
      accessKeys: [
        ...busySnapshot(now).accessKeys,
        sampleKey('k2', 'customer-a', {
          kept: 'memory',
          accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
          addedAt: now,
          problem: { code: 'sts-signature-mismatch', params: {} },
        }),
        sampleKey('k3', longName, {
          addedAt: now - 400 * 24 * hour,
          problem: { code: 'access-key-secret-missing', params: { name: longName } },
        }),
      ],
    }),
    play: (app) => app.navigation.set({ kind: 'keys', adding: false }),
  },
  'keys-empty': {
    snapshot: emptySnapshot,
    play: (app) => app.navigation.set({ kind: 'keys', adding: false }),
  },
  'keys-add': {
    snapshot: emptySnapshot,
    play: (app) => app.navigation.set({ kind: 'keys', adding: true }),
  },
  'keys-add-locked': {
    snapshot: emptySnapshot,
    play: async (app, fake) => {
      fake.answer('accessKeys', 'add', () => ({ ok: false, error: { code: 'keychain-locked', params: {} } }));
      app.navigation.set({ kind: 'keys', adding: true });
      await until('.key-form');
      typeInto((text) => text.keys.id, 'AKIAIOSFODNN7EXAMPLE');
      typeInto((text) => text.keys.secret, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
      typeInto((text) => text.keys.name, 'work');
      await settle();
      pressText((text) => text.keys.addSubmit);
    },
  },
  settings: {
    snapshot: (now) => ({
      ...busySnapshot(now),
      status: {
        ...busySnapshot(now).status,
        environment: {
          stsEndpointUrl: null,
          httpsProxy: 'http://proxy.corp.example:3128',
          caBundlePath: null,
        },
      },
    }),
    play: (app) => app.navigation.set({ kind: 'settings' }),
  },
  'settings-bottom': {
    snapshot: busySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'settings' });
      (await until('.about')).scrollIntoView();
    },
  },
  activity: {
    snapshot: (now) => ({
      ...busySnapshot(now),
      activity: [
        {
          id: 'a1',
          at: now - minute,
          kind: 'copied',
          subject: 'prod-readonly',
          detail: 'bash',
          error: null,
        },
        {
          id: 'a2',
          at: now - 18 * minute,
          kind: 'assumed',
          subject: 'prod-readonly',
          detail: 'arn:aws:iam::421098765432:role/ReadOnly',
          error: null,
        },
        {
          id: 'a3',
          at: now - 25 * minute,
          kind: 'failed',
          subject: 'audit',
          detail: 'arn:aws:iam::998877665544:role/SecurityAudit',
          error: { code: 'sts-access-denied', params: {} },
        },
        {
          id: 'a4',
          at: now - 2 * hour,
          kind: 'key-tested',
          subject: 'work',
          detail: 'arn:aws:iam::421098765432:user/dev',
          error: null,
        },
        {
          id: 'a7',
          at: now - 3 * hour,
          kind: 'served',
          subject: 'prod-readonly',
          detail: 'process',
          error: null,
        },
        { id: 'a8', at: now - 4 * hour, kind: 'export-made', subject: 'sandbox', detail: '', error: null },
        { id: 'a5', at: now - 26 * hour, kind: 'expired', subject: longName, detail: '', error: null },
        {
          id: 'a6',
          at: now - 80 * hour,
          kind: 'profile-saved',
          subject: '운영-읽기전용',
          detail: '',
          error: null,
        },
      ],
    }),
    play: (app) => app.navigation.set({ kind: 'activity' }),
  },
  'activity-empty': { snapshot: emptySnapshot, play: (app) => app.navigation.set({ kind: 'activity' }) },
  mfa: {
    snapshot: (now) => ({
      ...busySnapshot(now),
      prompt: {
        id: 'q1',
        profileId: 'p2',
        serial: 'arn:aws:iam::421012345678:mfa/phone',
        keyName: 'work',
        profileName: 'partner-b-deploy',
        waiting: 2,
        error: null,
      },
    }),
    play: async () => {
      await until('.mfa-digit');
      type('.mfa-digit', '419');
    },
  },
  'mfa-wrong': {
    snapshot: (now) => ({
      ...busySnapshot(now),
      prompt: {
        id: 'q1',
        profileId: 'p2',
        serial: 'arn:aws:iam::421012345678:mfa/phone',
        keyName: 'work',
        profileName: 'partner-b-deploy',
        waiting: 0,
        error: { code: 'sts-mfa-code-wrong', params: {} },
      },
    }),
  },
  ...editorScenes,
  ...signInScenes,
  ...programScenes,
  ...paletteScenes,
  ...systemScenes,
};

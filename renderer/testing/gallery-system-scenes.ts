/** Scenes of Keycutter as a part of the system. */
import { appError } from '../../shared/errors.ts';
import { succeed } from '../../shared/result.ts';
import type { SettingsImportPreview } from '../../shared/settings.ts';
import type { Scene } from './gallery-scene.ts';
import { pressText, settle, until } from './gallery-steps.ts';
import { busySnapshot } from './sample-snapshot.ts';

const preview: SettingsImportPreview = {
  path: '/run/media/jo/a-stick-with-a-long-name/keycutter-settings-2026-11-22.json',
  digest: 'd1',
  settings: ['theme', 'warnBeforeMinutes', 'httpsProxy'],
  profiles: {
    new: ['audit', 'billing', 'a-very-long-profile-name-that-somebody-made-from-customer-and-environment'],
    changed: ['prod-readonly'],
  },
  signIns: { new: ['corp-okta'], changed: [] },
  accessKeys: ['work'],
  problems: [appError('input-refused', { field: 'orphan', reason: 'caller-not-in-file' })],
};

const report = `Keycutter diagnostics, 2026-11-22T09:30:00.000Z
Without account ids, access key ids and ARNs. No secrets. Read it before you send it.

== Versions ==
Keycutter 0.1.0
Electron 45.0.0, Chromium 150.0.0, Node.js 24.0.0
Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x64

== Desktop ==
Desktop: XFCE; session: x11
Tray: yes; notifications: yes
Keychain: ready

== Log, the last 200 lines ==
2026-11-22T09:29:12.101Z warn notice {"code":"sts-access-denied","detail":"User: arn-1 is not authorized to perform: sts:AssumeRole on resource: arn-2"}
`;

export const systemScenes: Readonly<Record<string, Scene>> = {
  'settings-data': {
    snapshot: (now) => {
      const busy = busySnapshot(now);
      const desktop = {
        ...busy.status.desktop,
        startAtLoginProblem: appError('login-item-failed', { reason: 'disk-read-only' }),
      };
      return { ...busy, status: { ...busy.status, desktop } };
    },
    play: async (app) => {
      app.navigation.set({ kind: 'settings' });
      (await until('.system-actions')).scrollIntoView();
    },
  },
  'settings-import': {
    snapshot: busySnapshot,
    play: async (app, fake) => {
      fake.answer('settings', 'previewImport', () => succeed(preview));
      app.navigation.set({ kind: 'settings' });
      await until('.system-actions');
      pressText((text) => text.system.import);
      await until('.settings-import');
      await settle();
    },
  },
  diagnostics: {
    snapshot: busySnapshot,
    play: async (app, fake) => {
      fake.answer('system', 'diagnostics', () => succeed(report));
      app.navigation.set({ kind: 'diagnostics' });
      await until('.diagnostics-text:not([aria-busy="true"])');
    },
  },
};

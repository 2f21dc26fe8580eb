/** Scenes of signing in, choosing roles, handing off, and the devices of MFA. */
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { SignInPromptView, SignInView } from '../../shared/sign-in-views.ts';
import type { Snapshot } from '../../shared/views.ts';
import type { Scene } from './gallery-scene.ts';
import {
  groupTitled,
  openMenu,
  press,
  pressCounted,
  pressText,
  settle,
  type,
  typeInto,
  until,
} from './gallery-steps.ts';
import { sampleRoles } from './lively-sign-ins.ts';
import {
  busySnapshot,
  emptySnapshot,
  liveSession,
  sampleKey,
  sampleOidc,
  sampleProfile,
  samplePrompt,
  sampleSaml,
  sampleSignIn,
} from './sample-snapshot.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const longName = 'a-very-long-sign-in-name-that-somebody-made-from-customer-and-environment';

type Play = NonNullable<Scene['play']>;

function signInsOf(now: number): readonly SignInView[] {
  return [
    sampleSignIn('s1', 'example-corp', undefined, {
      state: 'signed-in',
      expiresAt: now + 6 * hour,
      subject: 'jo@example.com',
    }),
    sampleSignIn('s2', 'adfs', sampleSaml, { state: 'renewable' }),
    sampleSignIn('s3', 'google', sampleOidc, {
      hasClientSecret: true,
      problem: appError('sign-in-revoked', { signIn: 'google' }),
    }),
    sampleSignIn('s4', longName, {
      kind: 'saml',
      by: 'command',
      startUrl: '',
      command: '/usr/local/bin/print-saml --for work',
      remember: false,
    }),
  ];
}

function signedIn(now: number): Snapshot {
  const busy = busySnapshot(now);
  const source = { kind: 'sign-in', signInId: 's1' } as const;
  return {
    ...busy,
    signIns: signInsOf(now),
    profiles: [
      ...busy.profiles.slice(0, 3),
      {
        ...sampleProfile('i1', 'team-1-prod-ReadOnly'),
        recipe: {
          kind: 'identity-center',
          source,
          accountId: '421098765432',
          roleName: 'ReadOnly',
          region: 'eu-central-1',
        },
      },
      {
        ...sampleProfile('i2', 'adfs-admin'),
        recipe: {
          kind: 'assume-role-with-saml',
          source: { kind: 'sign-in', signInId: 's2' },
          roleArn: 'arn:aws:iam::998877665544:role/Admin',
          principalArn: 'arn:aws:iam::998877665544:saml-provider/adfs',
          region: 'eu-central-1',
          durationSeconds: 3_600,
          policyArns: [],
        },
      },
    ],
    sessions: [
      ...busy.sessions,
      liveSession('i2', now - 30 * minute, now + 4 * minute, {
        renewal: { kind: 'needs-sign-in' },
        hops: 2,
      }),
    ],
  };
}

const prompted = (part: Partial<SignInPromptView>) => (now: number) => ({
  ...signedIn(now),
  signInPrompt: samplePrompt(part),
});

const openForm =
  (kind: SignInView['method']['kind']): Play =>
  async (app) => {
    app.navigation.set({ kind: 'sign-ins', adding: kind });
    await until('.sign-in-form');
  };

const openRoles =
  (accounts: number): Play =>
  async (app, fake) => {
    const there = new Map([['100000000000/ReadOnly', 'p1']]);
    fake.answer('signIns', 'roles', () => succeed(sampleRoles(accounts, there)));
    app.navigation.set({ kind: 'sign-in-roles', signInId: 's1' });
    await until('.role-row');
  };

async function chooseAll(): Promise<void> {
  pressCounted((text, count) => text.roles.all(count));
  await settle();
  pressText((text) => text.roles.goOn);
  await until('.name-example');
}

const openHandOff: Play = async () => {
  await openMenu((text) => text.row.moreFor('prod-readonly'));
  pressText((text) => text.handOff.menu);
  await until('.dialog');
};

function keysWithMfa(now: number): Snapshot {
  const busy = busySnapshot(now);
  const serial = 'arn:aws:iam::421012345678:mfa/phone';
  return {
    ...busy,
    accessKeys: [
      sampleKey('k1', 'work', {
        addedAt: now - 12 * day,
        createdAt: now - 214 * day,
        identity: { account: '421012345678', arn: 'arn:aws:iam::421012345678:user/dev', userId: 'A' },
        mfaSessions: [{ serial, expiresAt: now + 5 * hour }],
      }),
    ],
    mfaDevices: [
      {
        serial,
        codes: 'command',
        command: 'ykman oath accounts code --single AWS',
        problem: appError('mfa-process-refused', { reason: 'no-six-digits' }),
      },
    ],
  };
}

const openMfa: Play = async (app) => {
  app.navigation.set({ kind: 'keys', adding: false });
  await until('.item-card');
  await openMenu((text) => text.keys.moreFor('work'));
  pressText((text) => text.mfaDevices.menu);
  await until('.mfa-devices');
};

export const signInScenes: Record<string, Scene> = {
  'sign-ins': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'sign-ins', adding: null });
      await until('.item-card');
    },
  },
  'sign-ins-menu': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'sign-ins', adding: null });
      await until('.item-card');
      await openMenu((text) => text.signIns.moreFor('adfs'));
    },
  },
  'sign-ins-used': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'sign-ins', adding: null });
      await until('.item-card');
      await openMenu((text) => text.signIns.moreFor('example-corp'));
      pressText((text) => text.signIns.remove);
    },
  },
  'sign-ins-empty': {
    snapshot: emptySnapshot,
    play: async (app) => {
      app.navigation.set({ kind: 'sign-ins', adding: null });
      await until('.empty');
    },
  },
  'sign-in-identity-center': { snapshot: signedIn, play: openForm('identity-center') },
  'sign-in-saml': { snapshot: signedIn, play: openForm('saml') },
  'sign-in-saml-command': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openForm('saml')(app, fake);
      document.querySelectorAll<HTMLElement>('input[type=radio]')[5]?.click();
      await settle();
      pressText((text) => text.signInForm.save);
      await settle();
      document.querySelector('.screen-body')?.scrollTo(0, 1_000);
    },
  },
  'sign-in-oidc': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openForm('oidc')(app, fake);
      document.querySelector('.screen-body')?.scrollTo(0, 330);
    },
  },
  'sign-in-oidc-edit': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'sign-ins', adding: null });
      await until('.item-card');
      await openMenu((text) => text.signIns.moreFor('google'));
      pressText((text) => text.signIns.edit);
      await until('.sign-in-form');
      typeInto((text) => text.signInForm.issuer, 'accounts.google.com');
      pressText((text) => text.signInForm.more);
      await settle();
      pressText((text) => text.signInForm.save);
      await settle();
      document.querySelector('.screen-body')?.scrollTo(0, 1_000);
    },
  },
  'prompt-sign-in-asked': {
    snapshot: prompted({
      stage: 'asked',
      host: null,
      profileNames: ['prod-readonly', 'staging-deploy', 'audit', 'billing', 'logs'],
      waiting: 1,
    }),
  },
  'prompt-sign-in-browser': { snapshot: prompted({}) },
  'prompt-sign-in-device': {
    snapshot: prompted({ stage: 'device', userCode: 'QKXW-TPRD', waiting: 2 }),
  },
  'prompt-sign-in-window': {
    snapshot: prompted({ stage: 'window', kind: 'saml', signInName: 'adfs', host: 'idp.example.com' }),
  },
  'prompt-sign-in-assertion': {
    snapshot: prompted({
      stage: 'assertion',
      kind: 'saml',
      signInName: longName,
      host: 'idp.example.com',
      error: appError('saml-assertion-unreadable', { reason: 'saml-xml' }),
    }),
  },
  'prompt-sign-in-working': { snapshot: prompted({ stage: 'working', host: null }) },
  'roles-reading': {
    snapshot: (now) => ({
      ...signedIn(now),
      signIns: signInsOf(now).map((signIn) => ({ ...signIn, listing: { done: 143, total: 300 } })),
    }),
    play: async (app, fake) => {
      fake.answer('signIns', 'roles', () => new Promise(() => undefined));
      app.navigation.set({ kind: 'sign-in-roles', signInId: 's1' });
      await until('.roles-reading');
    },
  },
  'roles-many': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openRoles(300)(app, fake);
      document.querySelectorAll<HTMLElement>('.role-row')[2]?.click();
      document.querySelectorAll<HTMLElement>('.role-row')[5]?.click();
      await settle();
      document.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    },
  },
  'roles-5000': { snapshot: signedIn, play: openRoles(1_250) },
  'roles-found': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openRoles(300)(app, fake);
      type('input[type="search"]', 'prod read');
      await settle();
    },
  },
  'roles-name': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openRoles(300)(app, fake);
      await chooseAll();
    },
  },
  'roles-name-saml': {
    snapshot: (now) => ({
      ...signedIn(now),
      signIns: [sampleSignIn('s1', 'adfs', sampleSaml, { state: 'signed-in' })],
    }),
    play: async (app, fake) => {
      await openRoles(3)(app, fake);
      await chooseAll();
      typeInto((text) => text.roles.template, '{role}');
    },
  },
  'roles-done': {
    snapshot: signedIn,
    play: async (app, fake) => {
      fake.answer('signIns', 'createProfiles', () =>
        succeed({
          created: 1_186,
          skipped: 12,
          failed: [
            {
              name: 'team-1-prod-ReadOnly',
              error: appError('profile-name-taken', { name: 'team-1-prod-ReadOnly' }),
            },
          ],
        }),
      );
      await openRoles(300)(app, fake);
      await chooseAll();
      pressCounted((text, count) => text.roles.create(count));
      await until('.roles-done');
    },
  },
  'roles-refused': {
    snapshot: signedIn,
    play: async (app, fake) => {
      fake.answer('signIns', 'roles', () =>
        fail(appError('identity-center-refused', { reason: 'no-answer' })),
      );
      app.navigation.set({ kind: 'sign-in-roles', signInId: 's1' });
      await until('.failure-box');
    },
  },
  'hand-off': { snapshot: signedIn, play: openHandOff },
  'hand-off-preview': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openHandOff(app, fake);
      typeInto((text) => text.handOff.recipient, 'jo@example.com');
      typeInto((text) => text.handOff.bucket, 'reports-2026');
      await settle();
      pressText((text) => text.handOff.preview);
      await settle();
      document.querySelector('.dialog-place')?.scrollTo(0, 1_000);
    },
  },
  'hand-off-problems': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openHandOff(app, fake);
      typeInto((text) => text.handOff.recipient, 'jo with spaces');
      typeInto((text) => text.handOff.bucket, 'Reports');
      pressText((text) => text.handOff.submit);
    },
  },
  'hand-off-done': {
    snapshot: signedIn,
    play: async (app, fake) => {
      await openHandOff(app, fake);
      typeInto((text) => text.handOff.recipient, 'jo@example.com');
      typeInto((text) => text.handOff.bucket, 'reports-2026');
      await settle();
      pressText((text) => text.handOff.submit);
      await until('.hand-off-revoke');
    },
  },
  'row-menu-ways-out': {
    snapshot: signedIn,
    play: async () => {
      await openMenu((text) => text.row.moreFor('prod-readonly'));
      pressText((text) => text.console.at);
    },
  },
  'row-needs-sign-in': { snapshot: signedIn },
  'keys-mfa': {
    snapshot: keysWithMfa,
    play: async (app) => {
      app.navigation.set({ kind: 'keys', adding: false });
      await until('.item-card');
    },
  },
  'keys-mfa-devices': { snapshot: keysWithMfa, play: openMfa },
  'keys-mfa-seed': {
    snapshot: keysWithMfa,
    play: async (app, fake) => {
      await openMfa(app, fake);
      press((text) => text.mfaDevices.changeNamed('phone'));
      await until('.radio-cards');
      document.querySelectorAll<HTMLElement>('.dialog input[type=radio]')[1]?.click();
    },
  },
  'settings-console': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'settings' });
      await until('.settings-group');
      groupTitled((text) => text.settings.safety)?.scrollIntoView();
    },
  },
  'import-tool': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'import' });
      await until('.segment');
      document.querySelectorAll<HTMLElement>('.segment input')[1]?.click();
    },
  },
  'import-tool-listed': {
    snapshot: signedIn,
    play: async (app) => {
      app.navigation.set({ kind: 'import' });
      await until('.segment');
      document.querySelectorAll<HTMLElement>('.segment input')[1]?.click();
      await settle();
      pressText((text) => text.importing.toolRead(text.importing.tools['aws-vault']));
      await until('.import-group');
    },
  },
};

/** The profile editor: every kind of profile, and what it says about each. */

import type { Profile, Recipe, RecipeKind } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import type { App } from '../app/app-context.tsx';
import type { Text } from '../text/text.ts';
import type { Scene } from './gallery-scene.ts';
import { named, pressText, settle, typeInto, until } from './gallery-steps.ts';
import {
  busySnapshot,
  emptySnapshot,
  sampleIdentityCenter,
  sampleKey,
  sampleOidc,
  sampleProfile,
  sampleSaml,
  sampleSignIn,
} from './sample-snapshot.ts';

const region = 'eu-central-1';
const hour = 3_600;
const roleArn = 'arn:aws:iam::421098765432:role/ReadOnly';
const mfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
const key = { kind: 'access-key', keyId: 'k1' } as const;
const signIn = (signInId: string) => ({ kind: 'sign-in', signInId }) as const;
const narrowed = { region, durationSeconds: hour, policyArns: [] };
const policy =
  '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }]\n}';

function profile(id: string, name: string, recipe: Recipe): Profile {
  return { ...sampleProfile(id, name), recipe };
}

/** One profile of every kind, with what they call with. */
function everyKind(now: number): Snapshot {
  const busy = busySnapshot(now);
  return {
    ...busy,
    accessKeys: [...busy.accessKeys, sampleKey('k2', 'customer-a', { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' })],
    signIns: [
      sampleSignIn('s1', 'example-corp', sampleIdentityCenter, { state: 'signed-in' }),
      sampleSignIn('s2', 'adfs', sampleSaml),
      sampleSignIn('s3', 'google', sampleOidc),
    ],
    profiles: [
      ...busy.profiles,
      sampleProfile('base', 'hub-base', { roleArn: 'arn:aws:iam::421012345678:role/Hub', mfaSerial }),
      sampleProfile('chained', 'spoke-admin', {
        roleArn: 'arn:aws:iam::998877665544:role/Admin',
        source: { kind: 'profile', profileId: 'base' },
      }),
      sampleProfile('long-chain', 'spoke-long', {
        roleArn: 'arn:aws:iam::998877665544:role/Admin',
        source: { kind: 'profile', profileId: 'base' },
        durationSeconds: 4 * hour,
      }),
      sampleProfile('shared', 'prod-deploy', { mfaSerial, mfaShared: true }),
      sampleProfile('four', 'prod-four', { durationSeconds: 8 * hour }),
      sampleProfile('machine', 'on-ec2', { source: { kind: 'machine', from: 'Ec2InstanceMetadata' } }),
      profile('saml', 'corp-admin', {
        kind: 'assume-role-with-saml',
        source: signIn('s2'),
        roleArn,
        principalArn: 'arn:aws:iam::421098765432:saml-provider/adfs',
        ...narrowed,
      }),
      profile('oidc', 'ci-deploy', {
        kind: 'assume-role-with-web-identity',
        source: signIn('s3'),
        roleArn,
        ...narrowed,
      }),
      profile('file', 'pod-role', {
        kind: 'assume-role-with-web-identity',
        source: { kind: 'token-file', path: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token' },
        roleArn,
        ...narrowed,
      }),
      profile('portal', 'team-1-prod', {
        kind: 'identity-center',
        source: signIn('s1'),
        accountId: '421098765432',
        roleName: 'ReadOnlyAccess',
        region,
      }),
      profile('session', 'work-session', {
        kind: 'session-token',
        source: key,
        region,
        durationSeconds: 12 * hour,
        mfaSerial,
      }),
      profile('federated', 'intern', { kind: 'federation-token', source: key, tags: [], ...narrowed }),
      profile('process', 'aws-login', {
        kind: 'credential-process',
        source: {
          kind: 'command',
          command: 'aws configure export-credentials --profile work --format process',
        },
        region,
      }),
      profile('root', 'unlock-bucket', {
        kind: 'assume-root',
        source: { kind: 'profile', profileId: 'base' },
        targetAccount: '998877665544',
        task: 'S3UnlockBucketPolicy',
        region,
        durationSeconds: 900,
      }),
      profile('itself', 'legacy-tool', { kind: 'access-key', source: key, region }),
    ],
    roleMaximums: [{ roleArn, seconds: 4 * hour, refusedSeconds: null, learnedAt: now }],
  };
}

const edit = (profileId: string, then: () => void | Promise<void> = () => undefined): Scene => ({
  snapshot: everyKind,
  play: async (app) => {
    app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId } });
    await until('.editor');
    await settle();
    await then();
  },
});

const bottom = () => document.querySelector('.screen-body')?.scrollTo({ top: 100_000 });
const show = (selector: string) => document.querySelector(selector)?.scrollIntoView({ block: 'center' });

function openNew(app: App): Promise<Element> {
  app.navigation.set({ kind: 'editor', target: { kind: 'new' } });
  return until('.editor');
}

/** Opens a list as the keyboard does. */
async function openList(label: (text: Text) => string): Promise<void> {
  const trigger = named(label, '[role="combobox"]');
  trigger?.focus();
  trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  await until('.choices');
}

const newOfKind = (kind: RecipeKind, snapshot: Scene['snapshot'], then = () => {}): Scene => ({
  snapshot,
  play: async (app) => {
    await openNew(app);
    await openList((text) => text.editor.kind);
    await settle();
    named((text) => text.editor.kinds[kind], '[role="option"]')?.click();
    await settle();
    then();
  },
});

export const editorScenes: Record<string, Scene> = {
  'editor-kinds': {
    snapshot: everyKind,
    play: async (app) => {
      await openNew(app);
      await openList((text) => text.editor.kind);
    },
  },
  'editor-source': {
    snapshot: everyKind,
    play: async (app) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 'base' } });
      await until('.editor');
      await openList((text) => text.editor.source);
    },
  },
  'editor-regions': edit('base', async () => {
    const field = document.querySelector<HTMLInputElement>('input[aria-autocomplete]');
    field?.focus();
    field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await until('[role="listbox"]');
  }),
  'editor-chain': edit('chained'),
  'editor-chain-bottom': edit('chained', () => show('.duration')),
  'editor-chain-too-long': edit('long-chain', () => show('.duration')),
  'editor-mfa-shared': edit('shared', () => show('.radio-cards')),
  'editor-mfa-shared-bottom': edit('shared', () => show('.duration')),
  'editor-mfa-suggested': edit('p3', () => show('.suggestions')),
  'editor-machine': edit('machine'),
  'editor-role-maximum': edit('four', () => show('.duration')),
  'editor-raise': edit('four', async () => {
    pressText((text) => text.editor.raise);
    await until('.dialog');
  }),
  'editor-raise-plan': {
    snapshot: everyKind,
    play: async (app, fake) => {
      fake.answer('roles', 'planRaise', ({ seconds }) =>
        succeed({
          roleArn,
          roleName: 'ReadOnly',
          fromSeconds: 4 * hour,
          toSeconds: seconds,
          viaProfileName: 'team-1-prod',
          command: `aws iam update-role --role-name ReadOnly --max-session-duration ${seconds}`,
        }),
      );
      app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 'four' } });
      await until('.editor');
      await settle();
      pressText((text) => text.editor.raise);
      await until('.dialog');
      const trigger = document.querySelector<HTMLElement>('.dialog [role="combobox"]');
      trigger?.focus();
      trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      await until('.choices');
      await settle();
      document.querySelector<HTMLElement>('.choices [role="option"]')?.click();
      await settle();
      pressText((text) => text.editor.raiseShow);
    },
  },
  'editor-partition': {
    snapshot: everyKind,
    play: async (app) => {
      await openNew(app);
      typeInto((text) => text.editor.roleArn, 'arn:aws-cn:iam::421098765432:role/ReadOnly');
      await settle();
    },
  },
  'editor-saml': edit('saml'),
  'editor-saml-bottom': edit('saml', () => {
    pressText((text) => text.owner.title);
    return settle().then(bottom);
  }),
  'editor-oidc': edit('oidc'),
  'editor-token-file': edit('file'),
  'editor-identity-center': edit('portal'),
  'editor-identity-center-empty': newOfKind('identity-center', emptySnapshot),
  'editor-saml-empty': newOfKind('assume-role-with-saml', emptySnapshot),
  'editor-role-empty': { snapshot: emptySnapshot, play: async (app) => void (await openNew(app)) },
  'editor-session-of-key': edit('session'),
  'editor-federated': edit('federated'),
  'editor-federated-policy': edit('federated', async () => {
    typeInto((text) => text.editor.policy, policy);
    await settle();
    bottom();
  }),
  'editor-process': edit('process'),
  'editor-process-template': newOfKind('credential-process', everyKind, () =>
    pressText((text) => text.editor.awsLogin),
  ),
  'editor-root': edit('root'),
  'editor-access-key': edit('itself'),
  'sessions-every-kind': {
    snapshot: (now) => {
      const all = everyKind(now);
      return { ...all, sessions: [], profiles: all.profiles.slice(8) };
    },
  },
};

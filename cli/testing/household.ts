import { testRecipe } from '../../electron/core/testing/fake-ports.ts';
import { testProfile, testSession, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import { FakeApp } from './fake-app.ts';
import { testNow } from './fake-world.ts';
import { testKey, testSignIn } from './test-views.ts';

const minute = 60_000;

export const mainKey = testKey({ addedAt: testNow - 40 * 24 * 60 * minute });

export function household(): Snapshot {
  const source = { kind: 'access-key', keyId: 'key1' } as const;
  return testSnapshot({
    accessKeys: [mainKey],
    signIns: [testSignIn('s1', { name: 'acme' })],
    profiles: [
      testProfile('id1', { name: 'prod', recipe: testRecipe('key1', { externalId: 'abc' }) }),
      testProfile('id2', { name: 'dev', favourite: true }),
      testProfile('id3', {
        name: 'me',
        recipe: { kind: 'session-token', source, region: 'eu-west-1', durationSeconds: 43_200 },
      }),
      testProfile('id4', { name: 'raw', recipe: { kind: 'access-key', source, region: 'eu-west-1' } }),
      testProfile('id5', { name: 'over' }),
    ],
    sessions: [
      testSession('id1', { state: 'active', expiresAt: testNow + 42 * minute }),
      testSession('id2', { state: 'needs-action' }),
      testSession('id5', { state: 'active', expiresAt: testNow - 1 }),
    ],
  });
}

export const browsers = [
  { id: 'firefox', name: 'Firefox', profiles: [{ id: 'firefox:work', name: 'Work' }] },
  { id: 'chrome', name: 'Chrome', profiles: [] },
];

/** The app, with what somebody has in it. */
export const app = () => new FakeApp().shows(household()).on('browsers.list', () => succeed(browsers));

/** Scenes of the command palette. */
import type { Snapshot, UseView } from '../../shared/views.ts';
import type { App } from '../app/app-context.tsx';
import type { Scene } from './gallery-scene.ts';
import { settle, type, until } from './gallery-steps.ts';
import { busySnapshot, sampleProfile } from './sample-snapshot.ts';

const longName = 'a-very-long-profile-name-that-somebody-made-from-customer-project-and-environment-prod';

function used(now: number): Snapshot {
  const use = (profileId: string | null, verb: string, score: number): UseView => ({
    profileId,
    verb,
    score,
    at: now,
  });
  const uses = [
    use('p6', 'console', 6),
    use('p1', 'assume', 4),
    use(null, 'activity', 2),
    use('p5', 'assume', 1),
  ];
  return { ...busySnapshot(now), uses };
}

function many(now: number): Snapshot {
  const profiles = Array.from({ length: 5_000 }, (_, index) =>
    sampleProfile(`m${index}`, `service-${index + 1}-${index % 3 === 0 ? 'prod' : 'dev'}`, {
      roleArn: `arn:aws:iam::${421098765432 - (index % 97)}:role/${['ReadOnly', 'Deployer', 'DatabaseAdmin'][index % 3]}`,
    }),
  );
  return { ...busySnapshot(now), profiles, sessions: [] };
}

function hostile(now: number): Snapshot {
  const profiles = [
    sampleProfile('h1', longName, { roleArn: `arn:aws:iam::421098765432:role/path/${'x'.repeat(60)}-prod` }),
    sampleProfile('h2', '<img src=x onerror=alert(1)> prod & "quotes"'),
    sampleProfile('h3', '운영-prod-읽기전용 (서울)', { region: 'ap-northeast-2' }),
    sampleProfile('h4', 'שלום-prod-עולם'),
  ];
  return { ...busySnapshot(now), profiles, sessions: [] };
}

const typed =
  (query: string, ...keys: readonly string[]) =>
  async (app: App): Promise<void> => {
    app.palette.set(true);
    const box = await until('.palette input');
    type('.palette input', query);
    await settle();
    for (const key of keys) box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  };

export const paletteScenes: Record<string, Scene> = {
  palette: { snapshot: used, play: typed('') },
  'palette-verb': { snapshot: used, play: typed('prod conso') },
  'palette-name': { snapshot: used, play: typed('de', 'ArrowDown') },
  'palette-account': { snapshot: used, play: typed('9988-77') },
  'palette-letters': { snapshot: used, play: typed('prtdp') },
  'palette-many': { snapshot: many, play: typed('serv prod 42') },
  'palette-hostile': { snapshot: hostile, play: typed('prod') },
  'palette-nothing': { snapshot: used, play: typed('nothing like it') },
  'palette-over-editor': {
    snapshot: used,
    play: async (app) => {
      app.navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: 'p3' } });
      await until('.editor');
      await typed('sett')(app);
    },
  },
};

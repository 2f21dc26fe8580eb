/**
 * Every screen without a main process: gallery.html?scene=sessions&theme=dark&language=ko. Not part of the app's build.
 */
import { createRoot } from 'react-dom/client';
import { languages } from '../../shared/language.ts';
import type { Snapshot } from '../../shared/views.ts';
import { KeycutterWindow } from '../app/app.tsx';
import { createApp } from '../app/app-context.tsx';
import { scenes } from './gallery-scenes.ts';
import { speak } from './gallery-steps.ts';
import { createLivelyApi } from './lively-api.ts';
import '../styles/index.css';

/** Scenes of waiting itself never come to it: they end by the count. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 50 && !isSo(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const isPainted = () => performance.getEntriesByName('keycutter:list-painted').length > 0;
/** The parts that are fetched when they are wanted have come, the question that main asks among them. */
const isWhole = ({ prompt, signInPrompt, approval }: Snapshot) =>
  document.querySelector('.skeleton-list') === null &&
  ([prompt, signInPrompt, approval].every((question) => question === null) ||
    document.querySelector('[role="dialog"], [role="alertdialog"]') !== null);

const parameters = new URLSearchParams(location.search);
const root = document.getElementById('root');
const scene = scenes[parameters.get('scene') ?? ''];

if (root !== null && scene === undefined) {
  for (const name of Object.keys(scenes)) {
    const link = document.createElement('a');
    link.href = `?scene=${name}`;
    link.textContent = name;
    root.append(link);
  }
  // By the object model: the page's policy refuses the attribute, and the complaint would be some scene's.
  Object.assign(root.style, { overflow: 'auto', padding: '16px', gap: '4px' });
}

if (root !== null && scene !== undefined) {
  const now = Date.now();
  const theme = parameters.get('theme');
  const language = languages.find((known) => known === parameters.get('language')) ?? 'en';
  const snapshot = scene.snapshot(now);
  const settings = {
    ...snapshot.settings,
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
    language,
  } as const;
  const status = { ...snapshot.status, language };
  const fake = createLivelyApi({ ...snapshot, settings, status }, Date.now);
  // What the window speaks until main has told it.
  Object.defineProperty(navigator, 'languages', { value: [language] });
  const app = createApp(fake.api);
  speak(app.textOf(language));
  createRoot(root).render(<KeycutterWindow app={app} />);
  void until(isPainted).then(async () => {
    await scene.play?.(app, fake);
    await document.fonts.ready;
    await until(() => isWhole(fake.snapshot()));
    setTimeout(() => document.documentElement.setAttribute('data-played', ''), 250);
  });
}

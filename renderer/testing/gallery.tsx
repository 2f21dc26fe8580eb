/** Every screen without a main process: gallery.html?scene=sessions&theme=dark. Not part of the app's build. */
import { createRoot } from 'react-dom/client';
import { KeycutterWindow } from '../app/app.tsx';
import { createApp } from '../app/app-context.tsx';
import { scenes } from './gallery-scenes.ts';
import { createLivelyApi } from './lively-api.ts';
import '../styles/index.css';

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
  root.setAttribute('style', 'overflow: auto; padding: 16px; gap: 4px');
}

if (root !== null && scene !== undefined) {
  const now = Date.now();
  const theme = parameters.get('theme');
  const snapshot = scene.snapshot(now);
  const settings = {
    ...snapshot.settings,
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
  } as const;
  const fake = createLivelyApi({ ...snapshot, settings }, Date.now);
  const app = createApp(fake.api);
  createRoot(root).render(<KeycutterWindow app={app} />);
  setTimeout(async () => {
    await scene.play?.(app, fake);
    setTimeout(() => document.documentElement.setAttribute('data-played', ''), 350);
  }, 150);
}

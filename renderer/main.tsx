import { createRoot } from 'react-dom/client';
import { KeycutterWindow } from './app/app.tsx';
import { createApp } from './app/app-context.tsx';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<KeycutterWindow app={createApp(window.keycutter)} />);

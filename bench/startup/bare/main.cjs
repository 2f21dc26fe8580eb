const { join } = require('node:path');
const { app, BrowserWindow, Menu, nativeImage, Tray } = require('electron');

// The least that has a tray icon with a menu and a window with a list: what start-up is measured against.

let tray;
let window;

function openWindow() {
  window = new BrowserWindow({ width: 420, height: 640, title: 'Bare Electron', show: false });
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'index.html'), { query: { rows: process.env.BENCH_ROWS } });
}

function toggleWindow() {
  if (window === undefined) openWindow();
  else if (window.isVisible()) window.hide();
  else window.show();
}

Menu.setApplicationMenu(null);
app.whenReady().then(() => {
  const icon = join(__dirname, '../../../assets/tray/idle-dark-panel-22.png');
  tray = new Tray(nativeImage.createFromPath(icon));
  tray.setToolTip('Bare Electron');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: toggleWindow },
      { type: 'separator' },
      { label: 'Quit', role: 'quit' },
    ]),
  );
  tray.on('click', toggleWindow);
  if (!process.argv.includes('--hidden')) openWindow();
});

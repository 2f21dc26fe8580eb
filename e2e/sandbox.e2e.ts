import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { launchElectron, quitElectron, startDesktop } from './desktop/index.ts';

const built = fileURLToPath(new URL('../build/e2e', import.meta.url));

function status(pid: number): string {
  return readFileSync(`/proc/${pid}/status`, 'utf8');
}

test('as a plain user the window’s process is sandboxed by Chromium, and the app works in it', async () => {
  const desktop = await startDesktop();
  const app = await launchElectron(desktop, built, { asPlainUser: true });
  try {
    const page = await app.firstWindow();
    await expect(page.getByRole('button', { name: 'Add an access key' })).toBeVisible();
    const { main, page: pageProcess } = await app.evaluate(({ BrowserWindow }) => ({
      main: process.pid,
      page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    }));
    // 2: a seccomp filter is on (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html).
    expect(status(pageProcess)).toMatch(/^Seccomp:\s+2$/m);
    expect(status(pageProcess)).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status(main)).toMatch(/^Seccomp:\s+0$/m);
    expect(await page.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined');
  } finally {
    await quitElectron(app);
    await desktop.stop();
  }
});

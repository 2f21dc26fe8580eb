import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';
import { SystemBrowser } from './browser.ts';

const nobody = 65_534;
const mayBecomeOthers = process.platform === 'linux' && process.getuid?.() === 0;
if (!mayBecomeOthers) console.log('Skipped: visiting as another user takes Linux, and root.');

/** What curl says of the address as this user: status, and where it leads. */
async function visitAs(uid: number, address: string): Promise<string> {
  const form = ['-q', '-s', '--noproxy', '*', '-o', '/dev/null', '-w', '%{http_code} %{redirect_url}'];
  const { stdout } = await promisify(execFile)('curl', [...form, address], { uid, gid: uid, cwd: '/' });
  return stdout.trim();
}

describe.skipIf(!mayBecomeOthers)('the page that leads to the console', () => {
  it('leads nowhere for another user, who has read its address, and then still there for its own', async () => {
    let address = '';
    const browser = new SystemBrowser({
      words: () => en,
      openPage: async (page) => {
        address = page;
        return true;
      },
    });
    await browser.open(new Secret('https://signin.example.test/login'));
    expect(await visitAs(nobody, address)).toBe('404');
    expect(await visitAs(0, address)).toBe('303 https://signin.example.test/login');
  });
});

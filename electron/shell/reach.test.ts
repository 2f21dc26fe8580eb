import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { claimLinks, collectLinks } from './reach.ts';

class FakeApp extends EventEmitter {
  readonly claimed: string[] = [];
  isDefaultProtocolClient = (scheme: string) => this.claimed.includes(scheme);
  setAsDefaultProtocolClient = (scheme: string) => this.claimed.push(scheme) > 0;

  get asApp(): App {
    return this as unknown as App;
  }

  opens(url: string): boolean {
    let prevented = false;
    this.emit('open-url', { preventDefault: () => (prevented = true) }, url);
    return prevented;
  }
}

describe('links', () => {
  it('of before the app was ready are kept, and those of later come at once', () => {
    const app = new FakeApp();
    const links = collectLinks(app.asApp, ['--hidden', 'keycutter://profile/a']);
    expect(app.opens('keycutter://profile/b')).toBe(true);
    const opened: string[] = [];
    links((link) => opened.push(link));
    expect(opened).toEqual(['keycutter://profile/a', 'keycutter://profile/b']);
    app.opens('keycutter://profile/c');
    expect(opened).toHaveLength(3);
  });

  it.each([
    ['darwin', true, ['keycutter']],
    ['win32', true, ['keycutter']],
    ['win32', false, []],
    ['linux', true, []],
  ] as const)('on %s, packaged: %s, are claimed: %j', (platform, packaged, claimed) => {
    const app = new FakeApp();
    claimLinks(app.asApp, { packaged, platform });
    claimLinks(app.asApp, { packaged, platform });
    expect(app.claimed).toEqual(claimed);
  });
});

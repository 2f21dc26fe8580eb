import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { claimLinks, collectLinks, disclaimLinks } from './reach.ts';

class FakeApp extends EventEmitter {
  readonly claimed: string[] = [];
  isDefaultProtocolClient = (scheme: string, path?: string) => this.claimed.includes(`${scheme} ${path}`);
  setAsDefaultProtocolClient = (scheme: string, path?: string) => this.claimed.push(`${scheme} ${path}`) > 0;
  removeAsDefaultProtocolClient = (scheme: string, path?: string) => {
    const place = this.claimed.indexOf(`${scheme} ${path}`);
    return place >= 0 && this.claimed.splice(place, 1).length > 0;
  };

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
    ['darwin', true, ['keycutter /carrier']],
    ['win32', true, ['keycutter /carrier']],
    ['win32', false, []],
    ['linux', true, []],
  ] as const)('on %s, packaged: %s, are claimed: %j', (platform, packaged, claimed) => {
    const app = new FakeApp();
    const claim = { packaged, platform, launch: { command: '/carrier' } };
    claimLinks(app.asApp, claim);
    claimLinks(app.asApp, claim);
    expect(app.claimed).toEqual(claimed);
    disclaimLinks(app.asApp, claim);
    expect(app.claimed).toEqual([]);
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repository } from '../setup/repository.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

describe('thirdPartyNotices', () => {
  let root;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kc-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path, content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const lock = (packages) => write('package-lock.json', JSON.stringify({ packages }));
  const install = (name, manifest, files = {}) => {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest }));
    for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
  };

  it('have every text of what is bundled, in order, and nothing of what is for development or another system', () => {
    lock({
      '': {},
      'node_modules/b': {},
      'node_modules/@a/a': {},
      'node_modules/tool': { dev: true },
      'node_modules/for-mac': { optional: true },
    });
    install('b', {}, { 'LICENSE.md': 'The licence of b', NOTICE: 'What b says', 'index.js': 'code' });
    install('@a/a', {}, { licence: 'The licence of a' });
    install('tool', {}, { LICENSE: 'The licence of a tool' });
    const text = thirdPartyNotices(root, join(root, 'node'));
    expect(text.match(/^(?:@a\/a|b|tool|for-mac) .*$/gm)).toEqual(['@a/a 1.0.0', 'b 1.0.0']);
    for (const part of ['The licence of b', 'What b says', 'The licence of a\n'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/code|a tool/);
  });

  it('have a text once that several share', () => {
    lock({ '': {}, 'node_modules/b': {}, 'node_modules/c': {} });
    for (const name of ['c', 'b']) install(name, {}, { LICENSE: 'The same licence' });
    expect(thirdPartyNotices(root)).toMatch(/^b 1\.0\.0\nc 1\.0\.0\n=+\n\nThe same licence\n$/m);
    expect(thirdPartyNotices(root).split('The same licence')).toHaveLength(2);
  });

  it('say what is known of a package that brings no text', () => {
    lock({ '': {}, 'node_modules/b': {} });
    install('b', { license: 'MIT', author: { name: 'Somebody' }, homepage: 'https://example.com/b' });
    expect(thirdPartyNotices(root)).toContain('Licence: MIT\nBy Somebody\nhttps://example.com/b\n');
  });

  it('have Node’s own, as an archive of it lies, or where it is', () => {
    lock({ '': {} });
    const node = join(root, 'node/bin/node');
    expect(thirdPartyNotices(root, node)).toContain(`nodejs/node/blob/${process.version}/LICENSE`);
    write('node/LICENSE', 'The licence of Node');
    expect(thirdPartyNotices(root, node)).toContain(`Node.js ${process.version}\n`);
    expect(thirdPartyNotices(root, node)).toContain('The licence of Node');
  });

  it('name every dependency of this app', () => {
    const { dependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    const text = thirdPartyNotices(repository);
    for (const [name, version] of Object.entries(dependencies))
      expect(text).toContain(`\n${name} ${version}\n`);
    expect(text).toContain('SIL OPEN FONT LICENSE');
    expect(text).not.toMatch(/^Licence: undefined$/m);
  });
});

import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkCommand } from './command.mjs';

let home;
let said;
const link = () => join(home, '.local/bin/keycutter');
const run = (variables = {}) =>
  linkCommand({ platform: 'linux', home, variables }, (line) => said.push(line));

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keycutter-link-'));
  said = [];
});
afterEach(() => rmSync(home, { recursive: true }));

describe('the keycutter command', () => {
  it('is linked once, and says when its folder is not on the PATH', () => {
    run();
    run();
    expect(readlinkSync(link())).toBe(join(home, '.config/Keycutter/bin/keycutter'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('to your PATH');
  });

  it('follows the data folder', () => {
    run();
    run({ XDG_CONFIG_HOME: '/elsewhere', PATH: join(home, '.local/bin') });
    expect(readlinkSync(link())).toBe('/elsewhere/Keycutter/bin/keycutter');
    expect(said[1]).not.toContain('to your PATH');
  });

  it('leaves what is not ours', () => {
    mkdirSync(join(home, '.local/bin'), { recursive: true });
    writeFileSync(link(), 'another');
    run();
    expect(readFileSync(link(), 'utf8')).toBe('another');
    rmSync(link());
    symlinkSync('/usr/bin/another', link());
    run();
    expect(readlinkSync(link())).toBe('/usr/bin/another');
    expect(said).toHaveLength(2);
  });
});

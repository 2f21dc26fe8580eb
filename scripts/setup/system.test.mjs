import { describe, expect, it } from 'vitest';
import { missingFrom, namesFor } from './system.mjs';

describe('namesFor', () => {
  const packages = ['libgtk-3-0', 'libnss3'];
  const before = ['libgtk-3-0', 'libnss3'];
  const after = ['libgtk-3-0t64', 'libnss3'];

  it.each([
    ['Debian 12', 'ID=debian\nVERSION_ID="12"\n', before],
    ['Debian 13', 'ID=debian\nVERSION_ID="13"\n', after],
    ['Debian unstable', 'ID=debian\nPRETTY_NAME="Debian GNU/Linux sid"\n', after],
    ['Ubuntu 22.04', 'ID=ubuntu\nVERSION_ID="22.04"\n', before],
    ['Ubuntu 24.04', 'ID=ubuntu\nVERSION_ID="24.04"\n', after],
  ])('on %s', (_release, osRelease, names) => {
    expect(namesFor(packages, osRelease)).toEqual(names);
  });
});

describe('missingFrom', () => {
  it('counts only what is wholly installed', () => {
    const listing = 'installed xvfb\nconfig-files dunst\nnot-installed zsh\n';
    expect(missingFrom(['xvfb', 'dunst', 'zsh', 'fish'], listing)).toEqual(['dunst', 'zsh', 'fish']);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hiddenSwitch } from '../electron/config.ts';
import { linkScheme } from '../electron/shell/deep-link.ts';
import { appId } from '../shared/app-id.ts';

/** What cannot be packaged on this machine is checked by what its configuration says. */

const repository = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const builder = read('electron-builder.yml');
const manifest = JSON.parse(read('package.json'));

/** The lines under a key, at its own depth: enough of YAML for a file of ours. */
function block(text: string, key: string, indent = ''): string {
  const lines = text.split('\n');
  const start = lines.indexOf(`${indent}${key}:`);
  expect(start, key).toBeGreaterThanOrEqual(0);
  const length = lines.slice(start + 1).findIndex((line) => line !== '' && !line.startsWith(`${indent} `));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

function pairs(text: string): Record<string, string> {
  const found = text.split('\n').flatMap((line) => {
    const match = /^\s*(?<key>[\w[\]-]+): (?<value>.+)$/.exec(line);
    return match === null ? [] : [[match.groups?.key ?? '', match.groups?.value ?? '']];
  });
  return Object.fromEntries(found);
}

describe('electron-builder.yml', () => {
  it('sets the fuses that docs/security.md lists', () => {
    const listed = [...read('docs/security.md').matchAll(/^- `(\w+)` (on|off): /gm)].map(
      ([, name, state]) => [name, String(state === 'on')],
    );
    expect(pairs(block(builder, 'electronFuses'))).toEqual(Object.fromEntries(listed));
    expect(listed).toHaveLength(8);
  });

  it('has no feed for updates of its own, and feed files for every channel of Settings', () => {
    expect(builder).toMatch(/^publish: null$/m);
    expect(builder).toMatch(/^generateUpdatesFilesForAllChannels: true$/m);
  });

  it('takes away with the Windows app what it wrote into the registry', () => {
    const { include = '' } = pairs(block(builder, 'nsis'));
    const uninstall = read(include);
    // What a new version's installer must leave, and another copy may have written.
    expect(uninstall).toMatch(/\$\{ifNot\} \$\{isUpdated\}/);
    expect(uninstall).toContain(`DeleteRegKey HKCU "Software\\Classes\\${linkScheme}"`);
    expect(uninstall).toContain(`'"$INSTDIR\\\${APP_EXECUTABLE_FILENAME}" "%1"'`);
    expect(uninstall).toContain(`'$INSTDIR\\\${APP_EXECUTABLE_FILENAME} ${hiddenSwitch}'`);
  });

  it('starts Chromium’s sandbox everywhere', () => {
    expect(builder).not.toContain('no-sandbox');
    // With the older one electron-builder's desktop entry always says --no-sandbox.
    expect(pairs(block(builder, 'toolsets'))).not.toEqual({ appimage: '0.0.0' });
  });

  it('hardens the macOS app, and entitles it to nothing but V8’s compiler', () => {
    const mac = pairs(block(builder, 'mac'));
    expect(mac).toMatchObject({ hardenedRuntime: 'true' });
    for (const file of new Set([mac.entitlements, mac.entitlementsInherit])) {
      const keys = [...read(file ?? '').matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key);
      expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
    }
  });
});

describe('names', () => {
  const entry = pairs(read('packaging/linux/keycutter-desktop.desktop').replaceAll('=', ': '));

  it('are one everywhere', async () => {
    const names = await import('../scripts/packaging/names.mjs' as string);
    expect(pairs(builder)).toMatchObject({ appId: names.appId, productName: manifest.productName });
    expect(pairs(block(builder, 'linux'))).toMatchObject({ executableName: names.appExecutable });
    expect(manifest.desktopName).toBe(names.desktopEntry);
    // Electron tells desktops the entry's name, from 41 on as the class of its windows too.
    expect(entry).toMatchObject({
      Exec: `${names.appFolder}/${names.appExecutable} %u`,
      StartupWMClass: names.appExecutable,
      MimeType: 'x-scheme-handler/keycutter;',
      Icon: 'keycutter',
    });
    expect(appId).toBe(names.appId);
    expect(builder).toContain(`schemes: [${linkScheme}]`);
    expect(builder).toContain(`StartupWMClass: ${names.appExecutable}`);
    expect(read(`packaging/linux/${names.appId}.metainfo.xml`)).toContain(`<id>${names.appId}</id>`);
    expect(read('cli/agent/launch-beside.ts')).toContain(`../../${names.appExecutable}'`);
    expect(read('cli/data-folder.ts')).toContain(`'${manifest.productName}'`);
  });

  it('are in Korean too', () => {
    expect(entry['Comment[ko]']).toMatch(/[가-힣]/);
    expect(entry['GenericName[ko]']).toMatch(/[가-힣]/);
    expect(builder).toContain(`Comment[ko]: ${entry['Comment[ko]']}`);
  });
});

const workflows = join(repository, '.github/workflows');
const jobsOf = (workflow: string) => workflow.split(/^ {2}(?=\w+:$)/m);

describe.each(readdirSync(workflows))('%s', (file) => {
  const text = readFileSync(join(workflows, file), 'utf8');

  it('runs other people’s actions by the commit that was looked at', () => {
    const actions = [...text.matchAll(/uses: (\S+)(.*)/g)];
    expect(actions.length).toBeGreaterThan(0);
    for (const [line, action] of actions) {
      expect(action, line).toMatch(/@[0-9a-f]{40}$/);
      expect(line).toMatch(/ # v\d+\.\d+\.\d+$/);
    }
  });

  it('may write nothing but where a job says so', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    const granting = jobsOf(text).filter((job) => /: write/.test(job));
    expect(granting.map((job) => /^\w+/.exec(job)?.[0])).toEqual(file === 'release.yml' ? ['draft'] : []);
  });

  it('packages with a Node that gets security fixes: it is in the packages', () => {
    const packaging = jobsOf(text).filter((job) => job.includes('npm run package'));
    expect(packaging.length).toBe(file === 'release.yml' ? 3 : 0);
    for (const job of packaging) {
      expect(job).toMatch(/node-version: \$\{\{ env\.PACKAGED_NODE \}\}/);
      expect(job).not.toContain('node-version-file');
    }
  });

  it('hands on what electron-updater reads: feeds of every channel, and the maps of what it fetches in parts', () => {
    const packaging = jobsOf(text).filter((job) => job.includes('npm run package'));
    for (const job of packaging) {
      expect(job).toMatch(/^ +build\/packages\/\*\.yml\n +!build\/packages\/builder-\*\.yml$/m);
      // An AppImage has its own inside.
      if (!job.includes('*.AppImage')) expect(job).toMatch(/^ +build\/packages\/\*\.blockmap$/m);
    }
  });

  it('keeps no token in the checkout, and shows secrets to nothing but electron-builder and a file for it', () => {
    expect(text.match(/actions\/checkout@/g)?.length).toBe(text.match(/persist-credentials: false/g)?.length);
    const steps = text.split(/^ {6}- /m).filter((step) => step.includes('${{ secrets.'));
    const mayKnow = ['run: npm run package -- --release', 'run: printf \'%s\' "$NOTARY_KEY" >'];
    expect(steps.filter((step) => !mayKnow.some((begin) => step.startsWith(begin)))).toEqual([]);
    // A path: https://www.electron.build/app-builder-lib.interface.macconfiguration#notarize
    expect(text).not.toMatch(/APPLE_API_KEY: \$\{\{ secrets/);
  });
});

it('packages are made from a folder that the repository does not keep', () => {
  expect(pairs(block(builder, 'directories')).output).toMatch(/^build\//);
  expect(dirname(pairs(block(builder, 'linux')).icon ?? '')).toBe('build');
});

import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchFile, type CommandsToInstall, installCommands } from './installed-commands.ts';

describe('installCommands', () => {
  let folder: string;
  let commands: CommandsToInstall;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    commands = {
      dataFolder: join(folder, 'data'),
      platform: 'linux',
      runtime: '/opt/Key Cutter/keycutter',
      electronAsNode: true,
      cliPath: '/opt/Key Cutter/cli.cjs',
    };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bin = (name: string) => join(folder, 'data/bin', name);

  it('writes both, for everyone to read and for the owner to change', async () => {
    expect(await installCommands(commands)).toEqual({
      ok: true,
      value: { keycutter: bin('keycutter'), helper: bin('keycutter-credentials') },
    });
    expect(readdirSync(join(folder, 'data/bin')).sort()).toEqual(['keycutter', 'keycutter-credentials']);
    for (const name of ['keycutter', 'keycutter-credentials'])
      expect(statSync(bin(name)).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, 'data/bin')).mode & 0o777).toBe(0o700);
  });

  it('leaves alone what is as it should be, and mends what is not', async () => {
    await installCommands(commands);
    const before = statSync(bin('keycutter'));
    await installCommands(commands);
    expect(statSync(bin('keycutter'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    writeFileSync(bin('keycutter'), 'something else');
    chmodSync(bin('keycutter-credentials'), 0o600);
    await installCommands({ ...commands, runtime: '/usr/bin/node', electronAsNode: false });
    const text = readFileSync(bin('keycutter'), 'utf8');
    expect(text).toContain(
      `exec '/usr/bin/node' '/opt/Key Cutter/cli.cjs' --data-folder '${join(folder, 'data')}' "$@"`,
    );
    expect(text).not.toContain('ELECTRON_RUN_AS_NODE');
    expect(statSync(bin('keycutter-credentials')).mode & 0o777).toBe(0o755);
  });

  it('starts an executable of its own where the command is one', async () => {
    const own = {
      ...commands,
      electronAsNode: false,
      cliPath: null,
      runtime: '/opt/Key Cutter/bin/keycutter',
    };
    await installCommands(own);
    const start = `exec '/opt/Key Cutter/bin/keycutter' --data-folder '${join(folder, 'data')}' "$@"\n`;
    expect(readFileSync(bin('keycutter'), 'utf8').endsWith(`\n${start}`)).toBe(true);
    expect(readFileSync(bin('keycutter'), 'utf8')).not.toContain('ELECTRON_RUN_AS_NODE');
    await installCommands({ ...own, platform: 'win32', runtime: 'C:\\keycutter.exe' });
    expect(readFileSync(bin('keycutter.cmd'), 'utf8')).toBe(
      `@echo off\r\nsetlocal\r\n"C:\\keycutter.exe" --data-folder "${join(folder, 'data')}" %*\r\n`,
    );
  });

  it('writes batch files for Windows', async () => {
    await installCommands({
      ...commands,
      platform: 'win32',
      runtime: 'C:\\100%\\Key Cutter.exe',
      cliPath: 'C:\\cli.cjs',
    });
    const data = join(folder, 'data');
    const run = `"C:\\100%%\\Key Cutter.exe" "C:\\cli.cjs" --data-folder "${data}"`;
    const head = '@echo off\r\nsetlocal\r\nset "ELECTRON_RUN_AS_NODE=1"\r\n';
    expect(readFileSync(bin('keycutter.cmd'), 'utf8')).toBe(`${head}${run} %*\r\n`);
    expect(readFileSync(bin('keycutter-credentials.cmd'), 'utf8')).toBe(
      `${head}${run} creds --profile-id %1\r\n`,
    );
  });

  describe('a batch file where a name is not plain', () => {
    const home = 'C:\\Users\\홍길동';
    const text = (given: Partial<CommandsToInstall>) =>
      batchFile(
        {
          ...commands,
          platform: 'win32',
          dataFolder: `${home}\\AppData\\Roaming\\Keycutter`,
          electronAsNode: false,
          cliPath: null,
          ...given,
        },
        '%*',
      );

    it('says paths by its own place, so that its bytes mean the same in every code page', () => {
      const installed = text({
        runtime: `${home}\\AppData\\Local\\Programs\\100%\\resources\\bin\\keycutter.exe`,
      });
      expect(installed).toBe(
        '@echo off\r\nsetlocal\r\n"%~dp0..\\..\\..\\Local\\Programs\\100%%\\resources\\bin\\keycutter.exe" --data-folder "%~dp0.." %*\r\n',
      );
      const copied = text({ runtime: `${home}\\AppData\\Roaming\\Keycutter\\bin\\keycutter-command.exe` });
      expect(copied).toContain('\n"%~dp0keycutter-command.exe" --data-folder "%~dp0.." %*\r\n');
      expect(text({ runtime: 'C:\\Program Files\\keycutter.exe' })).toContain(
        '\n"C:\\Program Files\\keycutter.exe" --data-folder "%~dp0.." %*\r\n',
      );
    });

    it('has the console read UTF-8 for a path elsewhere, and as before when the command has ended', () => {
      const lines = text({ runtime: 'D:\\도구\\keycutter.exe' }).split('\r\n');
      const command = lines.indexOf('"D:\\도구\\keycutter.exe" --data-folder "%~dp0.." %*');
      expect(lines[command - 1]).toBe('chcp 65001 >nul');
      expect(lines.slice(command + 1)).toEqual([
        'set "KEYCUTTER_EXIT=%ERRORLEVEL%"',
        'chcp %KEYCUTTER_CODE_PAGE% >nul',
        'exit /b %KEYCUTTER_EXIT%',
        '',
      ]);
      expect(lines.slice(0, command).join('')).toMatch(/^[\x20-\x7e]+$/);
    });
  });

  it('says so when the disk refuses', async () => {
    writeFileSync(join(folder, 'data'), 'no folder');
    expect(await installCommands(commands)).toMatchObject({
      ok: false,
      error: { code: 'storage-write-failed' },
    });
  });
});

import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ShellFormat } from '../../shared/export-formats.ts';

const require = createRequire(import.meta.url);
const windows = process.platform === 'win32';
export const { PATH: searchPath = '' } = process.env;

/** One program that evaluates a format. Scripts are files, so that no secret is an argument. */
export interface Shell {
  readonly name: string;
  readonly format: ShellFormat;
  readonly path: string;
  readonly command: (scriptPath: string) => readonly string[];
  readonly extension: string;
  /** Runs a Node script with arguments that hold no special character. */
  readonly runNode: string;
  readonly encode: (script: string) => string;
}

interface Candidate extends Pick<Shell, 'format'>, Partial<Omit<Shell, 'format'>> {
  readonly name: string;
  readonly program?: string;
  /** Where it is looked for; on Windows `bash` may be the one of the Linux subsystem. */
  readonly runsOn?: 'Windows' | 'anywhere';
}

const powershellCommand = (script: string) => [
  '-NoProfile',
  '-NonInteractive',
  '-ExecutionPolicy',
  'Bypass',
  '-File',
  script,
];
/** Windows PowerShell takes a script without a byte order mark for one in the ANSI code page. */
const withByteOrderMark = (script: string) => `\ufeff${script.replaceAll('\n', '\r\n')}`;

const candidates: readonly Candidate[] = [
  { name: 'bash', format: 'bash', command: (script) => ['--norc', '--noprofile', script] },
  { name: 'zsh', format: 'zsh', command: (script) => ['-f', script] },
  { name: 'sh', format: 'sh' },
  { name: 'dash', format: 'sh' },
  { name: 'ksh', format: 'sh' },
  { name: 'busybox', format: 'sh', command: (script) => ['sh', script] },
  { name: 'fish', format: 'fish' },
  { name: 'tcsh', format: 'tcsh', command: (script) => ['-f', script] },
  { name: 'elvish', format: 'elvish', command: (script) => ['-norc', script] },
  { name: 'xonsh', format: 'xonsh', command: (script) => ['--no-rc', script], extension: '.xsh' },
  {
    name: 'nushell',
    runsOn: 'anywhere',
    format: 'nushell',
    program: 'nu',
    command: (script) => ['-n', script],
    extension: '.nu',
    runNode: '^node',
  },
  {
    name: 'pwsh',
    runsOn: 'anywhere',
    format: 'powershell',
    command: powershellCommand,
    extension: '.ps1',
    encode: withByteOrderMark,
  },
  {
    name: 'Windows PowerShell',
    format: 'powershell',
    program: 'powershell',
    runsOn: 'Windows',
    command: powershellCommand,
    extension: '.ps1',
    encode: withByteOrderMark,
  },
  {
    name: 'cmd',
    format: 'cmd',
    runsOn: 'Windows',
    command: (script) => ['/d', '/c', script],
    extension: '.cmd',
    encode: (script) => `@echo off\r\n${script.replaceAll('\n', '\r\n')}`,
  },
  {
    name: 'cmd with delayed expansion',
    format: 'cmd',
    program: 'cmd',
    runsOn: 'Windows',
    command: (script) => ['/d', '/v:on', '/c', script],
    extension: '.cmd',
    encode: (script) => `@echo off\r\n${script.replaceAll('\n', '\r\n')}`,
  },
];

function findProgram(program: string): string | null {
  const names = windows ? [`${program}.exe`, program] : [program];
  for (const folder of searchPath.split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {}
    }
  }
  return null;
}

/** Nushell comes from the npm package of this platform when it is installed. */
function findNushell(): string | null {
  try {
    const manifest = require.resolve(
      `@nushell/${windows ? 'windows' : process.platform}-${process.arch}/package.json`,
    );
    return join(dirname(manifest), 'bin', windows ? 'nu.exe' : 'nu');
  } catch {
    return findProgram('nu');
  }
}

interface FoundShells {
  readonly found: readonly Shell[];
  readonly absent: readonly string[];
}

export function findShells(): FoundShells {
  const found: Shell[] = [];
  const absent: string[] = [];
  for (const { program, runsOn, ...candidate } of candidates) {
    const here = runsOn === 'anywhere' || (runsOn === 'Windows') === windows;
    const path = !here
      ? null
      : candidate.name === 'nushell'
        ? findNushell()
        : findProgram(program ?? candidate.name);
    if (path === null) absent.push(candidate.name);
    else {
      found.push({
        command: (script) => [script],
        extension: '',
        runNode: 'node',
        encode: (script) => script,
        ...candidate,
        path,
      });
    }
  }
  return { found, absent };
}

/** The real interpreter, not a launcher that needs the person's home folder; null without botocore. */
export function findPythonWithBotocore(): string | null {
  const program = 'import sys, botocore; print(sys.executable)';
  const ran = spawnSync(windows ? 'python' : 'python3', ['-c', program], { encoding: 'utf8' });
  return ran.status === 0 ? ran.stdout.trim() : null;
}

/** What one AWS SDK would use; `error` when it found nothing to use. */
export interface Resolved {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly accountId?: string | null;
  readonly credentialScope?: string;
  readonly expiration?: string;
  readonly region?: string;
  readonly host?: string;
  readonly error?: string;
}

export interface Seen {
  readonly environment: Readonly<Record<string, string>>;
  readonly javaScript?: Resolved;
  readonly botocore?: Resolved;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A private home for shells under test: their own configuration, history and AWS files. */
export class ShellBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'keycutter-shells-'));
  readonly home = join(this.folder, 'home');
  readonly #python: string | null;
  #count = 0;

  constructor(python: string | null) {
    this.#python = python;
    mkdirSync(this.home);
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** The surroundings of every run: none of ours but PATH, and on Windows what programs need to start. */
  environment(): Environment {
    const inherited: Record<string, string | undefined> = windows
      ? Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')))
      : { PATH: searchPath };
    return {
      ...inherited,
      HOME: this.home,
      TMPDIR: this.folder,
      LANG: 'C.UTF-8',
      TERM: 'dumb',
      NODE_NO_WARNINGS: '1',
      AWS_CONFIG_FILE: join(this.folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(this.folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...(this.#python === null ? {} : { KC_PYTHON: this.#python }),
    };
  }

  /** A line for the shell that writes what its children see to a file; `read` gives it back after the run. */
  probe(
    shell: Pick<Shell, 'runNode'>,
    options: { sdks: boolean },
  ): { path: string; line: string; read: () => Seen } {
    this.#count += 1;
    const answer = join(this.folder, `answer-${this.#count}.json`);
    const script = this.write(
      'probe.mjs',
      readFileSync(fileURLToPath(new URL('probe.mjs', import.meta.url)), 'utf8'),
    );
    const sdk = options.sdks ? ` ${require.resolve('@aws-sdk/client-sts')}` : '';
    return {
      path: answer,
      line: `${shell.runNode} ${script} ${answer}${sdk}`,
      read: () => JSON.parse(readFileSync(answer, 'utf8')) as Seen,
    };
  }

  /** Runs a script and gives back what it printed; a failing shell is a failing test. */
  run(shell: Shell, script: string, extra: Environment = {}): string {
    this.#count += 1;
    const path = this.write(`script-${this.#count}${shell.extension}`, shell.encode(script));
    const ran = spawnSync(shell.path, shell.command(path), {
      cwd: this.folder,
      env: { ...this.environment(), ...extra },
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (ran.error) throw ran.error;
    return `${ran.stdout}${ran.stderr}`;
  }

  /** Feeds text to a shell as if typed at its prompt, without a terminal. */
  type(shell: Shell, args: readonly string[], text: string, extra: Environment = {}): string {
    const ran = spawnSync(shell.path, args, {
      cwd: this.folder,
      env: { ...this.environment(), ...extra },
      input: text,
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (ran.error) throw ran.error;
    return `${ran.stdout}${ran.stderr}`;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

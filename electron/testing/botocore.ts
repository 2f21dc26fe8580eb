import { execFileSync } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteText } from '../core/ports.ts';

/** The installed botocore, asked what it makes of files. */

const environment = {
  PATH: process.env.PATH ?? '',
  // Where pyenv manages Python, it would otherwise derive its root from HOME.
  PYENV_ROOT: process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'),
  HOME: tmpdir(),
  PYTHONUTF8: '1',
  PYTHONWARNINGS: 'ignore',
};

function runPython(arguments_: readonly string[], input: unknown): string {
  return execFileSync('python3', arguments_, {
    input: JSON.stringify(input),
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
}

export function hasBotocore(): boolean {
  try {
    runPython(['-c', 'import botocore'], null);
    return true;
  } catch {
    return false;
  }
}

export type Values = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** botocore.session.Session.full_config. */
export interface FullConfig {
  readonly profiles: Readonly<Record<string, Values>>;
  readonly sso_sessions: Readonly<Record<string, Values>>;
  readonly services: Readonly<Record<string, Values>>;
}

export type Files = readonly [config: ByteText, credentials: ByteText];

const readScript = `
import json, os, sys
import botocore.exceptions, botocore.session
paths = [os.path.join(sys.argv[1], name) for name in ('config', 'credentials')]
session = botocore.session.Session()
session.set_config_variable('config_file', paths[0])
session.set_config_variable('credentials_file', paths[1])
def read(files):
    for path, text in zip(paths, files):
        with open(path, 'wb') as file:
            file.write(text.encode('latin-1'))
    session._config = None
    try:
        full = session.full_config
    except botocore.exceptions.ConfigParseError:
        return None
    return {key: full[key] for key in ('profiles', 'sso_sessions', 'services')}
for files in json.load(sys.stdin):
    print(json.dumps(read(files)))
`;

/** One process for all. Null: it refuses the files. */
export function askBotocore(cases: readonly Files[], folder: string): readonly (FullConfig | null)[] {
  const output = runPython(['-c', readScript, folder], cases);
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as FullConfig | null);
}

const splitScript = `
import json, sys
from botocore.compat import compat_shell_split
print(json.dumps([compat_shell_split(line) for line in json.load(sys.stdin)]))
`;

/** How it takes command lines of credential_process apart. */
export function splitByBotocore(lines: readonly string[]): readonly (readonly string[])[] {
  return JSON.parse(runPython(['-c', splitScript], lines)) as string[][];
}

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

/** Where its credentials for one profile come from; `failed`: the exception it raises instead. */
export interface BotocoreCredentials {
  /** Profiles whose roles it assumes, the last of all first. */
  readonly roles: readonly string[];
  /** The provider's METHOD at the end of the chain, or `machine NAME`; null: none. */
  readonly from: string | null;
  readonly failed: string | null;
}

const credentialsScript = `
import json, os, sys
import botocore.session
import botocore.credentials as c

class Login(c.LoginProvider):
    def load(self):
        profile = self._load_config().get('profiles', {}).get(self._profile_name, {})
        return c.Credentials('A', 'B', method='login') if 'login_session' in profile else None

class Process(c.ProcessProvider):
    def _retrieve_credentials_using(self, line):
        return {'access_key': 'A', 'secret_key': 'B', 'token': None, 'expiry_time': None, 'account_id': None}

c.LoginProvider, c.ProcessProvider = Login, Process
roles = []
ends = []
load_role = c.AssumeRoleProvider._load_creds_via_assume_role
def record_role(self, name):
    roles.append(name)
    return load_role(self, name)
c.AssumeRoleProvider._load_creds_via_assume_role = record_role
load_profile = c.AssumeRoleProvider._resolve_credentials_from_profile
def record_end(self, name):
    found = load_profile(self, name)
    ends.append(found.method)
    return found
c.AssumeRoleProvider._resolve_credentials_from_profile = record_end
def from_machine(self, name):
    ends.append('machine ' + name)
    return c.Credentials('A', 'B', method=name)
c.CanonicalNameCredentialSourcer.source_credentials = from_machine

paths = [os.path.join(sys.argv[1], name) for name in ('config', 'credentials')]
os.environ.update(AWS_CONFIG_FILE=paths[0], AWS_SHARED_CREDENTIALS_FILE=paths[1])
sourcer = c.CanonicalNameCredentialSourcer([c.EnvProvider(), c.ContainerProvider(), c.InstanceMetadataProvider(None)])
def ask(session, profile):
    del roles[:], ends[:]
    try:
        builder = c.ProfileProviderBuilder(session)
        assume_role = c.AssumeRoleProvider(
            load_config=lambda: session.full_config, client_creator=None, cache={}, profile_name=profile,
            credential_sourcer=sourcer, profile_provider_builder=builder)
        providers = builder.providers(profile_name=profile, disable_env_vars=True)
        found = c.CredentialResolver([assume_role] + providers).load_credentials()
    except Exception as error:
        return {'roles': list(roles), 'from': None, 'failed': type(error).__name__}
    method = found.method if found else None
    return {'roles': list(roles), 'from': ends[0] if roles else method, 'failed': None}
for files in json.load(sys.stdin):
    for path, text in zip(paths, files):
        with open(path, 'wb') as file:
            file.write(text.encode('latin-1'))
    try:
        session = botocore.session.Session()
        names = list(session.full_config['profiles'])
    except Exception:
        print('null')
        continue
    print(json.dumps({name: ask(session, name) for name in names}))
`;

/** For every profile of each pair of files; null: it refuses the files. Nothing is called or run. */
export function credentialsByBotocore(
  cases: readonly Files[],
  folder: string,
): readonly (Readonly<Record<string, BotocoreCredentials>> | null)[] {
  const output = runPython(['-c', credentialsScript, folder], cases);
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, BotocoreCredentials>> | null);
}

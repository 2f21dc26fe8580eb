import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Desktop, isRoot, until } from '../../e2e/desktop/index.ts';
import { type Environment, run } from '../../e2e/desktop/processes.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../../simulator/demo-account.ts';

const profileName = 'bench';
/** Of the demo account; without MFA. */
export const roleArn = 'arn:aws:iam::421012345678:role/deployer';

export interface Surroundings {
  readonly desktop: Desktop;
  /** The executable. */
  readonly electron: string;
  readonly repository: string;
  /** Where AWS is. */
  readonly endpointUrl: string;
}

/** The app in the tray with one live session, and the ways in which programs get it. */
export class ServingApp {
  readonly env: Environment;
  readonly #process: ChildProcess;
  readonly #folder: string;
  profileId = '';
  /** The container endpoint's. */
  url = '';
  token = '';

  private constructor({ desktop, electron, repository, endpointUrl }: Surroundings) {
    this.env = { ...desktop.env, AWS_ENDPOINT_URL_STS: endpointUrl };
    this.#folder = join(desktop.home, '.config/Keycutter');
    const flags = isRoot ? ['--no-sandbox'] : [];
    // Node runs the command, as in development: what is measured here is ours, not Electron's start as Node.
    const parameters = [...flags, `--command-node=${process.execPath}`, repository, '--hidden'];
    this.#process = spawn(electron, parameters, { env: this.env as NodeJS.ProcessEnv, stdio: 'ignore' });
  }

  static async start(surroundings: Surroundings): Promise<ServingApp> {
    const app = new ServingApp(surroundings);
    await until('the app can be reached', async () => {
      return existsSync(app.keycutter) && existsSync(join(app.#folder, 'agent/endpoint.json'));
    });
    const key = JSON.stringify({
      AccessKey: { AccessKeyId: demoAccessKeyId, SecretAccessKey: demoSecretAccessKey },
    });
    await app.#command(['key', 'add', 'demo'], key);
    const role = ['--source', 'demo', '--role-arn', roleArn, '--region', 'eu-central-1'];
    await app.#command(['profile', 'add', profileName, ...role]);
    await app.#command(['install-profile', profileName]);
    const lines = await app.#command(['export', profileName, '--renewing', '--shell', 'bash']);
    const value = (name: string) => new RegExp(`${name}='?([^'\\s]+)`).exec(lines)?.[1] ?? '';
    app.url = value('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    app.token = value('AWS_CONTAINER_AUTHORIZATION_TOKEN');
    app.profileId = app.url.split('/').at(-1) ?? '';
    await app.#command(['creds', profileName]);
    return app;
  }

  /** Path of the keycutter command. */
  get keycutter(): string {
    return join(this.#folder, 'bin/keycutter');
  }

  /** Path of what credential_process starts. */
  get helper(): string {
    return join(this.#folder, 'bin/keycutter-credentials');
  }

  get profileName(): string {
    return profileName;
  }

  async quit(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
  }

  #command(parameters: readonly string[], input = ''): Promise<string> {
    return run(this.keycutter, parameters, { env: this.env, input });
  }
}

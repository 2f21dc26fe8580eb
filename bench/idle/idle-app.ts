import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Desktop, isRoot, until } from '../../e2e/desktop/index.ts';
import { run } from '../../e2e/desktop/processes.ts';
import { demoAccessKeyId, demoSecretAccessKey } from '../../simulator/demo-account.ts';
import { roleArn } from '../credentials/serving-app.ts';

export interface IdleAppOptions {
  readonly name: string;
  /** The executable. */
  readonly electron: string;
  /** What Electron is started with. */
  readonly folder: string;
  /** Where AWS is; absent for an app that knows no AWS. */
  readonly endpointUrl?: string;
  /** With a session of twelve hours. */
  readonly live?: boolean;
  /** Its window is opened, and hidden again; to be started before those without. */
  readonly window?: boolean;
}

/** Tooltips of the icons whose windows were opened. */
const opened = new Set<string>();

/** An app in the tray that is left alone. */
export class IdleApp {
  readonly name: string;
  readonly #process: ChildProcess;

  private constructor(name: string, process: ChildProcess) {
    this.name = name;
    this.#process = process;
  }

  static async start(desktop: Desktop, options: IdleAppOptions): Promise<IdleApp> {
    const { electron, folder, endpointUrl = '', live = false, window = false } = options;
    const configuration = await mkdtemp(join(desktop.temporary, 'configuration-'));
    const env = {
      ...desktop.env,
      XDG_CONFIG_HOME: configuration,
      AWS_ENDPOINT_URL_STS: endpointUrl,
      BENCH_ROWS: '40',
    };
    const icons = (await desktop.tray.items()).length;
    const flags = isRoot ? ['--no-sandbox'] : [];
    const parameters = [...flags, `--command-node=${process.execPath}`, folder, '--hidden'];
    const child = spawn(electron, parameters, { env: env as NodeJS.ProcessEnv, stdio: 'ignore' });
    await until('its icon is in the tray', async () => (await desktop.tray.items()).length > icons);
    const app = new IdleApp(options.name, child);
    if (live) await bringToLife(join(configuration, 'Keycutter'), env);
    if (window) await openAndHide(desktop);
    return app;
  }

  get processId(): number {
    if (this.#process.pid === undefined) throw new Error(`${this.name} could not be started.`);
    return this.#process.pid;
  }

  async quit(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
  }
}

async function bringToLife(userData: string, env: Readonly<Record<string, string>>): Promise<void> {
  const keycutter = join(userData, 'bin/keycutter');
  await until('the app can be reached', async () => {
    return existsSync(keycutter) && existsSync(join(userData, 'agent/endpoint.json'));
  });
  const command = (parameters: readonly string[], input = '') => run(keycutter, parameters, { env, input });
  const key = { AccessKeyId: demoAccessKeyId, SecretAccessKey: demoSecretAccessKey };
  await command(['key', 'add', 'demo'], JSON.stringify({ AccessKey: key }));
  const role = ['--source', 'demo', '--role-arn', roleArn, '--region', 'eu-central-1'];
  await command(['profile', 'add', 'idle', ...role]);
  await command(['assume', 'idle']);
}

/** By two clicks on the icon of the only app of its kind: icons come in no order. */
async function openAndHide(desktop: Desktop): Promise<void> {
  const icon = await until('its icon says what it is', async () => {
    for (const item of await desktop.tray.items()) {
      if (opened.has((await item.state()).tooltip)) continue;
      return item;
    }
    return undefined;
  });
  const title = '^(Keycutter|Bare Electron)$';
  await icon.activate();
  await until('its window is there', async () => (await desktop.screen.windows(title)).length === 1);
  await icon.activate();
  await until('its window is gone', async () => (await desktop.screen.windows(title)).length === 0);
  opened.add((await icon.state()).tooltip);
}

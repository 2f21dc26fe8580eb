import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, rmdir, unlink, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  agentFiles,
  type EndpointFile,
  fileFormat,
  type LaunchFile,
  nonceBytes,
} from '../../shared/agent-protocol.ts';
import { parseObject } from '../../shared/line-reader.ts';
import { type Result, succeed } from '../../shared/result.ts';
import type { Logger } from '../core/ports.ts';
import { AgentCommands, type AnsweredHandlers } from './agent-commands.ts';
import { HelperEndpoint, type HelperEndpointOptions } from './helper-endpoint.ts';
import type { HelperTokens } from './helper-tokens.ts';
import { unavailable } from './listening.ts';
import { makeOwnFolder, readOwnFile, writeOwnFile } from './own-files.ts';
import { PrivateEndpoint } from './private-endpoint.ts';

export interface AgentOptions {
  /** The app's user data folder. */
  readonly dataFolder: string;
  readonly platform: NodeJS.Platform;
  /** XDG_RUNTIME_DIR. */
  readonly runtimeFolder: string | null;
  readonly temporaryFolder: string;
  readonly appVersion: string;
  /** What starts the app in the tray from any folder: absolute paths. */
  readonly launch: { readonly command: string; readonly arguments: readonly string[] };
  readonly tokens: HelperTokens;
  readonly logger: Logger;
}

export interface AgentDoors {
  readonly handlers: AnsweredHandlers;
  readonly serve: HelperEndpointOptions['serve'];
}

interface Open {
  readonly privateEndpoint: PrivateEndpoint;
  readonly helperEndpoint: HelperEndpoint | null;
  /** Of the sockets; null on Windows, whose pipes are in no folder. */
  readonly folder: string | null;
  readonly keptFresh: NodeJS.Timeout | null;
}

const folderPrefix = 'keycutter-';
const folderPattern = /^keycutter-\w{6}$/;
const socketNames = { private: 'agent.sock', helper: 'credentials.sock' } as const;

/** Bytes of a socket's path that every system takes: 104 on macOS, its closing zero among them. */
const longestPath = 103;

/** Ms. Temporary folders are cleared of what nobody touched for days; of XDG_RUNTIME_DIR six hours are promised. */
const freshFor = 3 * 60 * 60_000;

/**
 * The private doors of the running app: where they are, and the files that tell. A reader of those files finds both
 * sockets listening: they are written last and removed first.
 */
export class Agent {
  readonly #options: AgentOptions;
  #open: Open | null = null;

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** Error: `agent-unavailable`. The app goes on without. */
  async start(doors: AgentDoors): Promise<Result<undefined>> {
    await this.stop();
    try {
      await makeOwnFolder(this.#options.dataFolder);
      await makeOwnFolder(this.#path(agentFiles.folder));
      await this.#clearLeftOvers();
      return await this.#start(doors);
    } catch (error) {
      await this.stop();
      return unavailable(error);
    }
  }

  async stop(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    if (open.keptFresh !== null) clearInterval(open.keptFresh);
    for (const file of [agentFiles.endpoint, agentFiles.credentialsSocket]) {
      await rm(this.#path(file), { force: true }).catch(() => {});
    }
    await Promise.all([open.privateEndpoint.close(), open.helperEndpoint?.close()]);
    if (open.folder !== null) await removeSocketFolder(open.folder);
  }

  async #start({ handlers, serve }: AgentDoors): Promise<Result<undefined>> {
    const { appVersion, launch, logger, platform, tokens } = this.#options;
    const secret = randomBytes(nonceBytes);
    const commands = new AgentCommands(handlers, logger);
    const privateEndpoint = new PrivateEndpoint({ commands, logger, appVersion, secret });
    const folder = platform === 'win32' ? null : await this.#makeSocketFolder();
    const isToken = (profileId: string, token: string) => tokens.check(profileId, token);
    const helperEndpoint = folder === null ? null : new HelperEndpoint({ serve, isToken, logger });
    const keptFresh = folder === null ? null : setInterval(() => void touchSockets(folder), freshFor);
    keptFresh?.unref();
    this.#open = { privateEndpoint, helperEndpoint, folder, keptFresh };

    const socket =
      folder === null
        ? `\\\\.\\pipe\\${folderPrefix}${randomBytes(16).toString('hex')}`
        : join(folder, socketNames.private);
    const listening = [await privateEndpoint.listen(socket)];
    if (folder !== null && helperEndpoint !== null) {
      const helperSocket = join(folder, socketNames.helper);
      listening.push(await helperEndpoint.listen(helperSocket));
    }
    const failed = listening.find((result) => !result.ok);
    if (failed !== undefined) {
      await this.stop();
      return failed;
    }
    if (folder !== null) {
      const helperSocket = join(folder, socketNames.helper);
      await Promise.all([chmod(socket, 0o600), chmod(helperSocket, 0o600)]);
      await writeOwnFile(this.#path(agentFiles.credentialsSocket), `${helperSocket}\n`);
    }
    const launchFile: LaunchFile = { format: fileFormat, ...launch };
    await writeOwnFile(this.#path(agentFiles.launch), `${JSON.stringify(launchFile)}\n`);
    const endpoint: EndpointFile = {
      format: fileFormat,
      pid: process.pid,
      appVersion,
      socket,
      secret: secret.toString('base64'),
    };
    await writeOwnFile(this.#path(agentFiles.endpoint), `${JSON.stringify(endpoint)}\n`);
    return succeed();
  }

  /** Of an app that was killed. No other one runs on this folder: Electron's single-instance lock. */
  async #clearLeftOvers(): Promise<void> {
    const endpoint = parseObject((await readOwnFile(this.#path(agentFiles.endpoint))) ?? '');
    await rm(this.#path(agentFiles.endpoint), { force: true });
    await rm(this.#path(agentFiles.credentialsSocket), { force: true });
    if (typeof endpoint?.socket === 'string') {
      const folder = dirname(endpoint.socket);
      if (folderPattern.test(basename(folder))) await removeSocketFolder(folder);
    }
    for (const name of await readdir(this.#path(agentFiles.folder))) {
      if (/^starting\.\w+$/.test(name)) await rm(join(this.#path(agentFiles.folder), name), { force: true });
    }
  }

  async #makeSocketFolder(): Promise<string> {
    const { runtimeFolder, temporaryFolder } = this.#options;
    const longestName = join(`${folderPrefix}XXXXXX`, socketNames.helper);
    const candidates = [runtimeFolder, temporaryFolder, '/tmp'].filter(
      (base) => base !== null && Buffer.byteLength(join(base, longestName)) <= longestPath,
    );
    let problem: unknown = new Error('no folder for sockets');
    for (const base of candidates) {
      try {
        return await mkdtemp(join(base ?? '', folderPrefix));
      } catch (error) {
        problem = error;
      }
    }
    throw problem;
  }

  #path(file: string): string {
    return join(this.#options.dataFolder, file);
  }
}

/** Nothing but sockets of ours. */
async function removeSocketFolder(folder: string): Promise<void> {
  for (const name of Object.values(socketNames)) await unlink(join(folder, name)).catch(() => {});
  await rmdir(folder).catch(() => {});
}

async function touchSockets(folder: string): Promise<void> {
  const now = Date.now() / 1000;
  for (const name of [...Object.values(socketNames), '']) {
    await utimes(join(folder, name), now, now).catch(() => {});
  }
}

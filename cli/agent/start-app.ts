import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentFiles, fileFormat, type LaunchFile } from '../../shared/agent-protocol.ts';
import { appError } from '../../shared/errors.ts';
import { parseObject } from '../../shared/line-reader.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { AgentConnection } from './agent-connection.ts';
import { launchBeside } from './launch-beside.ts';
import { StarterLock } from './starter-lock.ts';

interface Start {
  readonly dataFolder: string;
  readonly attempt: () => Promise<Result<AgentConnection>>;
  /** Ms. */
  readonly patience: number;
  readonly onStarting: () => void;
}

/** The app that was started; `failure` once it ended without having come up. */
interface Launched {
  failure: string | null;
}

const longestPause = 250;

/** Starts the app, or waits for whoever is starting it. */
export async function startApp({ dataFolder, attempt, patience, onStarting }: Start) {
  const lock = new StarterLock(join(dataFolder, agentFiles.starting));
  const until = performance.now() + patience;
  let launched: Launched | null = null;
  onStarting();
  try {
    for (let pause = 20; ; pause = Math.min(pause * 1.4, longestPause)) {
      const starter = launched === null && lock.take();
      // Also before starting it: whoever held the lock until now may have done so.
      const found = await attempt();
      if (found.ok || found.error.code !== 'app-not-reachable') return found;
      if (starter) {
        const launch = await launchApp(dataFolder);
        if (!launch.ok) return launch;
        launched = launch.value;
      }
      if (launched !== null && launched.failure !== null) return notStarted(launched.failure);
      if (performance.now() > until) return notStarted('it did not answer in time');
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    lock.release();
  }
}

async function launchApp(dataFolder: string): Promise<Result<Launched>> {
  const launch = readLaunch(join(dataFolder, agentFiles.launch)) ?? launchBeside(process.execPath);
  if (launch === null) return notStarted('it has not run for this user yet');
  try {
    // It has none yet where the app has never run.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException;
    return notStarted(`${dataFolder} cannot be made (${code})`);
  }
  const { spawn } = await import('node:child_process');
  const launched: Launched = { failure: null };
  const child = spawn(launch.command, launch.arguments, {
    cwd: dataFolder,
    detached: true,
    env: environmentOfApp(process.env),
    stdio: 'ignore',
  });
  child.once('error', (error: NodeJS.ErrnoException) => {
    launched.failure = `${launch.command} cannot be run (${error.code ?? 'no reason given'})`;
  });
  child.once('exit', (code, signal) => {
    // With 0 it has found another one running, or has handed over to it.
    if (code !== 0) launched.failure = `it ended at once (${signal ?? `exit code ${code}`})`;
  });
  child.unref();
  return succeed(launched);
}

/** The app outlives the shell it was started from: no key of that shell goes with it. */
function environmentOfApp(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    // Makes Electron a plain Node: https://www.electronjs.org/docs/latest/api/environment-variables
    ELECTRON_RUN_AS_NODE: _electronAsNode,
    AWS_ACCESS_KEY_ID: _accessKeyId,
    AWS_SECRET_ACCESS_KEY: _secretAccessKey,
    AWS_SESSION_TOKEN: _sessionToken,
    AWS_SECURITY_TOKEN: _securityToken,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: _containerToken,
    ...others
  } = environment;
  return others;
}

function readLaunch(path: string): LaunchFile | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const { format, command, arguments: given } = parseObject(text) ?? {};
  if (format !== fileFormat || typeof command !== 'string' || !Array.isArray(given)) return null;
  const texts = given.filter((argument) => typeof argument === 'string');
  return texts.length === given.length ? { format, command, arguments: texts } : null;
}

function notStarted(reason: string): Result<never> {
  return fail(appError('app-not-started', { reason }));
}

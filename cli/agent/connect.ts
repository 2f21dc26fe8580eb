import { join } from 'node:path';
import { agentFiles } from '../../shared/agent-protocol.ts';
import { appError } from '../../shared/errors.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { AgentConnection } from './agent-connection.ts';
import { open } from './handshake.ts';
import { readEndpoint } from './read-endpoint.ts';
import { startApp } from './start-app.ts';

export type { AgentConnection } from './agent-connection.ts';

export interface ConnectOptions {
  /** The app's user data folder. */
  readonly dataFolder: string;
  /** This command's version. */
  readonly version: string;
  /** Whether the app is started when it is not running. */
  readonly start: boolean;
  /** Called before the wait, by whichever process starts the app. */
  readonly onStarting?: () => void;
  readonly limits?: Partial<ConnectLimits>;
}

export interface ConnectLimits {
  /** Ms until the app must have said who it is. */
  readonly handshake: number;
  /** Ms until an app that is being started must be there. */
  readonly start: number;
}

const defaultLimits: ConnectLimits = { handshake: 10_000, start: 30_000 };

/**
 * Finds the running app, has it prove itself, and proves this command to it.
 *
 * Errors: `app-not-reachable`; `app-not-started` with `reason`; `app-not-proven`: somebody else is at the socket, and
 * nothing was sent to it; `app-other-version` with `command` and `app`.
 */
export async function connect(options: ConnectOptions): Promise<Result<AgentConnection>> {
  const limits = { ...defaultLimits, ...options.limits };
  const attempt = () => connectOnce(options, limits.handshake);
  const first = await attempt();
  if (first.ok || first.error.code !== 'app-not-reachable' || !options.start) return first;
  return startApp({
    dataFolder: options.dataFolder,
    attempt,
    patience: limits.start,
    onStarting: options.onStarting ?? (() => {}),
  });
}

async function connectOnce(options: ConnectOptions, patience: number): Promise<Result<AgentConnection>> {
  const endpoint = readEndpoint(join(options.dataFolder, agentFiles.endpoint), options.version);
  if (!endpoint.ok) return endpoint;
  if (endpoint.value === null) return fail(appError('app-not-reachable'));
  return open(endpoint.value, options.version, patience);
}

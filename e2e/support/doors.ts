import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentConnection, connect } from '../../cli/agent/connect.ts';
import type { CredentialsAnswer, EnvironmentAnswer } from '../../shared/agent-contract.ts';
import { agentFiles, type EndpointFile } from '../../shared/agent-protocol.ts';
import type { Result } from '../../shared/result.ts';
import { until } from '../desktop/index.ts';
import { answerOf } from './given.ts';
import type { RunningKeycutter } from './running-keycutter.ts';

/** Where programs meet the running app. */
export interface Doors {
  readonly endpoint: EndpointFile;
  /** Path of the curl helper's socket. */
  readonly helperSocket: string;
  readonly connection: AgentConnection;
}

/** Once the app is open to programs, which it is after its window. */
export async function openDoors({ userData }: RunningKeycutter): Promise<Doors> {
  const connection = await until('the app answers the keycutter command', async () => {
    const connected = await connect({ dataFolder: userData, version: 'test', start: false });
    return connected.ok && connected.value;
  });
  return {
    endpoint: JSON.parse(readFileSync(join(userData, agentFiles.endpoint), 'utf8')),
    helperSocket: readFileSync(join(userData, agentFiles.credentialsSocket), 'utf8').trim(),
    connection,
  };
}

/** What a program is handed, without waiting for a person. */
export function getCredentials({ connection }: Doors, profile: string): Promise<Result<CredentialsAnswer>> {
  return connection.call<CredentialsAnswer>('credentials.get', { profile, waitSeconds: 0 });
}

export interface RenewingExport {
  readonly port: number;
  /** Of the address, as `/profiles/ID`. */
  readonly path: string;
  readonly token: string;
}

export async function exportRenewing({ connection }: Doors, profile: string): Promise<RenewingExport> {
  const asked = { profile, way: 'renewing', waitSeconds: 0 };
  const { set } = answerOf(await connection.call<EnvironmentAnswer>('credentials.environment', asked));
  const value = (name: string) => set.find((variable) => variable.name === name)?.value ?? '';
  const { port, pathname } = new URL(value('AWS_CONTAINER_CREDENTIALS_FULL_URI'));
  return { port: Number(port), path: pathname, token: value('AWS_CONTAINER_AUTHORIZATION_TOKEN') };
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface HowToRun {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a command that the app has installed, on its desktop and without a terminal. */
export function runInstalled(
  { desktop, userData }: RunningKeycutter,
  name: 'keycutter' | 'keycutter-credentials',
  words: readonly string[],
  { env = {}, input = '' }: HowToRun = {},
): Promise<Ended> {
  const child = spawn(join(userData, 'bin', name), [...words], {
    env: { ...desktop.env, ...env },
    detached: true,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // A program that never reads leaves us a broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

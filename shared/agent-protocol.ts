/**
 * What the app and the keycutter command say to each other over the private socket, and where they find each other.
 *
 * One JSON object a line, UTF-8, both ways. The command greets with a nonce; the app answers with its own and with the
 * proof that it knows the secret of this start; only then does the command prove itself and ask. A proof is
 * base64 HMAC-SHA256(secret, label + the other's nonce + one's own), over bytes.
 */
import type { Result } from './result.ts';

export const agentProtocol = 1;

export const proofLabels = { server: 'keycutter server', client: 'keycutter client' } as const;

/** Bytes of a nonce and of the secret. */
export const nonceBytes = 32;

export const lineLimits = {
  /** Bytes of one line to the app. */
  request: 1024 * 1024,
  /** Bytes of all that a caller may send before it has proven itself. */
  unproven: 4 * 1024,
  /** Bytes of one line to the command. */
  answer: 64 * 1024 * 1024,
} as const;

export interface Hello {
  readonly hello: number;
  readonly version: string;
  /** Base64. */
  readonly nonce: string;
}

export interface Welcome {
  /** Base64, as is `proof`. */
  readonly nonce: string;
  readonly proof: string;
  readonly version: string;
}

/** The app speaks another protocol than the command greeted with. */
export interface Refusal {
  readonly refused: 'version';
  readonly version: string;
}

export interface AgentRequest {
  /** Chosen by the caller; none that still waits. */
  readonly id: number;
  /** As `credentials.get`. */
  readonly command: string;
  readonly input: unknown;
}

export interface AgentAnswer {
  readonly id: number;
  readonly answer: Result<unknown>;
}

/** Paths under the app's user data folder, with `/`. */
export const agentFiles = {
  folder: 'agent',
  endpoint: 'agent/endpoint.json',
  launch: 'agent/launch.json',
  /** Text: where the curl helper's socket is. */
  credentialsSocket: 'agent/credentials-socket',
  tokens: 'agent/tokens',
  /** A symbolic link to nowhere: its target is the pid of whoever is starting the app. */
  starting: 'agent/starting',
} as const;

export const fileFormat = 1;

/** agent/endpoint.json, mode 0600: there while the app is. */
export interface EndpointFile {
  readonly format: number;
  readonly pid: number;
  readonly appVersion: string;
  readonly socket: string;
  /** Base64, new at each start. */
  readonly secret: string;
}

/** agent/launch.json, mode 0600: how to start the app in the tray. */
export interface LaunchFile {
  readonly format: number;
  readonly command: string;
  readonly arguments: readonly string[];
}

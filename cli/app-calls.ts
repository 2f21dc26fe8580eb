import type { AccessKeyView } from '../shared/access-key-views.ts';
import type { AgentHandlers } from '../shared/agent-contract.ts';
import type { Profile } from '../shared/profile.ts';
import { fail, type Result, succeed } from '../shared/result.ts';
import type { SignInView } from '../shared/sign-in-views.ts';
import type { Snapshot } from '../shared/views.ts';
import type { AgentConnection } from './agent/connect.ts';
import { type Failure, orFailure, ownFailure } from './failure.ts';
import { nearest } from './nearest.ts';
import { text } from './text/en.ts';
import { signInText } from './text/sign-ins.ts';

type Rooms = { readonly [R in keyof AgentHandlers]: keyof AgentHandlers[R] & string };

/** Every command by name: `credentials.get`. */
type AgentCommand = { [R in keyof Rooms]: `${R}.${Rooms[R]}` }[keyof Rooms];

type Handler<Name extends AgentCommand> = Name extends `${infer R}.${infer V}`
  ? R extends keyof AgentHandlers
    ? V extends keyof AgentHandlers[R]
      ? AgentHandlers[R][V]
      : never
    : never
  : never;

type AgentInput<Name extends AgentCommand> =
  Handler<Name> extends (input: infer Input, ...rest: never[]) => unknown ? Input & object : never;
type AgentOutput<Name extends AgentCommand> =
  Handler<Name> extends (...given: never[]) => Promise<Result<infer Output>> ? Output : never;

/** The app's commands over one connection, with the contract's types; and what people name, found in its snapshot. */
export class AppCalls {
  readonly #connection: AgentConnection;

  constructor(connection: AgentConnection) {
    this.#connection = connection;
  }

  get appVersion(): string {
    return this.#connection.appVersion;
  }

  call<Name extends AgentCommand>(
    command: Name,
    input: AgentInput<Name>,
    signal?: AbortSignal,
  ): Promise<Result<AgentOutput<Name>>> {
    return this.#connection.call<AgentOutput<Name>>(command, input, signal);
  }

  async snapshot(): Promise<Result<Snapshot, Failure>> {
    return orFailure(await this.call('snapshot.get', {}));
  }

  /** By name, or else by id. Errors: profile-not-found, with the nearest name. */
  async profile(name: string): Promise<Result<{ profile: Profile; snapshot: Snapshot }, Failure>> {
    const snapshot = await this.snapshot();
    if (!snapshot.ok) return snapshot;
    const profile = findNamed(snapshot.value.profiles, name);
    if (profile === undefined) return unknownProfile(snapshot.value, name);
    return succeed({ profile, snapshot: snapshot.value });
  }

  async accessKey(name: string): Promise<Result<AccessKeyView, Failure>> {
    const snapshot = await this.snapshot();
    return snapshot.ok ? accessKeyOf(snapshot.value, name) : snapshot;
  }

  async signIn(name: string): Promise<Result<SignInView, Failure>> {
    const snapshot = await this.snapshot();
    return snapshot.ok ? signInOf(snapshot.value, name) : snapshot;
  }

  /** The answer of a call that took a profile's name, with better words for a name that is not there. */
  async named<Value>(name: string, answer: Promise<Result<Value>>): Promise<Result<Value, Failure>> {
    const result = await answer;
    if (result.ok || result.error.code !== 'profile-not-found') return orFailure(result);
    const snapshot = await this.snapshot();
    return snapshot.ok ? unknownProfile(snapshot.value, name) : orFailure(result);
  }
}

export function accessKeyOf(snapshot: Snapshot, name: string): Result<AccessKeyView, Failure> {
  const key =
    findNamed(snapshot.accessKeys, name) ??
    snapshot.accessKeys.find(({ accessKeyId }) => accessKeyId === name);
  if (key !== undefined) return succeed(key);
  const names = snapshot.accessKeys.map((candidate) => candidate.name);
  return ownFailure('access-key-not-found', text.noSuchKey(name, nearest(name, names)), text.listKeys);
}

/** The words that follow `keycutter sign-in` as well as a name does. */
const verbs = ['ls', 'add', 'rm', 'roles'];

export function signInOf(snapshot: Snapshot, name: string): Result<SignInView, Failure> {
  const signIn = findNamed(snapshot.signIns, name);
  if (signIn !== undefined) return succeed(signIn);
  const names = snapshot.signIns.map((candidate) => candidate.name);
  const what = signInText.noSuchSignIn(name, nearest(name, [...names, ...verbs]));
  return ownFailure('sign-in-not-found', what, signInText.listSignIns);
}

function unknownProfile(snapshot: Snapshot, name: string): Result<never, Failure> {
  const names = snapshot.profiles.map((candidate) => candidate.name);
  const what = text.noSuchProfile(name, nearest(name, names));
  return fail({ code: 'profile-not-found', what, next: text.listProfiles, exitCode: 1 });
}

/** By name, or else by id. */
export function findNamed<Named extends { readonly name: string; readonly id: string }>(
  all: readonly Named[],
  name: string,
): Named | undefined {
  return all.find((candidate) => candidate.name === name) ?? all.find((candidate) => candidate.id === name);
}

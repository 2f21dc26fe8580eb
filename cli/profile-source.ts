import type { AccessKeySource, CallerSource, MachineSource, SignInSource } from '../shared/profile.ts';
import { type Result, succeed } from '../shared/result.ts';
import type { SignInKind } from '../shared/sign-in.ts';
import type { Snapshot } from '../shared/views.ts';
import { accessKeyOf, findNamed, signInOf } from './app-calls.ts';
import { type Failure, ownFailure, usageFailure } from './failure.ts';
import { nearest } from './nearest.ts';
import { machineNames } from './output/profile-words.ts';
import { text } from './text/en.ts';
import { signInText } from './text/sign-ins.ts';

type Kind = 'key' | 'profile' | 'machine';

const machines = Object.entries(machineNames) as readonly (readonly [MachineSource['from'], string])[];

/**
 * What `--source` names: an access key, a profile, or this machine's own credentials. Where a name is more than one of
 * them, `key:NAME`, `profile:NAME` and `machine:NAME` tell which. Errors: source-not-found, usage where it is ambiguous.
 */
export function callerNamed(snapshot: Snapshot, typed: string): Result<CallerSource, Failure> {
  const named = /^(key|profile|machine):(.+)$/s.exec(typed);
  const ofKind = named?.[2] === undefined ? undefined : found(snapshot, named[2]).get(named[1] as Kind);
  if (ofKind !== undefined) return succeed(ofKind);
  const all = found(snapshot, typed);
  const [only, another] = all.values();
  if (another !== undefined) {
    const ways = [...all.keys()].map((kind) => `${kind}:${typed}`);
    return usageFailure(text.sourceAmbiguous(typed, ways), text.usageHint('profile add'));
  }
  if (only !== undefined) return succeed(only);
  const names = [
    ...snapshot.accessKeys.map(({ name }) => name),
    ...snapshot.profiles.map(({ name }) => name),
    ...machines.map(([, name]) => name),
  ];
  const bare = named?.[2] ?? typed;
  return ownFailure('source-not-found', text.noSuchSource(bare, nearest(bare, names)), text.listSources);
}

function found(snapshot: Snapshot, name: string): ReadonlyMap<Kind, CallerSource> {
  const sources = new Map<Kind, CallerSource>();
  const key = accessKeyOf(snapshot, name);
  if (key.ok) sources.set('key', { kind: 'access-key', keyId: key.value.id });
  const profile = findNamed(snapshot.profiles, name);
  if (profile !== undefined) sources.set('profile', { kind: 'profile', profileId: profile.id });
  const machine = machines.find(([, word]) => word === name);
  if (machine !== undefined) sources.set('machine', { kind: 'machine', from: machine[0] });
  return sources;
}

/** For kinds that only a long-term key can call. */
export function keyNamed(snapshot: Snapshot, typed: string): Result<AccessKeySource, Failure> {
  const key = accessKeyOf(snapshot, typed);
  const plain = key.ok || !typed.startsWith('key:') ? key : accessKeyOf(snapshot, typed.slice(4));
  return plain.ok ? succeed({ kind: 'access-key', keyId: plain.value.id }) : plain;
}

export function signInNamed(
  snapshot: Snapshot,
  typed: string,
  wanted: SignInKind,
): Result<SignInSource, Failure> {
  const signIn = signInOf(snapshot, typed);
  if (!signIn.ok) return signIn;
  const { id, name, method } = signIn.value;
  if (method.kind === wanted) return succeed({ kind: 'sign-in', signInId: id });
  const what = signInText.wrongKind(name, method.kind, wanted);
  return ownFailure('sign-in-wrong-kind', what, signInText.listSignIns);
}

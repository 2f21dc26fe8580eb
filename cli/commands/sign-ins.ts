import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { SignInMethod } from '../../shared/sign-in.ts';
import type { SignInView } from '../../shared/sign-in-views.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { confirmed } from '../confirm.ts';
import { type Failure, failureOf, orFailure } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { timestamp } from '../output/json.ts';
import { done } from '../output/outcome.ts';
import { timeOfDay } from '../output/time-left.ts';
import { guided } from '../sign-in-guide.ts';
import { shown } from '../text/en.ts';
import { signInText } from '../text/sign-ins.ts';
import type { World } from '../world.ts';

/** `keycutter sign-in ls` */
export async function listSignIns({ world, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const snapshot = await connected.value.snapshot();
  if (!snapshot.ok) return snapshot;
  const { signIns } = snapshot.value;
  const json = { signIns: signIns.map(signInJson) };
  if (signIns.length === 0) return succeed({ text: '', json, note: signInText.none });
  const now = world.now();
  const { name, kind, state, until, who, where } = signInText.columns;
  const rows = signIns.map((view) => [
    { text: shown(view.name) },
    { text: signInText.kinds[view.method.kind] },
    { text: signInText.states[view.state] },
    { text: view.expiresAt === null ? '' : timeOfDay(view.expiresAt, now) },
    { text: shown(view.subject ?? '') },
    { text: shown(whereOf(view.method)) },
  ]);
  return succeed({ text: columns([name, kind, state, until, who, where], rows, { colour: false }), json });
}

/** `keycutter sign-in NAME` */
export function signIn(call: Call): Promise<Result<Outcome, Failure>> {
  const { world } = call;
  return onSignIn(call, async (app, { id, name, method }) => {
    const byPerson = needsPerson(method);
    const signedIn = await withGuide(world, app, name, byPerson, () => app.call('signIns.signIn', { id }));
    if (!signedIn.ok) return signedIn;
    const after = await app.signIn(id);
    if (!after.ok) return after;
    const { subject, expiresAt } = after.value;
    const until = expiresAt === null ? null : timeOfDay(expiresAt, world.now());
    return done(signInText.signedIn(name, subject, until), signInJson(after.value));
  });
}

/** `keycutter sign-out` */
export function signOut(call: Call): Promise<Result<Outcome, Failure>> {
  return onSignIn(call, async (app, { id, name }) => {
    const out = orFailure(await app.call('signIns.signOut', { id }));
    return out.ok ? done(signInText.signedOut(name), { signedOut: name }) : out;
  });
}

/** `keycutter sign-in rm` */
export function removeSignIn(call: Call): Promise<Result<Outcome, Failure>> {
  return onSignIn(call, async (app, { id, name }) => {
    const sure = await confirmed(call, signInText.remove(name));
    if (!sure.ok) return sure;
    const removed = orFailure(await app.call('signIns.remove', { id }));
    return removed.ok ? done(signInText.removed(name), { removed: name }) : removed;
  });
}

export async function onSignIn(
  call: Call,
  act: (app: AppCalls, signIn: SignInView) => Promise<Result<Outcome, Failure>>,
): Promise<Result<Outcome, Failure>> {
  const app = await call.app();
  if (!app.ok) return app;
  const found = await app.value.signIn(call.given.operand(0));
  return found.ok ? act(app.value, found.value) : found;
}

/** Whether signing in anew takes the person, whatever is remembered. */
export function needsPerson(method: SignInMethod): boolean {
  return method.kind !== 'saml' || method.by !== 'command';
}

/**
 * A call that may wait for the person's sign-in, with somebody at the terminal. Without a terminal: what needs nobody
 * is called, anything else fails with sign-in-needed.
 */
export async function withGuide<Value>(
  world: World,
  app: AppCalls,
  signInName: string,
  byPerson: boolean,
  act: () => Promise<Result<Value>>,
): Promise<Result<Value, Failure>> {
  const terminal = await world.openTerminal();
  if (terminal === null) {
    return byPerson
      ? fail(failureOf(appError('sign-in-needed', { signIn: signInName })))
      : orFailure(await act());
  }
  try {
    const wanted = { signIn: signInName, profile: '', promptId: '' };
    return orFailure(await guided({ world, terminal, app }, wanted, act()));
  } finally {
    terminal.close();
  }
}

function whereOf(method: SignInMethod): string {
  switch (method.kind) {
    case 'saml':
      return method.by === 'command' ? method.command : method.startUrl;
    case 'oidc':
      return method.provider === 'issuer' ? method.issuer : method.provider;
    case 'identity-center':
      return `${method.startUrl} (${method.region})`;
  }
}

/** The shape of `keycutter sign-in ls --json`; fields are only ever added. */
function signInJson({ id, name, method, state, expiresAt, subject, problem }: SignInView) {
  return {
    name,
    id,
    ...method,
    state,
    expiresAt: timestamp(expiresAt),
    subject,
    problem: problem?.code ?? null,
  };
}

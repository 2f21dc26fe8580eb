import { parseDuration } from '../../shared/duration-text.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { SessionView } from '../../shared/views.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { exitCodes, type Failure, failureOf, orFailure, usageFailure } from '../failure.ts';
import { timestamp } from '../output/json.ts';
import { done } from '../output/outcome.ts';
import { timeLeft, timeOfDay } from '../output/time-left.ts';
import { text } from '../text/en.ts';
import { withPerson } from '../with-person.ts';
import type { World } from '../world.ts';

/** A bare number could be minutes or AWS's seconds, so a unit is wanted. Null: unreadable. */
export function durationOf(typed: string): number | null {
  return /^\s*[\d.,]+\s*$/.test(typed) ? null : parseDuration(typed);
}

export async function assume(call: Call): Promise<Result<Outcome, Failure>> {
  const { world, given } = call;
  const typed = given.value('duration');
  const seconds = typed === undefined ? undefined : durationOf(typed);
  if (seconds === null) return usageFailure(text.durationUnreadable, text.usageHint('assume'));
  const code = given.has('mfa-code-stdin') ? (await world.readInput()).replaceAll(/\s/g, '') : null;
  if (code === '') {
    return fail({
      code: 'mfa-code-missing',
      what: text.codeMissing,
      next: text.codeMissingNext,
      exitCode: exitCodes.usage,
    });
  }
  return onProfile(call, async (app, profileId, name) => {
    const ask = (_waitSeconds: number, signal?: AbortSignal) =>
      app.call(
        'sessions.assume',
        seconds === undefined ? { profileId } : { profileId, durationSeconds: seconds },
        signal,
      );
    const session = orFailure(await (code === null ? withPerson(world, app, ask) : withCode(app, code, ask)));
    if (!session.ok) return session;
    return done(text.assumed(name, until(session.value, world)), sessionJson(name, session.value));
  });
}

/** With the one code there is: what does not work with it fails. */
async function withCode<Value>(
  app: AppCalls,
  code: string,
  ask: (waitSeconds: number) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const first = await ask(0);
  const promptId = first.ok || first.error.code !== 'mfa-needed' ? '' : (first.error.params.promptId ?? '');
  if (promptId === '') return first;
  const submitted = await app.call('mfa.submit', { promptId, code });
  return submitted.ok || submitted.error.code === 'cancelled' ? ask(0) : submitted;
}

export function refresh(call: Call): Promise<Result<Outcome, Failure>> {
  const { world } = call;
  return onProfile(call, async (app, profileId, name) => {
    const session = orFailure(
      await withPerson(world, app, (_waitSeconds, signal, given) =>
        // Once a code was given the new session is there: to refresh it again would want another code.
        app.call(given === 'code' ? 'sessions.assume' : 'sessions.refresh', { profileId }, signal),
      ),
    );
    if (!session.ok) return session;
    return done(text.refreshed(name, until(session.value, world)), sessionJson(name, session.value));
  });
}

export async function stop(call: Call): Promise<Result<Outcome, Failure>> {
  const { given } = call;
  const all = given.has('all');
  if (all === (given.optionalOperand(0) !== undefined)) {
    return usageFailure(text.profileOrAll, text.usageHint('stop'));
  }
  if (!all) {
    return onProfile(call, async (app, profileId, name) => {
      const stopped = orFailure(await app.call('sessions.stop', { profileId }));
      return stopped.ok ? done(text.stopped(name), { stopped: [name] }) : stopped;
    });
  }
  const app = await call.app();
  if (!app.ok) return app;
  const stopped = orFailure(await app.value.call('sessions.stopAll', {}));
  return stopped.ok ? done(text.stoppedAll, { stopped: 'all' }) : stopped;
}

/** Who the session is, asked of AWS; without a live one, one is got first. */
export function whoami(call: Call): Promise<Result<Outcome, Failure>> {
  return onProfile(call, async (app, profileId, name) => {
    let checked = await app.call('sessions.check', { profileId });
    if (!checked.ok && checked.error.code === 'session-none') {
      const assumed = await withPerson(call.world, app, (_waitSeconds, signal) =>
        app.call('sessions.assume', { profileId }, signal),
      );
      if (!assumed.ok) return fail(failureOf(assumed.error));
      checked = await app.call('sessions.check', { profileId });
    }
    if (!checked.ok) return fail(failureOf(checked.error));
    const { arn, account, userId } = checked.value;
    return done(text.identity(arn, account), { profile: name, arn, account, userId });
  });
}

/** Most commands: find the profile that was named, then do something with it. */
export async function onProfile(
  call: Call,
  act: (app: AppCalls, profileId: string, name: string) => Promise<Result<Outcome, Failure>>,
): Promise<Result<Outcome, Failure>> {
  const app = await call.app();
  if (!app.ok) return app;
  const found = await app.value.profile(call.given.operand(0));
  if (!found.ok) return found;
  const { id, name } = found.value.profile;
  return act(app.value, id, name);
}

function until({ expiresAt }: SessionView, world: World): string {
  if (expiresAt === null) return '';
  const now = world.now();
  return text.until(timeLeft(expiresAt, now), timeOfDay(expiresAt, now));
}

function sessionJson(name: string, { state, expiresAt, accessKeyId, assumedRoleArn }: SessionView) {
  return { profile: name, state, expiresAt: timestamp(expiresAt), accessKeyId, assumedRoleArn };
}

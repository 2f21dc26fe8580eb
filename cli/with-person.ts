import { checkMfaCode } from '../shared/aws-limits.ts';
import { explain, limitText } from '../shared/error-text.ts';
import type { AppError } from '../shared/errors.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Result } from '../shared/result.ts';
import { en } from '../shared/words/en/index.ts';
import type { AppCalls } from './app-calls.ts';
import { type AtTerminal, guided } from './sign-in-guide.ts';
import { text } from './text/en.ts';
import type { World } from './world.ts';

/**
 * `waitSeconds`: how long the app is to wait for a person; 0: answer at once with what is needed. `given`: what the
 * person has just given for it.
 */
export type Ask<Value> = (
  waitSeconds: number,
  signal?: AbortSignal,
  given?: 'code',
) => Promise<Result<Value>>;

/** As long as the app itself keeps a prompt. */
const patienceSeconds = 300;
const signInPatienceSeconds = 600;
/** Long enough for the app to ask the person again, too short to wait for them. */
const toRaiseAgain = 1;

/**
 * Asks the app for something that may need a person: an MFA code, typed here or in the window, whichever comes
 * first, a sign-in, or an approval in the window. Without a terminal the app's first answer is the answer.
 */
export async function withPerson<Value>(
  world: World,
  app: AppCalls,
  ask: Ask<Value>,
): Promise<Result<Value>> {
  let answer = await ask(0);
  if (!waitsForPerson(answer)) return answer;
  const terminal = await world.openTerminal();
  if (terminal === null) return answer;
  const at = { world, terminal, app };
  try {
    // A profile may want several, one after the other.
    while (waitsForPerson(answer)) {
      // It was sent away before: programs leave the person alone then, but this one's person is here and asks.
      if (isUnasked(answer)) answer = await ask(toRaiseAgain);
      if (!waitsForPerson(answer) || isUnasked(answer)) return answer;
      const { error }: Waiting = answer;
      const next: Result<Value> = await answered(at, error, ask);
      if (!next.ok && isSameNeed(next.error, error)) return next;
      answer = next;
    }
    return answer;
  } finally {
    terminal.close();
  }
}

type Waiting = { readonly ok: false; readonly error: AppError };

function waitsForPerson<Value>(answer: Result<Value>): answer is Waiting {
  return !answer.ok && ['approval-needed', 'mfa-needed', 'sign-in-needed'].includes(answer.error.code);
}

/** Needed, but the app has reason not to ask: a locked screen, or it was sent away a moment ago. */
function isUnasked({ error: { code, params } }: Waiting): boolean {
  return code !== 'approval-needed' && (params.promptId ?? '') === '';
}

function isSameNeed(one: AppError, other: AppError): boolean {
  return one.code === other.code && one.params.signIn === other.params.signIn;
}

function answered<Value>(at: AtTerminal, error: AppError, ask: Ask<Value>): Promise<Result<Value>> {
  switch (error.code) {
    case 'mfa-needed':
      return byCode(at, error, ask);
    case 'sign-in-needed':
      return bySignIn(at, error, ask);
    default:
      at.terminal.write(`${text.waitingForApproval(plainText(error.params.name ?? '', 80))}\n`);
      return ask(patienceSeconds);
  }
}

async function bySignIn<Value>(at: AtTerminal, needed: AppError, ask: Ask<Value>): Promise<Result<Value>> {
  const { signIn = '', name = '', promptId = '' } = needed.params;
  const waiting = ask(signInPatienceSeconds).then(async (answer) => {
    const waited =
      answer.ok || answer.error.code !== needed.code || answer.error.params.promptId !== promptId;
    return waited ? answer : afterSignIn(at.app, signIn, ask);
  });
  return guided(at, { signIn, profile: name, promptId }, waiting);
}

/** For what the app answers without waiting: waits for the sign-in itself, which is one for all who want it. */
async function afterSignIn<Value>(app: AppCalls, signIn: string, ask: Ask<Value>): Promise<Result<Value>> {
  const snapshot = await app.call('snapshot.get', {});
  if (!snapshot.ok) return snapshot;
  const { signInPrompt, signIns } = snapshot.value;
  const id = signIns.find(({ name }) => name === signIn)?.id;
  // Without a prompt it is over already, and joining it would begin another one.
  if (signInPrompt !== null && id !== undefined) {
    const signedIn = await app.call('signIns.signIn', { id });
    if (!signedIn.ok) return signedIn;
  }
  return ask(0);
}

async function byCode<Value>(at: AtTerminal, needed: AppError, ask: Ask<Value>): Promise<Result<Value>> {
  const typing = new AbortController();
  const waiting = new AbortController();
  const name = plainText(needed.params.name ?? '', 80);
  const serial = plainText(needed.params.serial ?? '', 256);
  at.terminal.write(`${text.mfaWanted(name, serial)}\n`);

  const inWindow = ask(patienceSeconds, waiting.signal).then((answer) => {
    // An app that answers at once with what it needs leaves the terminal as the one way.
    if (waitsForPerson(answer)) return new Promise<Result<Value>>(() => {});
    return answer;
  });
  const typed = typeCodes(at, needed, ask, typing.signal);
  try {
    const first = await Promise.race([inWindow, typed]);
    return first ?? (await inWindow);
  } finally {
    typing.abort();
    waiting.abort();
  }
}

/** Null: the prompt was answered elsewhere, or nothing more can be typed. */
async function typeCodes<Value>(
  { terminal, app }: AtTerminal,
  needed: AppError,
  ask: Ask<Value>,
  signal: AbortSignal,
): Promise<Result<Value> | null> {
  const promptId = needed.params.promptId ?? '';
  for (;;) {
    const line = await terminal.ask(text.mfaPrompt, { echo: true, signal });
    if (line === null) {
      terminal.write('\n');
      return signal.aborted ? null : { ok: false, error: needed };
    }
    const code = line.replaceAll(/\s/g, '');
    const problem = checkMfaCode(code);
    if (problem !== null) {
      terminal.write(`${limitText(problem, en)}\n`);
      continue;
    }
    const submitted = await app.call('mfa.submit', { promptId, code });
    if (submitted.ok || submitted.error.code === 'cancelled') return ask(0, undefined, 'code');
    if (!isAboutCode(submitted.error)) return submitted;
    const { what, next } = explain(submitted.error, en);
    terminal.write(`${what} ${next}\n`);
  }
}

/** Another code may do. */
function isAboutCode({ code }: AppError): boolean {
  return code === 'sts-mfa-code-wrong' || code === 'mfa-code-reused';
}

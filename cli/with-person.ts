import { checkMfaCode } from '../shared/aws-limits.ts';
import { explain } from '../shared/error-text.ts';
import type { AppError } from '../shared/errors.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Result } from '../shared/result.ts';
import type { AppCalls } from './app-calls.ts';
import { text } from './text/en.ts';
import type { Terminal, World } from './world.ts';

/** `waitSeconds`: how long the app is to wait for a person; 0: answer at once with what is needed. */
export type Ask<Value> = (waitSeconds: number, signal?: AbortSignal) => Promise<Result<Value>>;

/** As long as the app itself keeps a prompt. */
const patienceSeconds = 300;

/**
 * Asks the app for something that may need a person: an MFA code, typed here or in the window, whichever comes
 * first, or an approval in the window. Without a terminal the app's first answer is the answer.
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
  try {
    // A profile may want both, one after the other.
    while (waitsForPerson(answer)) {
      const { error }: Waiting = answer;
      const next: Result<Value> =
        error.code === 'mfa-needed'
          ? await byCode(terminal, app, error, ask)
          : await byApproval(terminal, error, ask);
      if (!next.ok && next.error.code === error.code) return next;
      answer = next;
    }
    return answer;
  } finally {
    terminal.close();
  }
}

type Waiting = { readonly ok: false; readonly error: AppError };

function waitsForPerson<Value>(answer: Result<Value>): answer is Waiting {
  if (answer.ok) return false;
  const { code, params } = answer.error;
  // Without a prompt the app has reason not to ask now: a locked screen, or it was sent away a moment ago.
  return code === 'approval-needed' || (code === 'mfa-needed' && (params.promptId ?? '') !== '');
}

async function byApproval<Value>(
  terminal: Terminal,
  error: AppError,
  ask: Ask<Value>,
): Promise<Result<Value>> {
  terminal.write(`${text.waitingForApproval(plainText(error.params.name ?? '', 80))}\n`);
  return ask(patienceSeconds);
}

async function byCode<Value>(
  terminal: Terminal,
  app: AppCalls,
  needed: AppError,
  ask: Ask<Value>,
): Promise<Result<Value>> {
  const typing = new AbortController();
  const waiting = new AbortController();
  const name = plainText(needed.params.name ?? '', 80);
  const serial = plainText(needed.params.serial ?? '', 256);
  terminal.write(`${text.mfaWanted(name, serial)}\n`);

  const inWindow = ask(patienceSeconds, waiting.signal).then((answer) => {
    // An app that answers at once with what it needs leaves the terminal as the one way.
    if (waitsForPerson(answer)) return new Promise<Result<Value>>(() => {});
    return answer;
  });
  const typed = typeCodes(terminal, app, needed, ask, typing.signal);
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
  terminal: Terminal,
  app: AppCalls,
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
      terminal.write(`${problem}\n`);
      continue;
    }
    const submitted = await app.call('mfa.submit', { promptId, code });
    if (submitted.ok || submitted.error.code === 'cancelled') return ask(0);
    if (!isAboutCode(submitted.error)) return submitted;
    const { what, next } = explain(submitted.error);
    terminal.write(`${what} ${next}\n`);
  }
}

/** Another code may do. */
function isAboutCode({ code }: AppError): boolean {
  return code === 'sts-mfa-code-wrong' || code === 'mfa-code-reused';
}

import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { type Result, succeed } from '../../shared/result.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure, ownFailure, usageFailure } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { done } from '../output/outcome.ts';
import { readSecret } from '../read-secret.ts';
import { shown, text } from '../text/en.ts';
import { onKey } from './keys.ts';

const ways = ['seed-stdin', 'command', 'typed'] as const;

/** `keycutter key mfa`: the devices of a key's user, or where the codes of one come from. */
export async function keyMfa(call: Call): Promise<Result<Outcome, Failure>> {
  const { given } = call;
  const usage = (what: string) => usageFailure(what, text.usageHint('key mfa'));
  const [way, another] = ways.filter((option) => given.has(option));
  const serial = given.optionalOperand(1);
  if (way !== undefined && another !== undefined) return usage(text.onlyOneOf(way, another));
  if (way !== undefined && serial === undefined) return usage(text.serialNeeded(way));
  if (way === undefined && serial !== undefined) return usage(text.serialAlone);
  return onKey(call, (app, key) =>
    way === undefined || serial === undefined ? lookUp(app, key) : setWay(call, app, way, serial),
  );
}

async function lookUp(app: AppCalls, { id, name }: AccessKeyView): Promise<Result<Outcome, Failure>> {
  const found = orFailure(await app.call('mfaDevices.lookUp', { keyId: id }));
  if (!found.ok) return found;
  const json = { accessKey: name, devices: found.value };
  if (found.value.length === 0) return succeed({ text: '', json, note: text.noDevices });
  const rows = found.value.map(({ serial, codes, command }) => [
    { text: shown(serial) },
    { text: codes === 'command' ? text.codes.command(command) : text.codes[codes] },
  ]);
  return succeed({
    text: columns([text.columns.serial, text.columns.codes], rows, { colour: false }),
    json,
  });
}

async function setWay(
  { world, given }: Call,
  app: AppCalls,
  way: (typeof ways)[number],
  serial: string,
): Promise<Result<Outcome, Failure>> {
  switch (way) {
    case 'seed-stdin': {
      const seed = await readSecret(world, text.seedPrompt);
      if (seed === null) return ownFailure('mfa-seed-missing', text.seedMissing, text.seedMissingNext);
      const kept = orFailure(await app.call('mfaDevices.keepSeed', { serial, seed }));
      return kept.ok ? done(text.seedKept(serial), { serial, codes: 'seed' }) : kept;
    }
    case 'command': {
      const command = given.value('command') ?? '';
      const kept = orFailure(await app.call('mfaDevices.keepCommand', { serial, command }));
      return kept.ok ? done(text.commandKept(serial), { serial, codes: 'command', command }) : kept;
    }
    case 'typed': {
      const typed = orFailure(await app.call('mfaDevices.typeCodes', { serial }));
      return typed.ok ? done(text.codesTyped(serial), { serial, codes: 'typed' }) : typed;
    }
  }
}

/** `keycutter key forget-mfa` */
export function forgetMfa(call: Call): Promise<Result<Outcome, Failure>> {
  return onKey(call, async (app, { id, name }) => {
    const ended = orFailure(await app.call('accessKeys.endMfaSession', { id }));
    return ended.ok ? done(text.mfaForgotten(name), { accessKey: name, mfaSessionsEnded: true }) : ended;
  });
}

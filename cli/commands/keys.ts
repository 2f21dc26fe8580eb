import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { parseAccessKey } from '../../shared/parse-access-key.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { confirmed } from '../confirm.ts';
import { type Failure, orFailure, ownFailure } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { timestamp } from '../output/json.ts';
import { done } from '../output/outcome.ts';
import { shown, text } from '../text/en.ts';
import type { World } from '../world.ts';

const day = 86_400_000;

interface TypedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export async function addKey({ world, given, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const key = await readKey(world);
  if (!key.ok) return key;
  const added = orFailure(
    await connected.value.call('accessKeys.add', {
      name: given.operand(0),
      ...key.value,
      keep: given.has('keep-in-memory') ? 'memory' : 'keychain',
    }),
  );
  return added.ok
    ? done(text.keyAdded(added.value.name, added.value.accessKeyId), keyJson(added.value))
    : added;
}

/** From standard input, or typed at the terminal; never an argument, which every process may read. */
async function readKey(world: World): Promise<Result<TypedKey, Failure>> {
  const unreadable = ownFailure('access-key-unreadable', text.keyUnreadable, text.keyUnreadableNext);
  if (!world.inputIsTerminal) {
    const input = await world.readInput();
    const key = parseAccessKey(input) ?? twoLines(input);
    return key === null
      ? unreadable
      : succeed({ accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey });
  }
  const terminal = await world.openTerminal();
  if (terminal === null) return unreadable;
  try {
    const accessKeyId = (await terminal.ask(text.accessKeyIdPrompt, { echo: true }))?.trim() ?? '';
    const secretAccessKey = (await terminal.ask(text.secretPrompt, { echo: false }))?.trim() ?? '';
    terminal.write('\n');
    return accessKeyId === '' || secretAccessKey === ''
      ? unreadable
      : succeed({ accessKeyId, secretAccessKey });
  } finally {
    terminal.close();
  }
}

function twoLines(input: string): TypedKey | null {
  const [accessKeyId, secretAccessKey, ...rest] = input
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (accessKeyId === undefined || secretAccessKey === undefined || rest.length > 0) return null;
  return { accessKeyId, secretAccessKey };
}

export async function listKeys({ world, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const snapshot = await connected.value.snapshot();
  if (!snapshot.ok) return snapshot;
  const { accessKeys } = snapshot.value;
  const json = { accessKeys: accessKeys.map(keyJson) };
  if (accessKeys.length === 0) return succeed({ text: '', json, note: text.noKeys });
  const { key, id, kept, age, user } = text.columns;
  const now = world.now();
  const rows = accessKeys.map((view) => [
    { text: shown(view.name) },
    { text: shown(view.accessKeyId) },
    { text: text.kept[view.kept] },
    { text: text.daysAgo(Math.max(0, Math.floor((now - view.addedAt) / day))) },
    { text: view.identity === null ? '' : shown(view.identity.arn) },
  ]);
  return succeed({ text: columns([key, id, kept, age, user], rows, { colour: false }), json });
}

export function testKey(call: Call): Promise<Result<Outcome, Failure>> {
  return onKey(call, async (app, { id, name }) => {
    const tested = orFailure(await app.call('accessKeys.test', { id }));
    if (!tested.ok) return tested;
    const { arn, account, userId } = tested.value;
    return done(text.identity(arn, account), { accessKey: name, arn, account, userId });
  });
}

export function rotateKey(call: Call): Promise<Result<Outcome, Failure>> {
  return onKey(call, async (app, { id, name }) => {
    if (call.given.has('delete-old')) {
      const deleted = orFailure(await app.call('accessKeys.removeRotated', { id }));
      return deleted.ok ? done(text.oldKeyDeleted(name), { accessKey: name, oldKeyDeleted: true }) : deleted;
    }
    const rotated = orFailure(await app.call('accessKeys.rotate', { id }));
    if (!rotated.ok) return rotated;
    const { accessKeyId, rotation } = rotated.value;
    const old = rotation?.oldAccessKeyId ?? null;
    const sentences = [
      text.keyRotated(name, accessKeyId),
      ...(old === null ? [] : [text.oldKeyInactive(name, old)]),
    ];
    return done(sentences.join('\n'), { ...keyJson(rotated.value), oldAccessKeyId: old });
  });
}

export function removeKey(call: Call): Promise<Result<Outcome, Failure>> {
  return onKey(call, async (app, { id, name }) => {
    const sure = await confirmed(call, text.removeKey(name));
    if (!sure.ok) return sure;
    const removed = orFailure(await app.call('accessKeys.remove', { id }));
    return removed.ok ? done(text.keyRemoved(name), { removed: name }) : removed;
  });
}

export async function onKey(
  call: Call,
  act: (app: AppCalls, key: AccessKeyView) => Promise<Result<Outcome, Failure>>,
): Promise<Result<Outcome, Failure>> {
  const app = await call.app();
  if (!app.ok) return fail(app.error);
  const key = await app.value.accessKey(call.given.operand(0));
  return key.ok ? act(app.value, key.value) : key;
}

function keyJson({ id, name, accessKeyId, kept, addedAt, identity, problem, ...more }: AccessKeyView) {
  return {
    name,
    id,
    accessKeyId,
    keptIn: kept,
    addedAt: timestamp(addedAt),
    createdAt: timestamp(more.createdAt),
    mfaSessions: more.mfaSessions.map(({ serial, expiresAt }) => ({
      serial,
      expiresAt: timestamp(expiresAt),
    })),
    arn: identity?.arn ?? null,
    problem: problem?.code ?? null,
  };
}

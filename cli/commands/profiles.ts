import { formatDuration } from '../../shared/duration-text.ts';
import { type Result, succeed } from '../../shared/result.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { confirmed } from '../confirm.ts';
import { type Failure, orFailure } from '../failure.ts';
import { done } from '../output/outcome.ts';
import { sourceName, sourcePath } from '../output/profile-words.ts';
import { shown, text } from '../text/en.ts';

/** `keycutter profile show` */
export async function showProfile({ given, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const found = await connected.value.profile(given.operand(0));
  if (!found.ok) return found;
  const { profile, snapshot } = found.value;
  const { name, id, recipe, askBeforeServing = false, consoleBrowser } = profile;
  const { kind: sourceKind } = recipe.source;
  const source = sourceName(recipe, snapshot);
  const path = sourcePath(profile, snapshot);
  // With one step the source says it already.
  const chain = path.length > 1 ? { chain: path } : {};
  const facts = { ...recipe, source, sourceKind, ...chain };
  const browser = consoleBrowser === undefined ? {} : { consoleBrowser };
  const lines: readonly (readonly [string, string])[] = [
    ['name', shown(name)],
    ...Object.entries({ ...facts, ...browser }).flatMap(([field, value]) => {
      const words = inWords(field, value);
      return words === '' ? [] : [[field, words] as const];
    }),
    ...(askBeforeServing ? [['askBeforeServing', 'true'] as const] : []),
  ];
  const width = Math.max(...lines.map(([field]) => field.length));
  const shownLines = lines.map(([field, value]) => `${field.padEnd(width)}  ${value}\n`);
  return succeed({
    text: shownLines.join(''),
    json: { name, id, askBeforeServing, ...facts, ...browser, chain: path },
  });
}

function inWords(field: string, value: unknown): string {
  if (field === 'durationSeconds' && typeof value === 'number') return formatDuration(value, 'en');
  if (Array.isArray(value))
    return value.map((one) => inWords('', one)).join(field === 'chain' ? ' > ' : ', ');
  if (typeof value === 'object' && value !== null && 'key' in value && 'value' in value) {
    return `${shown(String(value.key))}=${shown(String(value.value))}`;
  }
  if (value === null || value === undefined) return '';
  // A policy or a command may be long; it is shown whole, on one line.
  return field === 'policy' ? String(value).replaceAll(/[\s\p{Cc}]+/gu, ' ') : shown(String(value));
}

/** `keycutter profile rm` */
export async function removeProfile(call: Call): Promise<Result<Outcome, Failure>> {
  const connected = await call.app();
  if (!connected.ok) return connected;
  const found = await connected.value.profile(call.given.operand(0));
  if (!found.ok) return found;
  const { id, name } = found.value.profile;
  const sure = await confirmed(call, text.removeProfile(name));
  if (!sure.ok) return sure;
  const removed = orFailure(await connected.value.call('profiles.remove', { id }));
  return removed.ok ? done(text.profileRemoved(name), { removed: name }) : removed;
}

import { formatDuration } from '../../shared/duration-text.ts';
import type { ProfileDraft, Recipe, SessionTag } from '../../shared/profile.ts';
import { type Result, succeed } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import { accessKeyOf } from '../app-calls.ts';
import type { Arguments } from '../arguments.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { confirmed } from '../confirm.ts';
import { type Failure, orFailure, ownFailure, usageFailure } from '../failure.ts';
import { done } from '../output/outcome.ts';
import { shown, text } from '../text/en.ts';
import type { World } from '../world.ts';
import { durationOf } from './sessions.ts';

type Kind = Recipe['kind'];

/** Options by the kinds they belong to; the others belong to every kind. */
const optionKinds: Readonly<Record<string, readonly Kind[]>> = {
  'role-arn': ['assume-role'],
  duration: ['assume-role', 'session-token'],
  'mfa-serial': ['assume-role', 'session-token'],
  'external-id': ['assume-role'],
  'role-session-name': ['assume-role'],
  'policy-file': ['assume-role'],
  'policy-arn': ['assume-role'],
  tag: ['assume-role'],
  'transitive-tag': ['assume-role'],
  'source-identity': ['assume-role'],
};

const kinds: readonly Kind[] = ['assume-role', 'session-token', 'access-key'];

export async function addProfile({ world, given, app }: Call): Promise<Result<Outcome, Failure>> {
  const usage = (what: string) => usageFailure(what, text.usageHint('profile add'));
  const kind =
    kinds.find((candidate) => candidate === (given.value('kind') ?? 'assume-role')) ?? 'assume-role';
  const misplaced = Object.entries(optionKinds).find(
    ([option, of]) => given.has(option) && !of.includes(kind),
  );
  if (misplaced !== undefined) return usage(text.optionNotFor(misplaced[0], kind));
  const source = given.value('source');
  if (source === undefined) return usage(text.optionNeeded('source'));
  if (kind === 'assume-role' && !given.has('role-arn')) return usage(text.optionNeeded('role-arn'));
  const typed = given.value('duration');
  const duration = typed === undefined ? undefined : durationOf(typed);
  if (duration === null) return usage(text.durationUnreadable);
  const tags = given.values('tag').map(readTag);
  if (tags.includes(null)) return usage(text.tagUnreadable);
  const policy = await readPolicy(world, given.value('policy-file'));
  if (!policy.ok) return policy;

  const connected = await app();
  if (!connected.ok) return connected;
  const snapshot = await connected.value.snapshot();
  if (!snapshot.ok) return snapshot;
  const key = accessKeyOf(snapshot.value, source);
  if (!key.ok) return key;

  const name = given.operand(0);
  const draft: ProfileDraft = {
    name,
    recipe: recipeOf(kind, {
      given,
      keyId: key.value.id,
      durationSeconds: duration ?? snapshot.value.settings.defaultDurationSeconds,
      region: given.value('region') ?? snapshot.value.settings.defaultRegion,
      policy: policy.value,
      tags: tags.filter((tag) => tag !== null),
    }),
    ...(given.has('ask-before-serving') ? { askBeforeServing: true } : {}),
  };
  const saved = orFailure(await connected.value.call('profiles.save', { draft }));
  return saved.ok ? done(text.profileSaved(name), { name, id: saved.value }) : saved;
}

interface RecipeParts {
  readonly given: Arguments;
  readonly keyId: string;
  readonly region: string;
  readonly durationSeconds: number;
  readonly policy: string | null;
  readonly tags: readonly SessionTag[];
}

function recipeOf(kind: Kind, parts: RecipeParts): Recipe {
  const { given, keyId, region, durationSeconds, policy, tags } = parts;
  const source = { kind: 'access-key', keyId } as const;
  const optional = <Name extends string>(field: Name, value: string | undefined) =>
    (value === undefined ? {} : { [field]: value }) as { readonly [K in Name]?: string };
  const mfaSerial = optional('mfaSerial', given.value('mfa-serial'));
  switch (kind) {
    case 'access-key':
      return { kind, source, region };
    case 'session-token':
      return { kind, source, region, durationSeconds, ...mfaSerial };
    case 'assume-role':
      return {
        kind,
        source,
        region,
        durationSeconds,
        roleArn: given.value('role-arn') ?? '',
        policyArns: given.values('policy-arn'),
        tags,
        transitiveTagKeys: given.values('transitive-tag'),
        ...optional('externalId', given.value('external-id')),
        ...optional('roleSessionName', given.value('role-session-name')),
        ...optional('policy', policy ?? undefined),
        ...optional('sourceIdentity', given.value('source-identity')),
        ...mfaSerial,
      };
  }
}

function readTag(typed: string): SessionTag | null {
  const separator = typed.indexOf('=');
  return separator < 1 ? null : { key: typed.slice(0, separator), value: typed.slice(separator + 1) };
}

async function readPolicy(world: World, path: string | undefined): Promise<Result<string | null, Failure>> {
  if (path === undefined) return succeed(null);
  const policy = path === '-' ? await world.readInput() : await world.readTextFile(path);
  if (policy === null)
    return ownFailure('file-unreadable', text.fileUnreadable(path), text.fileUnreadableNext);
  return succeed(policy.trim());
}

export async function showProfile({ given, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const found = await connected.value.profile(given.operand(0));
  if (!found.ok) return found;
  const { profile, snapshot } = found.value;
  const { name, id, recipe, askBeforeServing = false } = profile;
  const source = sourceName(recipe, snapshot);
  const json = { name, id, askBeforeServing, ...recipe, source };
  const lines: readonly (readonly [string, string])[] = [
    ['name', shown(name)],
    ...Object.entries({ ...recipe, source }).flatMap(([field, value]) => {
      const words = inWords(field, value);
      return words === '' ? [] : [[field, words] as const];
    }),
    ...(askBeforeServing ? [['askBeforeServing', 'true'] as const] : []),
  ];
  const width = Math.max(...lines.map(([field]) => field.length));
  const shownLines = lines.map(([field, value]) => `${field.padEnd(width)}  ${value}\n`);
  return succeed({ text: shownLines.join(''), json });
}

function sourceName(recipe: Recipe, { accessKeys }: Snapshot): string | null {
  return accessKeys.find(({ id }) => id === recipe.source.keyId)?.name ?? null;
}

function inWords(field: string, value: unknown): string {
  if (field === 'durationSeconds' && typeof value === 'number') return formatDuration(value);
  if (Array.isArray(value)) return value.map((one) => inWords('', one)).join(', ');
  if (typeof value === 'object' && value !== null && 'key' in value && 'value' in value) {
    return `${shown(String(value.key))}=${shown(String(value.value))}`;
  }
  if (value === null || value === undefined) return '';
  // A policy may be long; it is shown whole, on one line.
  return field === 'policy' ? String(value).replaceAll(/[\s\p{Cc}]+/gu, ' ') : shown(String(value));
}

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

import { resolve } from 'node:path';
import { chainedSeconds, rootSeconds } from '../../shared/aws-limits.ts';
import { durationAdvice } from '../../shared/duration-advice.ts';
import { formatDuration } from '../../shared/duration-text.ts';
import { appError } from '../../shared/errors.ts';
import type { ProfileDraft, Recipe, RecipeKind, SessionTag } from '../../shared/profile.ts';
import { fail, type Result, succeed, unreachable } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/views.ts';
import type { Arguments } from '../arguments.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { exitCodes, type Failure, failureOf, orFailure, ownFailure, usageFailure } from '../failure.ts';
import { done } from '../output/outcome.ts';
import { kindOf } from '../profile-options.ts';
import { callerNamed, keyNamed, signInNamed } from '../profile-source.ts';
import { text } from '../text/en.ts';
import type { World } from '../world.ts';
import { durationOf } from './sessions.ts';

const usage = (what: string) => usageFailure(what, text.usageHint('profile add'));

/** `keycutter profile add` */
export async function addProfile({ world, given, app }: Call): Promise<Result<Outcome, Failure>> {
  const kind = kindOf(given);
  if (!kind.ok) return kind;
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
  const recipe = recipeOf(kind.value, {
    given,
    snapshot: snapshot.value,
    duration,
    region: given.value('region') ?? snapshot.value.settings.defaultRegion,
    policies: {
      policyArns: given.values('policy-arn'),
      ...(policy.value === null ? {} : { policy: policy.value }),
    },
    tags: tags.filter((tag) => tag !== null),
  });
  if (!recipe.ok) return recipe;
  const fitting = withFittingDuration(recipe.value, duration, snapshot.value);
  if (!fitting.ok) return fitting;

  const name = given.operand(0);
  const draft: ProfileDraft = {
    name,
    recipe: fitting.value,
    ...(given.has('ask-before-serving') ? { askBeforeServing: true } : {}),
  };
  const saved = orFailure(await connected.value.call('profiles.save', { draft }));
  return saved.ok
    ? done(text.profileSaved(name), { name, id: saved.value, kind: fitting.value.kind })
    : saved;
}

interface RecipeParts {
  readonly given: Arguments;
  readonly snapshot: Snapshot;
  readonly region: string;
  /** Undefined: as Settings say. */
  readonly duration: number | undefined;
  readonly policies: { readonly policyArns: readonly string[]; readonly policy?: string };
  readonly tags: readonly SessionTag[];
}

function recipeOf(kind: RecipeKind, parts: RecipeParts): Result<Recipe, Failure> {
  const { given, snapshot, region, policies, tags } = parts;
  const durationSeconds = parts.duration ?? snapshot.settings.defaultDurationSeconds;
  const value = (name: string) => given.value(name) ?? '';
  const optional = <Name extends string>(field: Name, option: string) =>
    (given.has(option) ? { [field]: given.value(option) } : {}) as { readonly [K in Name]?: string };

  switch (kind) {
    case 'assume-role': {
      const source = callerNamed(snapshot, value('source'));
      if (!source.ok) return source;
      if (given.has('mfa-serial') && source.value.kind !== 'access-key') return usage(text.mfaNeedsKey);
      const shared = given.has('mfa-shared') || durationSeconds <= chainedSeconds;
      return succeed({
        kind,
        source: source.value,
        region,
        durationSeconds,
        roleArn: value('role-arn'),
        ...policies,
        tags,
        transitiveTagKeys: given.values('transitive-tag'),
        ...optional('externalId', 'external-id'),
        ...optional('roleSessionName', 'role-session-name'),
        ...optional('sourceIdentity', 'source-identity'),
        ...optional('mfaSerial', 'mfa-serial'),
        ...(given.has('mfa-serial') ? { mfaShared: shared && !given.has('mfa-each') } : {}),
      });
    }
    case 'assume-role-with-saml': {
      const source = signInNamed(snapshot, value('saml'), 'saml');
      if (!source.ok) return source;
      const [roleArn, principalArn] = [value('role-arn'), value('principal-arn')];
      return succeed({
        kind,
        source: source.value,
        roleArn,
        principalArn,
        region,
        durationSeconds,
        ...policies,
      });
    }
    case 'assume-role-with-web-identity': {
      const source = webIdentitySource(parts);
      if (!source.ok) return source;
      return succeed({
        kind,
        source: source.value,
        roleArn: value('role-arn'),
        region,
        durationSeconds,
        ...optional('roleSessionName', 'role-session-name'),
        ...policies,
      });
    }
    case 'identity-center': {
      const source = signInNamed(snapshot, value('identity-center'), 'identity-center');
      if (!source.ok) return source;
      return succeed({
        kind,
        source: source.value,
        accountId: value('account'),
        roleName: value('role'),
        region,
      });
    }
    case 'session-token': {
      const source = keyNamed(snapshot, value('source'));
      if (!source.ok) return source;
      return succeed({
        kind,
        source: source.value,
        region,
        durationSeconds,
        ...optional('mfaSerial', 'mfa-serial'),
      });
    }
    case 'federation-token': {
      const source = keyNamed(snapshot, value('source'));
      if (!source.ok) return source;
      return succeed({
        kind,
        source: source.value,
        region,
        durationSeconds,
        ...optional('federatedName', 'federated-name'),
        ...policies,
        tags,
      });
    }
    case 'assume-root': {
      const source = callerNamed(snapshot, value('source'));
      if (!source.ok) return source;
      return succeed({
        kind,
        source: source.value,
        targetAccount: value('assume-root'),
        task: value('task'),
        region,
        durationSeconds: parts.duration ?? rootSeconds.maximum,
      });
    }
    case 'credential-process':
      return succeed({ kind, source: { kind: 'command', command: value('credential-process') }, region });
    case 'access-key': {
      const source = keyNamed(snapshot, value('source'));
      return source.ok ? succeed({ kind, source: source.value, region }) : source;
    }
    default:
      return unreachable(kind);
  }
}

function webIdentitySource({ given, snapshot }: RecipeParts) {
  const path = given.value('web-identity-token-file');
  // The app has another working folder.
  if (path !== undefined) return succeed({ kind: 'token-file', path: resolve(path) } as const);
  const command = given.value('web-identity-command');
  if (command !== undefined) return succeed({ kind: 'command', command } as const);
  return signInNamed(snapshot, given.value('web-identity') ?? '', 'oidc');
}

/** What Settings propose is cut to what AWS gives here; what was asked for is refused where it cannot be had. */
function withFittingDuration(
  recipe: Recipe,
  asked: number | undefined,
  { profiles, roleMaximums }: Snapshot,
): Result<Recipe, Failure> {
  if (!('durationSeconds' in recipe)) return succeed(recipe);
  const profileOf = (id: string) => profiles.find((profile) => profile.id === id);
  const advice = durationAdvice(recipe, { profileOf, roleMaximums });
  if (advice === null || advice.reason === 'role-maximum') return succeed(recipe);
  const { maximumSeconds, reason, longerWay } = advice;
  if (recipe.durationSeconds <= maximumSeconds) return succeed(recipe);
  if (asked === undefined) return succeed({ ...recipe, durationSeconds: maximumSeconds });
  // Any other limit is the app's to explain.
  if (reason === 'kind') return succeed(recipe);
  const error = appError('duration-over-chaining-limit', {
    wanted: formatDuration(asked, 'en'),
    direct: longerWay === null ? 'no' : 'yes',
  });
  return fail({ ...failureOf(error), exitCode: exitCodes.usage });
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

import * as limits from '../../shared/aws-limits.ts';
import { formatDuration, parseDuration } from '../../shared/duration-text.ts';
import type { AssumeRoleRecipe, Profile, ProfileDraft, Recipe } from '../../shared/profile.ts';
import { unreachable } from '../../shared/result.ts';
import type { AccessKeyView, Settings } from '../../shared/views.ts';
import type { Text } from '../text/en.ts';

export interface TagRow {
  /** Only for drawing. */
  readonly id: string;
  readonly key: string;
  readonly value: string;
  readonly transitive: boolean;
}

export interface ArnRow {
  readonly id: string;
  readonly arn: string;
}

/** A profile as text fields; an empty one is not sent, nor one that its kind does not know. */
export interface EditorForm {
  readonly kind: Recipe['kind'];
  readonly name: string;
  readonly roleArn: string;
  /** Empty: none chosen yet. */
  readonly keyId: string;
  readonly region: string;
  readonly externalId: string;
  readonly mfaSerial: string;
  /** As typed, such as `4 h 30`. */
  readonly duration: string;
  readonly roleSessionName: string;
  readonly policy: string;
  readonly policyArns: readonly ArnRow[];
  readonly tags: readonly TagRow[];
  readonly sourceIdentity: string;
  readonly askBeforeServing: boolean;
}

export type EditorField = keyof EditorForm;

/** Keyed by field; by row id for the rows of tags and policy ARNs. */
export type Problems = ReadonlyMap<string, string>;

export function emptyForm(settings: Settings, keys: readonly AccessKeyView[]): EditorForm {
  return {
    ...blank,
    keyId: keys.length === 1 ? (keys[0]?.id ?? '') : '',
    region: settings.defaultRegion,
    duration: formatDuration(settings.defaultDurationSeconds),
  };
}

const blank: EditorForm = {
  kind: 'assume-role',
  name: '',
  roleArn: '',
  keyId: '',
  region: '',
  externalId: '',
  mfaSerial: '',
  duration: formatDuration(limits.durationSeconds.default),
  roleSessionName: '',
  policy: '',
  policyArns: [],
  tags: [],
  sourceIdentity: '',
  askBeforeServing: false,
};

export function formOf({ name, recipe, askBeforeServing = false }: Profile): EditorForm {
  const { kind, region } = recipe;
  const form: EditorForm = { ...blank, kind, name, region, keyId: recipe.source.keyId, askBeforeServing };
  if (recipe.kind === 'access-key') return form;
  const session: EditorForm = {
    ...form,
    mfaSerial: recipe.mfaSerial ?? '',
    duration: formatDuration(recipe.durationSeconds),
  };
  if (recipe.kind === 'session-token') return session;
  return {
    ...session,
    roleArn: recipe.roleArn,
    externalId: recipe.externalId ?? '',
    roleSessionName: recipe.roleSessionName ?? '',
    policy: recipe.policy ?? '',
    policyArns: recipe.policyArns.map((arn, index) => ({ id: `arn-${index}`, arn })),
    tags: recipe.tags.map(({ key, value }, index) => ({
      id: `tag-${index}`,
      key,
      value,
      transitive: recipe.transitiveTagKeys.includes(key),
    })),
    sourceIdentity: recipe.sourceIdentity ?? '',
  };
}

export function sameForm(left: EditorForm, right: EditorForm): boolean {
  const plain = (form: EditorForm) =>
    JSON.stringify({
      ...form,
      policyArns: form.policyArns.map((row) => row.arn),
      tags: form.tags.map(({ key, value, transitive }) => ({ key, value, transitive })),
    });
  return plain(left) === plain(right);
}

export interface ProblemContext {
  readonly text: Text;
  readonly keys: readonly AccessKeyView[];
  /** Of the other profiles. */
  readonly takenNames: readonly string[];
}

/** Everything that keeps the form from being saved, in the fields' order. */
export function problemsOf(form: EditorForm, { text, keys, takenNames }: ProblemContext): Problems {
  const problems = new Map<string, string>();
  const note = (field: string, problem: string | null) => {
    if (problem !== null && !problems.has(field)) problems.set(field, problem);
  };
  const optional = (field: EditorField, value: string, check: limits.Check) =>
    note(field, value === '' ? null : check(value));

  note('name', limits.checkName(form.name));
  const taken = takenNames.some((name) => name.toLowerCase() === form.name.toLowerCase());
  note('name', taken ? text.editor.nameTaken(form.name) : null);
  const ofRole = form.kind === 'assume-role';
  if (ofRole) note('roleArn', limits.checkRoleArn(form.roleArn));
  const keyGone = form.keyId !== '' && !keys.some((key) => key.id === form.keyId);
  note('keyId', form.keyId === '' ? text.editor.sourceMissing : keyGone ? text.editor.sourceGone : null);
  note('region', limits.checkRegion(form.region));
  if (ofRole) optional('externalId', form.externalId, limits.checkExternalId);
  if (form.kind !== 'access-key') {
    optional('mfaSerial', form.mfaSerial, limits.checkMfaSerial);
    const seconds = parseDuration(form.duration);
    const check = ofRole ? limits.checkDurationSeconds : limits.checkSessionTokenSeconds;
    note('duration', seconds === null ? text.editor.durationUnreadable : check(seconds));
  }
  if (!ofRole) return problems;
  optional('roleSessionName', form.roleSessionName, limits.checkRoleSessionName);
  optional('policy', form.policy, limits.checkPolicy);
  for (const { id, arn } of form.policyArns) note(id, limits.checkPolicyArn(arn));
  for (const { id, key, value } of form.tags)
    note(id, limits.checkTagKey(key) ?? limits.checkTagValue(value));
  note('tags', limits.checkTagKeysUnique(form.tags.map((tag) => tag.key)));
  optional('sourceIdentity', form.sourceIdentity, limits.checkSourceIdentity);
  return problems;
}

/** What is saved; call it only once `problemsOf` finds nothing. */
export function draftOf(form: EditorForm): ProfileDraft {
  return {
    name: form.name,
    recipe: recipeOf(form),
    ...(form.askBeforeServing ? { askBeforeServing: true } : {}),
  };
}

function recipeOf(form: EditorForm): Recipe {
  const source = { kind: 'access-key', keyId: form.keyId } as const;
  const { kind, region } = form;
  switch (kind) {
    case 'assume-role':
      return assumeRoleOf(form);
    case 'session-token':
      return {
        kind,
        source,
        region,
        durationSeconds: parseDuration(form.duration) ?? limits.durationSeconds.default,
        ...(form.mfaSerial === '' ? {} : { mfaSerial: form.mfaSerial }),
      };
    case 'access-key':
      return { kind, source, region };
    default:
      return unreachable(kind);
  }
}

/** Also from a form that is not whole yet, for the policies shown beside it. */
export function assumeRoleOf(form: EditorForm): AssumeRoleRecipe {
  const optional = <Key extends string>(key: Key, value: string) =>
    value === '' ? {} : ({ [key]: value } as { readonly [K in Key]: string });
  return {
    kind: 'assume-role',
    source: { kind: 'access-key', keyId: form.keyId },
    roleArn: form.roleArn,
    region: form.region,
    durationSeconds: parseDuration(form.duration) ?? limits.durationSeconds.default,
    ...optional('externalId', form.externalId),
    ...optional('roleSessionName', form.roleSessionName),
    ...optional('policy', form.policy),
    policyArns: form.policyArns.map((row) => row.arn),
    tags: form.tags.map(({ key, value }) => ({ key, value })),
    transitiveTagKeys: form.tags.filter((tag) => tag.transitive).map((tag) => tag.key),
    ...optional('sourceIdentity', form.sourceIdentity),
    ...optional('mfaSerial', form.mfaSerial),
  };
}

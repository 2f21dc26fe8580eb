import * as limits from '../../shared/aws-limits.ts';
import { formatDuration, parseDuration } from '../../shared/duration-text.ts';
import type { AssumeRoleRecipe, Profile, ProfileDraft } from '../../shared/profile.ts';
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

/** A profile as text fields; an empty one is not sent. */
export interface EditorForm {
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
}

export type EditorField = keyof EditorForm;

/** Keyed by field; by row id for the rows of tags and policy ARNs. */
export type Problems = ReadonlyMap<string, string>;

export function emptyForm(settings: Settings, keys: readonly AccessKeyView[]): EditorForm {
  return {
    name: '',
    roleArn: '',
    keyId: keys.length === 1 ? (keys[0]?.id ?? '') : '',
    region: settings.defaultRegion,
    externalId: '',
    mfaSerial: '',
    duration: formatDuration(settings.defaultDurationSeconds),
    roleSessionName: '',
    policy: '',
    policyArns: [],
    tags: [],
    sourceIdentity: '',
  };
}

export function formOf({ name, recipe }: Profile): EditorForm {
  return {
    name,
    roleArn: recipe.roleArn,
    keyId: recipe.source.keyId,
    region: recipe.region,
    externalId: recipe.externalId ?? '',
    mfaSerial: recipe.mfaSerial ?? '',
    duration: formatDuration(recipe.durationSeconds),
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
  note('roleArn', limits.checkRoleArn(form.roleArn));
  const keyGone = form.keyId !== '' && !keys.some((key) => key.id === form.keyId);
  note('keyId', form.keyId === '' ? text.editor.sourceMissing : keyGone ? text.editor.sourceGone : null);
  note('region', limits.checkRegion(form.region));
  optional('externalId', form.externalId, limits.checkExternalId);
  optional('mfaSerial', form.mfaSerial, limits.checkMfaSerial);
  const seconds = parseDuration(form.duration);
  note('duration', seconds === null ? text.editor.durationUnreadable : limits.checkDurationSeconds(seconds));
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
  return { name: form.name, recipe: recipeOf(form) };
}

/** Also from a form that is not whole yet, for the policies shown beside it. */
export function recipeOf(form: EditorForm): AssumeRoleRecipe {
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

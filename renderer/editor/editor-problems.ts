import type { AccessKeyView } from '../../shared/access-key-views.ts';
import * as limits from '../../shared/aws-limits.ts';
import { partitionOf, partitionOfArn } from '../../shared/aws-regions.ts';
import { durationAdvice } from '../../shared/duration-advice.ts';
import { parseDuration } from '../../shared/duration-text.ts';
import type { Profile } from '../../shared/profile.ts';
import { cannotAssume, chainOf, type ProfileLookup } from '../../shared/profile-chain.ts';
import type { RoleMaximumView, SignInView } from '../../shared/sign-in-views.ts';
import { problemText } from '../text/problem-text.ts';
import type { Text } from '../text/text.ts';
import {
  callsWithAnyCaller,
  callsWithKey,
  type EditorField,
  type EditorForm,
  signInKindOf,
  takesMfa,
} from './editor-form.ts';
import { recipeOf } from './editor-recipe.ts';

/** Keyed by field; by row id for the rows of tags and policy ARNs. */
export type Problems = ReadonlyMap<string, string>;

export interface ProblemContext {
  readonly text: Text;
  readonly keys: readonly AccessKeyView[];
  readonly profiles: readonly Profile[];
  readonly profileOf: ProfileLookup;
  readonly signIns: readonly SignInView[];
  readonly roleMaximums: readonly RoleMaximumView[];
  /** Of the profile that is edited; null: a new one. */
  readonly ownId: string | null;
}

/** Everything that keeps the form from being saved, in the fields' order. */
export function problemsOf(form: EditorForm, context: ProblemContext): Problems {
  const { text, profiles, ownId } = context;
  const { kind } = form;
  const words = text.editor;
  const problems = new Map<string, string>();
  const note = (field: string, problem: string | null) => {
    if (problem !== null && !problems.has(field)) problems.set(field, problem);
  };
  const limit = (field: string, problem: limits.LimitProblem | null) =>
    note(field, problemText(problem, text));
  const optional = (field: EditorField, value: string, check: limits.Check) =>
    limit(field, value === '' ? null : check(value));

  limit('name', limits.checkName(form.name));
  const name = form.name.toLowerCase();
  const taken = profiles.some((other) => other.id !== ownId && other.name.toLowerCase() === name);
  note('name', taken ? words.nameTaken(form.name) : null);
  note('signInId', signInProblem(form, context));
  if (kind === 'assume-role-with-web-identity') {
    if (form.tokenFrom === 'token-file') note('tokenFile', form.tokenFile ? null : words.tokenFileMissing);
    if (form.tokenFrom === 'command') limit('tokenCommand', limits.checkCommand(form.tokenCommand));
  }
  if (kind === 'credential-process') {
    limit('command', limits.checkCommand(form.command));
    note('command', / NAME(?: |$)/.test(form.command) ? words.awsLoginName : null);
  }
  const ofRole = hasRole(kind);
  if (ofRole) limit('roleArn', limits.checkRoleArn(form.roleArn));
  if (kind === 'assume-role-with-saml') limit('principalArn', limits.checkSamlProviderArn(form.principalArn));
  if (kind === 'identity-center' || kind === 'assume-root') {
    limit('accountId', limits.checkAccountId(form.accountId));
  }
  if (kind === 'identity-center') limit('permissionSet', limits.checkPermissionSetName(form.permissionSet));
  note('caller', callerProblem(form, context));
  limit('region', limits.checkRegion(form.region));
  note('region', partitionProblem(form, context));
  if (kind === 'assume-role') optional('externalId', form.externalId, limits.checkExternalId);
  if (takesMfa(form)) optional('mfaSerial', form.mfaSerial, limits.checkMfaSerial);
  if (kind === 'assume-root') note('rootDuration', durationProblem(form.rootDuration, form, context));
  else note('duration', durationProblem(form.duration, form, context));
  if (kind === 'assume-role' || kind === 'assume-role-with-web-identity') {
    optional('roleSessionName', form.roleSessionName, limits.checkRoleSessionName);
  }
  if (kind === 'federation-token') optional('federatedName', form.federatedName, limits.checkFederatedName);
  if (ofRole || kind === 'federation-token') {
    optional('policy', form.policy, limits.checkPolicy);
    for (const { id, arn } of form.policyArns) limit(id, limits.checkPolicyArn(arn));
  }
  if (kind === 'assume-role' || kind === 'federation-token') {
    for (const { id, key, value } of form.tags)
      limit(id, limits.checkTagKey(key) ?? limits.checkTagValue(value));
    limit('tags', limits.checkTagKeysUnique(form.tags.map((tag) => tag.key)));
  }
  if (kind === 'assume-role') optional('sourceIdentity', form.sourceIdentity, limits.checkSourceIdentity);
  return problems;
}

export function hasRole(kind: EditorForm['kind']): boolean {
  return (
    kind === 'assume-role' || kind === 'assume-role-with-saml' || kind === 'assume-role-with-web-identity'
  );
}

function signInProblem(form: EditorForm, { text, signIns }: ProblemContext): string | null {
  const kind = signInKindOf(form);
  if (kind === null) return null;
  if (form.signInId === '') return text.editor.signInMissing;
  const fits = signIns.some(({ id, method }) => id === form.signInId && method.kind === kind);
  return fits ? null : text.editor.signInGone;
}

function callerProblem(form: EditorForm, context: ProblemContext): string | null {
  const { keys, profileOf, ownId, text } = context;
  const words = text.editor;
  const { kind, caller } = form;
  if (callsWithKey(kind)) {
    if (caller?.kind !== 'access-key') return words.keyMissing;
  } else if (!callsWithAnyCaller(kind)) {
    return null;
  }
  switch (caller?.kind) {
    case undefined:
      return words.sourceMissing;
    case 'machine':
      return null;
    case 'access-key':
      return keys.some((key) => key.id === caller.keyId) ? null : words.keyGone;
    case 'profile': {
      const chain = chainOf(recipeOf(form), profileOf, ownId);
      if (chain.end === 'cycle') {
        return words.chainCycle([words.chainThis, ...chain.links.map((link) => link.name)]);
      }
      const source = profileOf(caller.profileId);
      if (source === undefined) return words.profileGone;
      const reason = cannotAssume(source.recipe.kind);
      return reason === null ? null : words.sourceCannot[reason];
    }
  }
}

function partitionProblem(form: EditorForm, { signIns, text }: ProblemContext): string | null {
  const words = text.editor;
  const expected = partitionOf(form.region);
  const told: [string, string | null][] = [];
  if (hasRole(form.kind)) told.push([words.partitionOf.role, partitionOfArn(form.roleArn)]);
  if (form.kind === 'assume-role-with-saml') {
    told.push([words.partitionOf.provider, partitionOfArn(form.principalArn)]);
  }
  if (form.kind === 'identity-center') {
    const method = signIns.find(({ id }) => id === form.signInId)?.method;
    if (method?.kind === 'identity-center') told.push([words.partitionOf.signIn, partitionOf(method.region)]);
  }
  for (const [what, found] of told) {
    if (found !== null && found !== expected) {
      return words.partitionMismatch(what, found, form.region, expected);
    }
  }
  return null;
}

function durationProblem(typed: string, form: EditorForm, context: ProblemContext): string | null {
  const { profileOf, roleMaximums, text } = context;
  const advice = durationAdvice(recipeOf(form), { profileOf, roleMaximums });
  if (advice === null) return null;
  const seconds = parseDuration(typed);
  if (seconds === null) return text.editor.durationUnreadable;
  const hard = advice.reason === 'chained' || advice.reason === 'shared-mfa';
  return (
    problemText(checkOf(form.kind)(seconds), text) ??
    (hard && seconds > advice.maximumSeconds ? text.editor.overChained : null)
  );
}

function checkOf(kind: EditorForm['kind']): (seconds: number) => limits.LimitProblem | null {
  if (kind === 'assume-root') return limits.checkRootSeconds;
  return hasRole(kind) ? limits.checkDurationSeconds : limits.checkSessionTokenSeconds;
}

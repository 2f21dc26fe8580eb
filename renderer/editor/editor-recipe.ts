import { durationSeconds, rootSeconds } from '../../shared/aws-limits.ts';
import { parseDuration } from '../../shared/duration-text.ts';
import type {
  AccessKeySource,
  AssumeRoleRecipe,
  AssumeRoleWithSamlRecipe,
  AssumeRoleWithWebIdentityRecipe,
  Profile,
  ProfileDraft,
  Recipe,
} from '../../shared/profile.ts';
import { unreachable } from '../../shared/result.ts';
import { blankForm, type EditorForm, takesMfa } from './editor-form.ts';
import { typedDuration } from './typed-duration.ts';

/** A form that shows a profile. */
export function formOf({ name, recipe, askBeforeServing = false, consoleBrowser }: Profile): EditorForm {
  const { kind, region } = recipe;
  const form: EditorForm = {
    ...blankForm,
    kind,
    name,
    region,
    askBeforeServing,
    consoleBrowser,
    ...sourceFields(recipe),
    mfaShared: false,
  };
  switch (recipe.kind) {
    case 'assume-role':
      return {
        ...form,
        ...roleFields(recipe),
        externalId: recipe.externalId ?? '',
        mfaSerial: recipe.mfaSerial ?? '',
        // Without a device there is nothing to share yet: as in a new profile.
        mfaShared: recipe.mfaShared ?? (recipe.mfaSerial === undefined && recipe.durationSeconds <= 3_600),
        roleSessionName: recipe.roleSessionName ?? '',
        tags: tagRows(recipe.tags, recipe.transitiveTagKeys),
        sourceIdentity: recipe.sourceIdentity ?? '',
      };
    case 'assume-role-with-saml':
      return { ...form, ...roleFields(recipe), principalArn: recipe.principalArn };
    case 'assume-role-with-web-identity':
      return { ...form, ...roleFields(recipe), roleSessionName: recipe.roleSessionName ?? '' };
    case 'identity-center':
      return { ...form, accountId: recipe.accountId, permissionSet: recipe.roleName };
    case 'session-token':
      return {
        ...form,
        mfaSerial: recipe.mfaSerial ?? '',
        duration: typedDuration(recipe.durationSeconds),
      };
    case 'federation-token':
      return {
        ...form,
        ...policyFields(recipe),
        federatedName: recipe.federatedName ?? '',
        tags: tagRows(recipe.tags, []),
      };
    case 'assume-root':
      return {
        ...form,
        accountId: recipe.targetAccount,
        task: recipe.task,
        rootDuration: typedDuration(recipe.durationSeconds),
      };
    case 'credential-process':
    case 'access-key':
      return form;
    default:
      return unreachable(recipe);
  }
}

function sourceFields({ kind, source }: Recipe): Partial<EditorForm> {
  switch (source.kind) {
    case 'access-key':
    case 'profile':
    case 'machine':
      return { caller: source };
    case 'sign-in':
      return { signInId: source.signInId, tokenFrom: 'sign-in' };
    case 'token-file':
      return { tokenFile: source.path, tokenFrom: 'token-file' };
    case 'command':
      return kind === 'credential-process'
        ? { command: source.command }
        : { tokenCommand: source.command, tokenFrom: 'command' };
  }
}

type RoleRecipe = AssumeRoleRecipe | AssumeRoleWithSamlRecipe | AssumeRoleWithWebIdentityRecipe;

function roleFields(recipe: RoleRecipe) {
  return { roleArn: recipe.roleArn, ...policyFields(recipe) };
}

function policyFields(recipe: Pick<RoleRecipe, 'durationSeconds' | 'policy' | 'policyArns'>) {
  return {
    duration: typedDuration(recipe.durationSeconds),
    policy: recipe.policy ?? '',
    policyArns: recipe.policyArns.map((arn, index) => ({ id: `arn-${index}`, arn })),
  };
}

function tagRows(tags: AssumeRoleRecipe['tags'], transitive: readonly string[]) {
  return tags.map(({ key, value }, index) => ({
    id: `tag-${index}`,
    key,
    value,
    transitive: transitive.includes(key),
  }));
}

/** What is saved; call it only once `problemsOf` finds nothing. */
export function draftOf(form: EditorForm): ProfileDraft {
  return {
    name: form.name,
    recipe: recipeOf(form),
    ...(form.askBeforeServing ? { askBeforeServing: true } : {}),
    ...(form.consoleBrowser === undefined ? {} : { consoleBrowser: form.consoleBrowser }),
  };
}

/** Also of a form that is not whole yet, for what is said beside it. */
export function recipeOf(form: EditorForm): Recipe {
  const { kind, region } = form;
  const signIn = { kind: 'sign-in', signInId: form.signInId } as const;
  switch (kind) {
    case 'assume-role':
      return assumeRoleOf(form);
    case 'assume-role-with-saml':
      return {
        kind,
        source: signIn,
        principalArn: form.principalArn,
        roleArn: form.roleArn,
        region,
        ...narrowed(form),
      };
    case 'assume-role-with-web-identity':
      return {
        kind,
        source: tokenSourceOf(form),
        roleArn: form.roleArn,
        region,
        ...optional('roleSessionName', form.roleSessionName),
        ...narrowed(form),
      };
    case 'identity-center':
      return { kind, source: signIn, accountId: form.accountId, roleName: form.permissionSet, region };
    case 'session-token':
      return {
        kind,
        source: keyOf(form),
        region,
        durationSeconds: secondsOf(form.duration),
        ...optional('mfaSerial', form.mfaSerial),
      };
    case 'federation-token':
      return {
        kind,
        source: keyOf(form),
        region,
        ...optional('federatedName', form.federatedName),
        ...narrowed(form),
        tags: tagsOf(form),
      };
    case 'assume-root':
      return {
        kind,
        source: form.caller ?? keyOf(form),
        targetAccount: form.accountId,
        task: form.task,
        region,
        durationSeconds: parseDuration(form.rootDuration) ?? rootSeconds.maximum,
      };
    case 'credential-process':
      return { kind, source: { kind: 'command', command: form.command }, region };
    case 'access-key':
      return { kind, source: keyOf(form), region };
    default:
      return unreachable(kind);
  }
}

export function assumeRoleOf(form: EditorForm): AssumeRoleRecipe {
  const withMfa = takesMfa(form) && form.mfaSerial !== '';
  return {
    kind: 'assume-role',
    source: form.caller ?? keyOf(form),
    roleArn: form.roleArn,
    region: form.region,
    ...optional('externalId', form.externalId),
    ...optional('roleSessionName', form.roleSessionName),
    ...narrowed(form),
    tags: tagsOf(form),
    transitiveTagKeys: form.tags.filter((tag) => tag.transitive).map((tag) => tag.key),
    ...optional('sourceIdentity', form.sourceIdentity),
    ...(withMfa ? { mfaSerial: form.mfaSerial } : {}),
    ...(withMfa && form.mfaShared ? { mfaShared: true } : {}),
  };
}

function keyOf({ caller }: EditorForm): AccessKeySource {
  return caller?.kind === 'access-key' ? caller : { kind: 'access-key', keyId: '' };
}

function tokenSourceOf(form: EditorForm): AssumeRoleWithWebIdentityRecipe['source'] {
  switch (form.tokenFrom) {
    case 'sign-in':
      return { kind: 'sign-in', signInId: form.signInId };
    case 'token-file':
      return { kind: 'token-file', path: form.tokenFile };
    case 'command':
      return { kind: 'command', command: form.tokenCommand };
  }
}

function narrowed(form: EditorForm) {
  return {
    durationSeconds: secondsOf(form.duration),
    ...optional('policy', form.policy),
    policyArns: form.policyArns.map((row) => row.arn),
  };
}

function tagsOf(form: EditorForm) {
  return form.tags.map(({ key, value }) => ({ key, value }));
}

function secondsOf(duration: string): number {
  return parseDuration(duration) ?? durationSeconds.default;
}

function optional<Key extends string>(key: Key, value: string): { readonly [K in Key]?: string } {
  return value === '' ? {} : ({ [key]: value } as { readonly [K in Key]: string });
}

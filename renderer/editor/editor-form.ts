import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { durationSeconds, rootTaskPolicies } from '../../shared/aws-limits.ts';
import type {
  CallerSource,
  CommandSource,
  RecipeKind,
  SignInSource,
  TokenFileSource,
} from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { SignInKind } from '../../shared/sign-in.ts';
import type { SignInView } from '../../shared/sign-in-views.ts';
import { typedDuration } from './typed-duration.ts';

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

/** What a web identity token comes from. */
export type TokenFrom = (SignInSource | TokenFileSource | CommandSource)['kind'];

/** A profile as text fields; an empty one is not sent, nor one that its kind does not know. */
export interface EditorForm {
  readonly kind: RecipeKind;
  readonly name: string;
  /** Null: none chosen yet. A kind that calls with an access key takes only that of it. */
  readonly caller: CallerSource | null;
  /** Empty: none chosen yet. */
  readonly signInId: string;
  readonly tokenFrom: TokenFrom;
  readonly tokenFile: string;
  /** Prints a web identity token. */
  readonly tokenCommand: string;
  /** Prints credentials. */
  readonly command: string;
  readonly roleArn: string;
  readonly principalArn: string;
  /** Of the permission set, or the member account of a root task. */
  readonly accountId: string;
  readonly permissionSet: string;
  readonly task: string;
  readonly region: string;
  readonly externalId: string;
  readonly mfaSerial: string;
  readonly mfaShared: boolean;
  /** As typed, such as `4 h 30`. */
  readonly duration: string;
  /** Of a root task, whose sessions are too short to share a number with the others. */
  readonly rootDuration: string;
  readonly roleSessionName: string;
  readonly federatedName: string;
  readonly policy: string;
  readonly policyArns: readonly ArnRow[];
  readonly tags: readonly TagRow[];
  readonly sourceIdentity: string;
  readonly askBeforeServing: boolean;
  /** Chosen elsewhere; kept as it is. */
  readonly consoleBrowser: string | undefined;
}

export type EditorField = keyof EditorForm;
/** The fields that are plain text. */
export type TextFieldName = {
  readonly [Field in EditorField]: EditorForm[Field] extends string
    ? string extends EditorForm[Field]
      ? Field
      : never
    : never;
}[EditorField];

export const blankForm: EditorForm = {
  kind: 'assume-role',
  name: '',
  caller: null,
  signInId: '',
  tokenFrom: 'sign-in',
  tokenFile: '',
  tokenCommand: '',
  command: '',
  roleArn: '',
  principalArn: '',
  accountId: '',
  permissionSet: '',
  task: rootTaskPolicies[0],
  region: '',
  externalId: '',
  mfaSerial: '',
  mfaShared: true,
  duration: typedDuration(durationSeconds.default),
  rootDuration: typedDuration(900),
  roleSessionName: '',
  federatedName: '',
  policy: '',
  policyArns: [],
  tags: [],
  sourceIdentity: '',
  askBeforeServing: false,
  consoleBrowser: undefined,
};

export function emptyForm(settings: Settings, keys: readonly AccessKeyView[]): EditorForm {
  const [key] = keys;
  return {
    ...blankForm,
    caller: keys.length === 1 && key !== undefined ? { kind: 'access-key', keyId: key.id } : null,
    region: settings.defaultRegion,
    mfaShared: settings.defaultDurationSeconds <= durationSeconds.default,
    duration: typedDuration(settings.defaultDurationSeconds),
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

/** The sign-in that a kind needs; null: none. */
export function signInKindOf(form: Pick<EditorForm, 'kind' | 'tokenFrom'>): SignInKind | null {
  switch (form.kind) {
    case 'assume-role-with-saml':
      return 'saml';
    case 'identity-center':
      return 'identity-center';
    case 'assume-role-with-web-identity':
      return form.tokenFrom === 'sign-in' ? 'oidc' : null;
    default:
      return null;
  }
}

export function callsWithAnyCaller(kind: RecipeKind): boolean {
  return kind === 'assume-role' || kind === 'assume-root';
}

export function callsWithKey(kind: RecipeKind): boolean {
  return kind === 'session-token' || kind === 'federation-token' || kind === 'access-key';
}

/** Where a code can be given: to a call that is made with an access key. */
export function takesMfa({ kind, caller }: EditorForm): boolean {
  return kind === 'session-token' || (kind === 'assume-role' && caller?.kind === 'access-key');
}

export interface Choices {
  readonly keys: readonly AccessKeyView[];
  readonly signIns: readonly SignInView[];
}

/** With the source that there is only one of, where the form's own does not fit its kind. */
export function withOnlyChoice(form: EditorForm, { keys, signIns }: Choices): EditorForm {
  const signInKind = signInKindOf(form);
  if (signInKind !== null) {
    const fitting = signIns.filter(({ method }) => method.kind === signInKind);
    if (fitting.some(({ id }) => id === form.signInId)) return form;
    const [only] = fitting;
    return { ...form, signInId: fitting.length === 1 && only !== undefined ? only.id : '' };
  }
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) return form;
  const misfit = callsWithKey(form.kind)
    ? form.caller?.kind !== 'access-key'
    : callsWithAnyCaller(form.kind) && form.caller === null;
  return misfit ? { ...form, caller: { kind: 'access-key', keyId: key.id } } : form;
}

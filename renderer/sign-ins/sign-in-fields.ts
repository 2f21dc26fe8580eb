import * as limits from '../../shared/aws-limits.ts';
import { unreachable } from '../../shared/result.ts';
import type {
  IdentityCenterMethod,
  OidcMethod,
  SamlMethod,
  SignIn,
  SignInDraft,
  SignInKind,
  SignInMethod,
} from '../../shared/sign-in.ts';
import { problemText } from '../text/problem-text.ts';
import type { Text } from '../text/text.ts';
import { type OidcPresetId, oidcPresets, presetOf } from './oidc-presets.ts';

/** The form as it is typed. What was typed for one method is kept while another is looked at. */
export interface SignInFields {
  readonly name: string;
  readonly kind: SignInKind;
  readonly identityCenter: Omit<IdentityCenterMethod, 'kind'>;
  readonly saml: Omit<SamlMethod, 'kind'>;
  readonly oidc: Omit<OidcMethod, 'kind' | 'redirectPort'> & {
    readonly preset: OidcPresetId;
    /** Empty: any free one. */
    readonly redirectPort: string;
  };
}

/** What was being typed, and for which sign-in; null: for a new one. */
export interface SignInDraftKept {
  readonly signInId: string | null;
  readonly fields: SignInFields;
}

export type SignInField =
  | 'name'
  | 'portalUrl'
  | 'region'
  | 'samlUrl'
  | 'command'
  | 'issuer'
  | 'clientId'
  | 'scopes'
  | 'redirectPort'
  | 'redirectPath';

export type SignInProblems = Partial<Readonly<Record<SignInField, string>>>;

export function blankFields(kind: SignInKind, region: string): SignInFields {
  return {
    name: '',
    kind,
    identityCenter: { startUrl: '', region, flow: 'browser', cliSession: '' },
    saml: { by: 'window', startUrl: '', command: '', remember: false },
    oidc: withPreset('google', ''),
  };
}

export function fieldsOf({ name, method }: SignIn, region: string): SignInFields {
  const blank = { ...blankFields(method.kind, region), name };
  switch (method.kind) {
    case 'identity-center': {
      const { kind: _, ...identityCenter } = method;
      return { ...blank, identityCenter };
    }
    case 'saml': {
      const { kind: _, ...saml } = method;
      return { ...blank, saml };
    }
    case 'oidc': {
      const { kind: _, redirectPort, ...oidc } = method;
      return {
        ...blank,
        oidc: { ...oidc, preset: presetOf(method), redirectPort: redirectPort?.toString() ?? '' },
      };
    }
    default:
      return unreachable(method);
  }
}

/** What a preset fills in; the client id stays. */
export function withPreset(preset: OidcPresetId, clientId: string): SignInFields['oidc'] {
  const { provider, issuer, scopes, redirectHost, redirectPort, redirectPath } = oidcPresets[preset];
  return {
    preset,
    provider,
    issuer,
    clientId,
    scopes,
    redirectHost,
    redirectPort: redirectPort?.toString() ?? '',
    redirectPath,
  };
}

/** As the provider has to know it; without a port where any will do. */
export function redirectAddress({
  redirectHost,
  redirectPort,
  redirectPath,
}: Pick<SignInFields['oidc'], 'redirectHost' | 'redirectPort' | 'redirectPath'>): string {
  return `http://${redirectHost}${redirectPort === '' ? '' : `:${redirectPort}`}${redirectPath}`;
}

/** What is wrong with each field of the method that is chosen. `taken`: names of other sign-ins. */
export function problemsOf(fields: SignInFields, taken: readonly string[], text: Text): SignInProblems {
  const words = text.signInForm;
  const name =
    problemText(limits.checkName(fields.name), text) ??
    (taken.includes(fields.name) ? words.nameTaken(fields.name) : null);
  return present({ name, ...methodProblems(fields, text) });
}

function methodProblems(
  { kind, identityCenter, saml, oidc }: SignInFields,
  text: Text,
): Partial<Record<SignInField, string | null>> {
  switch (kind) {
    case 'identity-center':
      return {
        portalUrl: problemText(limits.checkPageUrl(identityCenter.startUrl), text),
        region: problemText(limits.checkRegion(identityCenter.region), text),
      };
    case 'saml':
      return saml.by === 'command'
        ? { command: problemText(limits.checkCommand(saml.command), text) }
        : { samlUrl: problemText(limits.checkPageUrl(saml.startUrl), text) };
    case 'oidc':
      return {
        issuer: oidc.provider === 'issuer' ? problemText(limits.checkPageUrl(oidc.issuer), text) : null,
        clientId: /^[\x21-\x7e]{1,512}$/.test(oidc.clientId) ? null : text.signInForm.clientIdNeeded,
        scopes: oidc.scopes === '' ? null : problemText(limits.checkScopes(oidc.scopes), text),
        redirectPort: portOf(oidc.redirectPort) === undefined ? text.signInForm.redirectPortProblem : null,
        redirectPath: problemText(limits.checkRedirectPath(oidc.redirectPath), text),
      };
    default:
      return unreachable(kind);
  }
}

function present(problems: Partial<Record<SignInField, string | null>>): SignInProblems {
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null));
}

/** Null: any. Undefined: no port. */
function portOf(typed: string): number | null | undefined {
  if (typed === '') return null;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  return port >= 1_024 && port <= 65_535 ? port : undefined;
}

export function draftOf(fields: SignInFields): SignInDraft {
  return { name: fields.name, method: methodOf(fields) };
}

function methodOf({ kind, identityCenter, saml, oidc }: SignInFields): SignInMethod {
  switch (kind) {
    case 'identity-center':
      return { kind, ...identityCenter };
    case 'saml':
      return {
        kind,
        by: saml.by,
        startUrl: saml.by === 'command' ? '' : saml.startUrl,
        command: saml.by === 'command' ? saml.command : '',
        remember: saml.by === 'window' && saml.remember,
      };
    case 'oidc': {
      const { preset: _, redirectPort, issuer, ...rest } = oidc;
      return {
        kind,
        ...rest,
        issuer: oidc.provider === 'issuer' ? issuer : '',
        redirectPort: portOf(redirectPort) ?? null,
      };
    }
    default:
      return unreachable(kind);
  }
}

/** The ports of the ways into AWS; the rest are in ports.ts. */
import type { MachineSource } from '../../shared/profile.ts';
import type { Result } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { OidcMethod } from '../../shared/sign-in.ts';
import type { BrowserView, OtherTool, OtherToolEntry } from '../../shared/sign-in-views.ts';
import type { StsAnswer } from './aws-ports.ts';
import type { LongTermCredentials, SessionCredentials } from './credentials.ts';
import type { Loaded } from './store-ports.ts';

// --- SAML -----------------------------------------------------------------------------------------------------------

export interface SamlRole {
  readonly roleArn: string;
  readonly principalArn: string;
}

/** What a provider says of the person: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
export interface SamlAssertion {
  /** The base64 SAML response, as it was posted. */
  readonly encoded: Secret;
  readonly roles: readonly SamlRole[];
  readonly roleSessionName: string | null;
  /** Seconds, 900 to 43,200: how long the provider wants a session to be; null: not said. */
  readonly sessionDurationSeconds: number | null;
  /** Epoch ms by the provider's clock, as are the next two. */
  readonly issuedAt: number;
  /** The end of its own conditions; AWS takes it for five minutes from `issuedAt` at most. */
  readonly notOnOrAfter: number | null;
  /** No session outlives it: SessionNotOnOrAfter of the AuthnStatement. */
  readonly sessionNotOnOrAfter: number | null;
}

export interface SamlReader {
  /** Errors: saml-assertion-unreadable, saml-refused (its Status is a failure), saml-no-roles. */
  read(encoded: Secret): Promise<Result<SamlAssertion>>;
}

export interface SamlWindowRequest {
  readonly signInId: string;
  /** Of the window. */
  readonly name: string;
  readonly startUrl: string;
  /**
   * False: nothing is shown or focused, and only what is remembered may do it, within a short time. Such a try fails
   * with sign-in-needed as soon as the page wants the person.
   */
  readonly visible: boolean;
  /** Cookies of an earlier window, from `remembered`; null: begin with none. */
  readonly cookies: Secret | null;
  /** Whether to answer with the cookies. */
  readonly remember: boolean;
  /** Host of the page that the window is at. */
  readonly onHost: (host: string) => void;
}

export interface SamlWindowAnswer {
  /** The base64 SAML response that was on its way to AWS; AWS itself never gets it from the window. */
  readonly assertion: Secret;
  readonly cookies: Secret | null;
}

export interface SamlWindow {
  /** Errors: sign-in-window-closed, sign-in-page-failed, sign-in-needed, cancelled. */
  open(request: SamlWindowRequest, signal: AbortSignal): Promise<Result<SamlWindowAnswer>>;
  /** Brings an open window to the front: the person asked for it. */
  focus(signInId: string): void;
}

/** A SAML response that the person brings from elsewhere. */
export interface AssertionInput {
  /** What is on the clipboard: the bare value, or a page's form that has it. Errors: saml-assertion-unreadable. */
  fromClipboard(): Promise<Result<Secret>>;
  /** Lets the person choose a file. Null: none was chosen. Errors: saml-assertion-unreadable. */
  fromFile(): Promise<Result<Secret | null>>;
}

// --- OpenID Connect -------------------------------------------------------------------------------------------------

export interface OidcClient {
  readonly method: OidcMethod;
  /** Null: a public client. */
  readonly clientSecret: Secret | null;
}

/** One sign-in on its way: its state, nonce and PKCE verifier are in it. */
export interface OidcAttempt {
  /** Where the person's browser goes. */
  readonly authorizationUrl: string;
  /** Opaque to all but the gateway. */
  readonly checks: unknown;
}

export interface OidcTokens {
  /** What AssumeRoleWithWebIdentity takes: the id_token, or the access token of a provider without one. */
  readonly token: Secret;
  /** Epoch ms by the provider's clock. */
  readonly expiresAt: number;
  readonly refreshToken: Secret | null;
  /** E-mail, user name or subject; hostile text. */
  readonly subject: string | null;
}

export interface OidcGateway {
  /** Errors: oidc-issuer-unreadable, sign-in-not-reachable, network-* and the like, cancelled. */
  begin(client: OidcClient, redirectUri: string, signal: AbortSignal): Promise<Result<OidcAttempt>>;
  /**
   * Trades what the browser brought for tokens. Errors: sign-in-refused (the person or the provider said no),
   * sign-in-answer-forged (state, nonce, issuer, audience, signature), oidc-token-refused, those of `begin`.
   */
  finish(
    client: OidcClient,
    attempt: OidcAttempt,
    callbackUrl: URL,
    signal: AbortSignal,
  ): Promise<Result<OidcTokens>>;
  /** Errors: sign-in-revoked, and those of `finish`. */
  refresh(client: OidcClient, refreshToken: Secret, signal: AbortSignal): Promise<Result<OidcTokens>>;
}

export interface RedirectRequest {
  readonly host: '127.0.0.1' | 'localhost';
  /** Null: any free one. */
  readonly port: number | null;
  readonly path: string;
  /** The address's own query must hold this state; anything else is answered 404 and does not use the listener up. */
  readonly state: string;
}

export interface OpenRedirect {
  /** The first, and only, visit that belongs to the sign-in. Errors: cancelled. */
  readonly visit: Promise<Result<URL>>;
  close(): void;
}

/** Listens on this machine for the browser's return: https://datatracker.ietf.org/doc/html/rfc8252#section-7.3 */
export interface RedirectListener {
  /** Errors: redirect-port-taken. The port is known before the state is. */
  reserve(request: Omit<RedirectRequest, 'state'>, signal: AbortSignal): Promise<Result<ReservedRedirect>>;
}

export interface ReservedRedirect {
  readonly redirectUri: string;
  listen(state: string): OpenRedirect;
  close(): void;
}

// --- IAM Identity Center --------------------------------------------------------------------------------------------

/** Registered by RegisterClient, for one Region and start page. */
export interface SsoClient {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export interface SsoTokens {
  readonly accessToken: Secret;
  /** Epoch ms by AWS's clock. */
  readonly expiresAt: number;
  readonly refreshToken: Secret | null;
}

export interface DeviceAuthorization {
  readonly deviceCode: Secret;
  readonly userCode: string;
  readonly verificationUrl: string;
  /** With the code filled in. */
  readonly verificationUrlComplete: string;
  /** Epoch ms by AWS's clock. */
  readonly expiresAt: number;
  readonly intervalSeconds: number;
}

export type SsoGrant =
  | { readonly kind: 'device'; readonly deviceCode: Secret }
  | {
      readonly kind: 'code';
      readonly code: Secret;
      readonly codeVerifier: Secret;
      readonly redirectUri: string;
    }
  | { readonly kind: 'refresh'; readonly refreshToken: Secret };

/** `pending` and `slow-down` are answers, not failures: ask again after the interval, longer by 5 s for the latter. */
export type SsoTokenAnswer =
  | { readonly kind: 'tokens'; readonly tokens: SsoTokens }
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow-down' };

export interface SsoAccount {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly email: string | null;
}

export interface SsoPage<Item> {
  readonly items: readonly Item[];
  /** Null: the last page. */
  readonly nextToken: string | null;
}

/**
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html and
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/Welcome.html. Errors of all:
 * identity-center-refused, -throttled, sign-in-revoked (the token is not taken any more), sign-in-refused (consent
 * denied), network-*, proxy-*, tls-*, cancelled.
 */
export interface IdentityCenterGateway {
  registerClient(
    region: string,
    startUrl: string,
    flow: 'browser' | 'device',
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoClient>>;
  startDevice(
    region: string,
    client: SsoClient,
    startUrl: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<DeviceAuthorization>>;
  /** Where the browser goes for an authorization code with PKCE. Errors: endpoint-not-allowed, identity-center-refused. */
  authorizationUrl(
    region: string,
    client: SsoClient,
    query: { readonly redirectUri: string; readonly state: string; readonly codeChallenge: string },
  ): Promise<Result<string>>;
  createToken(
    region: string,
    client: SsoClient,
    grant: SsoGrant,
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoTokenAnswer>>;
  listAccounts(
    region: string,
    accessToken: Secret,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoPage<SsoAccount>>>;
  listAccountRoles(
    region: string,
    accessToken: Secret,
    accountId: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoPage<string>>>;
  /** Errors beside: identity-center-no-access. */
  roleCredentials(
    region: string,
    accessToken: Secret,
    accountId: string,
    roleName: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>>;
  /** Ends the access token; role sessions live on. */
  logout(region: string, accessToken: Secret, signal: AbortSignal): Promise<StsAnswer<undefined>>;
}

/** The AWS CLI's own cache, which is only read: the CLI takes no lock, and refresh tokens rotate. */
export interface CliSsoCache {
  /** `~/.aws/sso/cache/SHA1.json` of the session's name, else of the start page. Null: none, or over. */
  read(
    session: string,
    startUrl: string,
  ): Promise<Result<{ readonly accessToken: Secret; readonly expiresAt: number } | null>>;
}

// --- What sign-ins keep ---------------------------------------------------------------------------------------------

/** What one sign-in holds over restarts. */
export type SignInMemory =
  | { readonly kind: 'saml'; readonly cookies: Secret }
  | { readonly kind: 'oidc'; readonly refreshToken: Secret; readonly subject: string | null }
  | {
      readonly kind: 'identity-center';
      readonly client: SsoClient;
      readonly tokens: SsoTokens | null;
    };

export interface StoredSignIn {
  readonly signInId: string;
  readonly memory: SignInMemory;
}

/** Sealed as sessions are, in a file of its own; errors as SessionCache's. */
export interface SignInCache {
  load(): Promise<Result<Loaded<readonly StoredSignIn[]>>>;
  save(signIns: readonly StoredSignIn[]): Promise<Result<undefined>>;
  startOver(): Promise<Result<undefined>>;
}

// --- Programs, files and the machine --------------------------------------------------------------------------------

export interface CommandOptions {
  /** Ms. */
  readonly patience: number;
  /** Added to the app's own environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Programs that the person told us to run: credential_process, mfa_process, and the like. */
export interface CommandRunner {
  /**
   * Starts it without a shell and answers with its standard output. Nothing of what it printed is in an error.
   * Errors: command-not-found, -failed, -timed-out, -output-unreadable (too much), cancelled.
   */
  run(command: string, options: CommandOptions, signal: AbortSignal): Promise<Result<Secret>>;
}

/** Asks outside the window, which must not be able to start programs by itself. */
export interface TrustedDialog {
  /** The desktop's own dialog. */
  confirmCommand(command: string): Promise<boolean>;
}

export interface TokenFiles {
  /** Errors: token-file-unreadable. */
  read(path: string): Promise<Result<Secret>>;
}

export interface MachineCredentials {
  /** Errors: machine-credentials-missing, network-*, cancelled. */
  get(
    from: MachineSource['from'],
    signal: AbortSignal,
  ): Promise<Result<LongTermCredentials | SessionCredentials>>;
}

export interface OneTimeCode {
  readonly code: string;
  /** Epoch ms. */
  readonly validUntil: number;
}

/** Time-based one-time passwords: https://datatracker.ietf.org/doc/html/rfc6238 */
export interface OneTimeCodes {
  /** A seed in the form that `code` takes. Errors: mfa-seed-unreadable. */
  readSeed(text: Secret): Promise<Result<Secret>>;
  /** The code at that time, epoch ms, and until when it is that. */
  code(seed: Secret, at: number): Promise<OneTimeCode>;
}

// --- Browsers and other tools ---------------------------------------------------------------------------------------

export interface BrowserCatalog {
  list(): Promise<readonly BrowserView[]>;
}

/** A key or profile of another tool; the secret is read when it is taken over. */
export interface OtherToolItem extends OtherToolEntry {
  readonly take: OtherToolTake | null;
}

export type OtherToolTake =
  | { readonly kind: 'access-key'; readonly read: () => Promise<Result<LongTermCredentials>> }
  | {
      readonly kind: 'assume-role';
      /** Id of the entry whose key or role it calls with. */
      readonly sourceId: string;
      readonly roleArn: string;
      readonly region: string;
      readonly mfaSerial: string | null;
      readonly roleSessionName: string | null;
    }
  | {
      readonly kind: 'session-token';
      readonly sourceId: string;
      readonly region: string;
      readonly mfaSerial: string | null;
    }
  | {
      readonly kind: 'assume-role-with-saml';
      readonly startUrl: string;
      readonly roleArn: string;
      readonly principalArn: string;
      readonly region: string;
    }
  | {
      readonly kind: 'identity-center';
      readonly startUrl: string;
      readonly ssoRegion: string;
      readonly accountId: string;
      readonly roleName: string;
      readonly region: string;
    };

export interface OtherTools {
  /** Errors: other-tool-unreadable, keychain-locked, keychain-unavailable. */
  read(
    tool: OtherTool,
  ): Promise<Result<{ readonly place: string | null; readonly items: readonly OtherToolItem[] }>>;
}

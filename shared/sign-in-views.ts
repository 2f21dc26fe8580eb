import type { AppError, FailedEntry } from './errors.ts';
import type { RecipeKind } from './profile.ts';
import type { SignIn, SignInKind } from './sign-in.ts';
import type { CopyView } from './views.ts';

/** What a window, the tray or the CLI may see of the ways into AWS. Nothing here is ever a secret. */

export interface SignInView extends SignIn {
  /** `renewable`: what is held is over, but a new one needs nobody. */
  readonly state: 'signed-out' | 'signed-in' | 'renewable';
  /** Until when the person is surely not needed, epoch ms by this machine's clock; null: not known, or signed out. */
  readonly expiresAt: number | null;
  /** Who signed in, as the provider calls them: hostile text; null: not told. */
  readonly subject: string | null;
  /** The last failure that still matters. */
  readonly problem: AppError | null;
  /** Accounts whose roles were read so far; null: no search under way. */
  readonly listing: { readonly done: number; readonly total: number | null } | null;
}

/** A sign-in that waits for the person. One is shown at a time. */
export interface SignInPromptView {
  readonly id: string;
  readonly signInId: string;
  readonly signInName: string;
  readonly kind: SignInKind;
  /** What waits for it; empty: it was asked for by itself. */
  readonly profileNames: readonly string[];
  /**
   * `asked`: a program wants it, nothing was opened yet. `browser`: the person's browser has the page. `device`: as
   * that, and shows a code to compare. `window`: Keycutter's own sign-in window has it. `assertion`: the browser has
   * the page, and the person brings the SAML response. `working`: no more is needed of the person.
   */
  readonly stage: 'asked' | 'browser' | 'device' | 'window' | 'assertion' | 'working';
  /** Host of the page, to be shown; null with `asked` and `working`. */
  readonly host: string | null;
  /** `device` only. */
  readonly userCode: string | null;
  /** Why the last try came to nothing; the prompt stays. */
  readonly error: AppError | null;
  /** How many further sign-ins wait behind this one. */
  readonly waiting: number;
}

/** A role that a sign-in opens. */
export interface SignInRole {
  /** 12 digits. */
  readonly account: string;
  /** Null: not told. Hostile text, as is `email`. */
  readonly accountName: string | null;
  readonly email: string | null;
  /** Name of the permission set, or the role's ARN with SAML: what `createProfiles` takes. */
  readonly role: string;
  readonly roleName: string;
  /** The profile that is there for it already. */
  readonly profileId: string | null;
}

export interface NewProfilesOutcome {
  readonly created: number;
  /** Had a profile already. */
  readonly skipped: number;
  readonly failed: readonly FailedEntry[];
}

/** Codes of MFA devices that are not typed, or whose serial a key's user is known to have. */
export interface MfaDeviceView {
  readonly serial: string;
  readonly codes: 'typed' | 'seed' | 'command';
  /** With `command`. */
  readonly command: string | null;
  readonly problem: AppError | null;
}

/** What is known of a role's MaxSessionDuration, seconds. */
export interface RoleMaximumView {
  readonly roleArn: string;
  /** As iam:GetRole told; null: never told. */
  readonly seconds: number | null;
  /** The shortest duration that AWS refused as over the maximum; null: none. */
  readonly refusedSeconds: number | null;
  /** Epoch ms by this machine's clock. */
  readonly learnedAt: number;
}

export interface RaisePlan {
  readonly roleArn: string;
  readonly roleName: string;
  /** Null: could not be read. */
  readonly fromSeconds: number | null;
  readonly toSeconds: number;
  /** Who would do it. */
  readonly viaProfileName: string;
  /** The same by the AWS CLI. */
  readonly command: string;
}

export interface BrowserView {
  /** What `openConsole` takes. */
  readonly id: string;
  readonly name: string;
  /** Profiles, or Firefox containers, with ids that `openConsole` takes. */
  readonly profiles: readonly { readonly id: string; readonly name: string }[];
}

export interface HandedOff {
  readonly copy: CopyView;
  /** What takes it back: a policy to attach to the role or user in IAM, JSON text; null: nothing but time does. */
  readonly revokePolicy: string | null;
  /** What that policy is attached to. */
  readonly revokeOn:
    | { readonly kind: 'role'; readonly arn: string }
    | { readonly kind: 'user-of-key'; readonly keyName: string }
    | null;
  /** The identity provider named the session, so the policy ends the person's own sessions of that role as well. */
  readonly revokesOwn: boolean;
}

export type OtherTool = 'aws-vault' | 'leapp';

export interface OtherToolEntry {
  /** What `import` takes. */
  readonly id: string;
  /** Hostile text. */
  readonly name: string;
  readonly becomes: RecipeKind | 'access-key' | null;
  /** A role, an account, a start page: hostile text. */
  readonly about: string;
  /** Why it can't be taken over, or what will be missing. */
  readonly problem: AppError | null;
}

export interface OtherToolPreview {
  readonly tool: OtherTool;
  /** Where it was found; null: it has nothing here. */
  readonly place: string | null;
  readonly entries: readonly OtherToolEntry[];
}

import type {
  AssumeRoleRecipe,
  AssumeRoleWithWebIdentityRecipe,
  CommandSource,
  CredentialProcessRecipe,
  IdentityCenterRecipe,
  MachineSource,
  ProfileSource,
  Recipe,
  TokenFileSource,
} from '../../../shared/profile.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { SignInDraft } from '../../../shared/sign-in.ts';

export interface ProposedKey {
  /** The section it stands in. */
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** The key of the proposal; what has no id before it is imported; or what needs none. */
export type ProposedCaller =
  | { readonly kind: 'access-key' }
  /** The profile that this section becomes. */
  | { readonly kind: 'section'; readonly name: string }
  | ProfileSource
  | MachineSource;

export interface ProposedSignIn {
  readonly kind: 'new-sign-in';
  readonly draft: SignInDraft;
}

type Proposed<Of extends Recipe, Source> = Omit<Of, 'source'> & { readonly source: Source };

/** A recipe but for the ids of what it calls with. */
export type ProposedRecipe =
  | Proposed<AssumeRoleRecipe, ProposedCaller>
  | Proposed<AssumeRoleWithWebIdentityRecipe, TokenFileSource>
  | Proposed<IdentityCenterRecipe, ProposedSignIn>
  | Proposed<CredentialProcessRecipe, CommandSource>;

/** A device whose codes a program prints: aws-vault's `mfa_process`. */
export interface ProposedDevice {
  readonly serial: string;
  readonly command: string;
}

/** All that is needed to import one section. */
export interface Proposal {
  /** Null: it calls with no key, or the key is no longer in the files and Keycutter keeps it under `keyId`. */
  readonly key: ProposedKey | null;
  readonly keyId: string | null;
  /** Null: the section is just an access key. The name may be taken. */
  readonly profile: { readonly name: string; readonly recipe: ProposedRecipe } | null;
  readonly device: ProposedDevice | null;
  /** For the profile's origin. */
  readonly digest: string;
  /** The section's own Region, or the default. */
  readonly region: string;
}

/** Whole command lines that importing it would have Keycutter run from then on. */
export function commandsOf({ profile, device }: Pick<Proposal, 'profile' | 'device'>): readonly string[] {
  const source = profile?.recipe.source;
  return [
    ...(source?.kind === 'command' ? [source.command] : []),
    ...(device === null ? [] : [device.command]),
  ];
}

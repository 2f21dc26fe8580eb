import type { ManagedSection } from '../../../shared/aws-files-views.ts';

/**
 * Keys of a profile: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html#ConfigFileSettings
 */

export const secretKeys: ReadonlySet<string> = new Set([
  'aws_secret_access_key',
  'aws_session_token',
  // botocore reads this older name before the newer.
  'aws_security_token',
]);

export const tokenKeys = ['aws_security_token', 'aws_session_token'] as const;

/** Taken out together, when a key leaves a section. */
export const staticKeys: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_account_id',
  ...secretKeys,
]);

const identityCenterKeys = [
  'sso_session',
  'sso_account_id',
  'sso_role_name',
  'sso_start_url',
  'sso_region',
  'sso_registration_scopes',
] as const;

/** Whatever gives a profile credentials, and so could win over ours. */
export const credentialKeys: ReadonlySet<string> = new Set([
  ...staticKeys,
  'role_arn',
  'source_profile',
  'credential_source',
  'credential_process',
  'web_identity_token_file',
  'login_session',
  ...identityCenterKeys,
]);

/** What botocore takes before it gets to what a managed section of this kind says. */
export const strongerKeys: Readonly<Record<ManagedSection['kind'], ReadonlySet<string>>> = {
  process: new Set(['role_arn', 'web_identity_token_file', 'login_session', ...identityCenterKeys]),
  static: new Set(['role_arn', 'web_identity_token_file', 'aws_security_token', ...identityCenterKeys]),
  region: credentialKeys,
};

/** Change where calls go or what they ask for; the profile works without. */
export const notSupportedKeys = [
  'endpoint_url',
  'services',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
  'sts_regional_endpoints',
  'ca_bundle',
  // aws-vault's own: https://github.com/99designs/aws-vault/blob/master/USAGE.md
  'include_profile',
  'session_tags',
  'source_identity',
  'transitive_session_tags',
] as const;

/** What makes a section another one for the import; `output` and the like do not. */
export const shapingKeys: ReadonlySet<string> = new Set([
  ...credentialKeys,
  ...notSupportedKeys,
  // aws-vault's, too.
  'mfa_process',
  'region',
  'external_id',
  'mfa_serial',
  'role_session_name',
  'duration_seconds',
]);

/** Ours: mark a section that Keycutter writes. */
export const profileMarker = 'keycutter_profile';
export const regionMarker = 'keycutter_region';
/** Ours: when a section with static keys ends, ISO 8601. */
export const expirationMarker = 'keycutter_expiration';

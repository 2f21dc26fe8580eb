import type * as OpenId from 'openid-client';
import type { Secret } from '../../shared/secret.ts';
import type { ProviderServer } from './oidc-servers.ts';

type Library = typeof OpenId;

export function configure(
  library: Library,
  clientId: string,
  { metadata, clockSkew, plain }: ProviderServer,
  authentication: OpenId.ClientAuth,
): OpenId.Configuration {
  const traits = { [library.clockSkew]: clockSkew };
  const configuration = new library.Configuration(metadata, clientId, traits, authentication);
  // Only to this machine: ProviderCalls sees to that.
  if (plain) library.allowInsecureRequests(configuration);
  return configuration;
}

/**
 * Basic is what a client is registered with unless it says otherwise. Many providers list both and hold a client to the
 * one it was registered with, which only the first try tells: https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function authentications(
  library: Library,
  { metadata }: ProviderServer,
  clientSecret: Secret | null,
): readonly OpenId.ClientAuth[] {
  if (clientSecret === null) return [library.None()];
  const secret = clientSecret.reveal();
  const taken = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const basic = taken.includes('client_secret_basic') ? [library.ClientSecretBasic(secret)] : [];
  const post = taken.includes('client_secret_post') ? [library.ClientSecretPost(secret)] : [];
  return basic.length + post.length === 0 ? [library.ClientSecretPost(secret)] : [...basic, ...post];
}

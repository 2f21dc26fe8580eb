/**
 * Whether this is the address of Keycutter's own container endpoint (agent/container-endpoint.ts), which a renewing
 * shell has in AWS_CONTAINER_CREDENTIALS_FULL_URI. By its shape: a shell outlives the port it was made for.
 */
export function isOwnEndpoint(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname } = new URL(address);
  return (
    protocol === 'http:' &&
    ['127.0.0.1', 'localhost'].includes(hostname) &&
    /^\/profiles\/[\w-]{1,64}$/.test(pathname)
  );
}

/** The environment without the way to Keycutter itself: a program that is its source must not be served by it. */
export function withoutOwnEndpoint(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: address,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: _token,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: _tokenFile,
    ...rest
  } = variables;
  return address !== undefined && isOwnEndpoint(address) ? rest : variables;
}

import type { JsonWebKey } from 'node:crypto';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import type { OidcProvider } from '../identity-providers.ts';

const patience = 5_000;

/** The provider's public keys, asked for now. Both kinds of failure are worth another try. */
export async function providerKeys({ keys, jwksUrl }: OidcProvider): Promise<Answer<readonly JsonWebKey[]>> {
  if (jwksUrl === undefined) {
    return succeed(keys ?? []);
  }
  // This stand-in speaks to nobody but this machine.
  if (new URL(jwksUrl).hostname !== '127.0.0.1') {
    return refusals.idpCommunicationError('Error communicating with the identity provider');
  }
  let response: Response;
  try {
    response = await fetch(jwksUrl, { redirect: 'error', signal: AbortSignal.timeout(patience) });
  } catch {
    return refusals.idpCommunicationError('Error communicating with the identity provider');
  }
  if (response.status >= 500) {
    await response.body?.cancel();
    return refusals.idpCommunicationError('Error communicating with the identity provider');
  }
  const found = readKeys(await response.text().catch(() => ''));
  return response.ok && found !== null ? succeed(found) : noVerificationKey();
}

/** https://github.com/aws/aws-cli/issues/7194 */
export function noVerificationKey() {
  return refusals.invalidIdentityToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}

function readKeys(text: string): readonly JsonWebKey[] | null {
  try {
    const { keys }: { readonly keys?: unknown } = Object(JSON.parse(text));
    return Array.isArray(keys) ? keys.map((key: unknown) => ({ ...Object(key) })) : null;
  } catch {
    return null;
  }
}

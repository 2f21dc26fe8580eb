import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

/** https://www.rfc-editor.org/rfc/rfc7519, read and not yet believed. */
export interface JsonWebToken {
  readonly algorithm: string;
  readonly keyId: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signedText: string;
  readonly signature: Uint8Array;
}

/** Key types and hashes, by the names that AWS takes: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
const algorithms: Readonly<Record<string, { readonly keyType: string; readonly hash: string }>> = {
  RS256: { keyType: 'RSA', hash: 'sha256' },
  RS384: { keyType: 'RSA', hash: 'sha384' },
  RS512: { keyType: 'RSA', hash: 'sha512' },
  ES256: { keyType: 'EC', hash: 'sha256' },
  ES384: { keyType: 'EC', hash: 'sha384' },
  ES512: { keyType: 'EC', hash: 'sha512' },
};

/** Null for what is no signed token: an access token, say. */
export function readToken(text: string): JsonWebToken | null {
  const [header, claims, signature, ...more] = text.split('.');
  if (!header || !claims || !signature || more.length > 0) {
    return null;
  }
  const readHeader = readPart(header);
  const readClaims = readPart(claims);
  if (readHeader === null || readClaims === null) {
    return null;
  }
  const { alg, kid } = readHeader;
  return typeof alg === 'string' && Object.hasOwn(algorithms, alg)
    ? {
        algorithm: alg,
        keyId: typeof kid === 'string' ? kid : null,
        claims: readClaims,
        signedText: `${header}.${claims}`,
        signature: Buffer.from(signature, 'base64url'),
      }
    : null;
}

/** The key that the token names, or the only one when it names none. */
export function keyFor(token: JsonWebToken, keys: readonly JsonWebKey[]): JsonWebKey | undefined {
  const { keyType } = algorithms[token.algorithm] ?? {};
  const fitting = keys.filter(({ kty }) => kty === keyType);
  if (token.keyId !== null) {
    return fitting.find(({ kid }) => kid === token.keyId);
  }
  return fitting.length === 1 ? fitting[0] : undefined;
}

export function isSignedBy(token: JsonWebToken, jwk: JsonWebKey): boolean {
  const { hash } = algorithms[token.algorithm] ?? {};
  if (hash === undefined) {
    return false;
  }
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify(hash, Buffer.from(token.signedText), { key, dsaEncoding: 'ieee-p1363' }, token.signature);
  } catch {
    return false;
  }
}

function readPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

/** What an OpenID Connect provider signs with. */
export interface WebIdentityKey {
  readonly algorithm: 'RS256' | 'ES256';
  readonly privateKey: KeyObject;
  /** With kid, alg and use: an entry of a JWKS document, and of `keys` of an OIDC provider in account data. */
  readonly publicJwk: JsonWebKey;
}

export function createWebIdentityKey(
  algorithm: WebIdentityKey['algorithm'] = 'RS256',
  keyId = 'key-1',
): WebIdentityKey {
  const { privateKey, publicKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: algorithm, use: 'sig' };
  return { algorithm, privateKey, publicJwk };
}

export interface WebIdentityTokenOptions {
  readonly key: WebIdentityKey;
  /** `https://idp.example.com/tenant`. */
  readonly issuer: string;
  /** The client id that it is for. */
  readonly audience: string | readonly string[];
  readonly subject: string;
  /** When it is issued, epoch ms. */
  readonly at: number;
  /** Seconds from `at`; 3600 when absent. */
  readonly life?: number;
  /** Further claims, or others in place of the usual ones; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The same for the header: alg, kid, typ. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A signed JSON Web Token: https://www.rfc-editor.org/rfc/rfc7519 */
export function webIdentityToken(options: WebIdentityTokenOptions): string {
  const { key, issuer, audience, subject, at, life = 3600 } = options;
  const issuedAt = Math.floor(at / 1000);
  const header = { alg: key.algorithm, kid: key.publicJwk.kid, typ: 'JWT', ...options.header };
  const claims = {
    iss: issuer,
    aud: audience,
    sub: subject,
    iat: issuedAt,
    exp: issuedAt + life,
    ...options.claims,
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** Session tags and a source identity, for `claims`: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp */
export function awsClaims(
  tags: Readonly<Record<string, string>>,
  transitiveTagKeys: readonly string[] = [],
  sourceIdentity?: string,
): Readonly<Record<string, unknown>> {
  const principalTags = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]]));
  return {
    'https://aws.amazon.com/tags': { principal_tags: principalTags, transitive_tag_keys: transitiveTagKeys },
    'https://aws.amazon.com/source_identity': sourceIdentity,
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

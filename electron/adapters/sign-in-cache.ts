import * as z from 'zod/mini';
import { unreachable } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { SignInCache, SignInMemory, StoredSignIn } from '../core/way-in-ports.ts';
import type { SealedRecord } from './sealed-file.ts';
import { readJson, type SealedFormat, SealedStore, type SealedStoreOptions } from './sealed-store.ts';

/** What sign-ins hold over restarts: cookies, refresh tokens, registrations. */
export class SealedSignInCache extends SealedStore<StoredSignIn> implements SignInCache {
  constructor(options: SealedStoreOptions) {
    super(options, signInsFormat);
  }
}

const plainMemory = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saml'), cookies: z.string() }),
  z.object({ kind: z.literal('oidc'), refreshToken: z.string(), subject: z.nullable(z.string()) }),
  z.object({
    kind: z.literal('identity-center'),
    client: z.object({ clientId: z.string(), clientSecret: z.string(), expiresAt: z.number() }),
    tokens: z.nullable(
      z.object({
        accessToken: z.string(),
        expiresAt: z.number(),
        refreshToken: z.nullable(z.string()),
      }),
    ),
  }),
]);
const storedSignIn = z.object({ signInId: z.string(), memory: plainMemory });

type PlainMemory = z.infer<typeof plainMemory>;

const signInsFormat: SealedFormat<StoredSignIn> = {
  kind: 'sign-ins',
  what: { file: 'sign-ins-file', part: 'part-of-sign-ins' },
  write({ signInId, memory }): SealedRecord {
    const plain: z.infer<typeof storedSignIn> = { signInId, memory: inClear(memory) };
    return { name: signInId, text: JSON.stringify(plain) };
  },
  read({ name, text }): StoredSignIn | null {
    const parsed = storedSignIn.safeParse(readJson(text));
    if (!parsed.success || parsed.data.signInId !== name) return null;
    return { signInId: name, memory: veiled(parsed.data.memory) };
  },
};

function inClear(memory: SignInMemory): PlainMemory {
  switch (memory.kind) {
    case 'saml':
      return { ...memory, cookies: memory.cookies.reveal() };
    case 'oidc':
      return { ...memory, refreshToken: memory.refreshToken.reveal() };
    case 'identity-center': {
      const { client, tokens } = memory;
      return {
        kind: memory.kind,
        client: { ...client, clientSecret: client.clientSecret.reveal() },
        tokens: tokens && {
          ...tokens,
          accessToken: tokens.accessToken.reveal(),
          refreshToken: tokens.refreshToken?.reveal() ?? null,
        },
      };
    }
    default:
      return unreachable(memory);
  }
}

function veiled(memory: PlainMemory): SignInMemory {
  switch (memory.kind) {
    case 'saml':
      return { ...memory, cookies: new Secret(memory.cookies) };
    case 'oidc':
      return { ...memory, refreshToken: new Secret(memory.refreshToken) };
    case 'identity-center': {
      const { client, tokens } = memory;
      return {
        kind: memory.kind,
        client: { ...client, clientSecret: new Secret(client.clientSecret) },
        tokens: tokens && {
          ...tokens,
          accessToken: new Secret(tokens.accessToken),
          refreshToken: tokens.refreshToken === null ? null : new Secret(tokens.refreshToken),
        },
      };
    }
    default:
      return unreachable(memory);
  }
}

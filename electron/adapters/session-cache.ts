import * as z from 'zod/mini';
import { Secret } from '../../shared/secret.ts';
import type { SessionCache, StoredSession } from '../core/store-ports.ts';
import type { SealedRecord } from './sealed-file.ts';
import { readJson, type SealedFormat, SealedStore, type SealedStoreOptions } from './sealed-store.ts';

/** Live sessions, kept over restarts. */
export class SealedSessionCache extends SealedStore<StoredSession> implements SessionCache {
  constructor(options: SealedStoreOptions) {
    super(options, sessionsFormat);
  }
}

const storedSession = z.object({
  identity: z.string(),
  profileId: z.string(),
  chosenDurationSeconds: z.nullable(z.number()),
  issuedAt: z.number(),
  lastUsedAt: z.number(),
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.string(),
    expiration: z.number(),
    assumedRoleArn: z.nullable(z.string()),
  }),
});

const sessionsFormat: SealedFormat<StoredSession> = {
  kind: 'sessions',
  what: { file: 'sessions-file', part: 'part-of-sessions' },
  write: writeSession,
  read: readSession,
};

/** Two profiles may share an identity, each with a session of it. */
function recordName({ profileId, identity }: Pick<StoredSession, 'profileId' | 'identity'>): string {
  return `${profileId} ${identity}`;
}

function writeSession(session: StoredSession): SealedRecord {
  const { credentials } = session;
  const plain: z.infer<typeof storedSession> = {
    ...session,
    credentials: {
      ...credentials,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken.reveal(),
    },
  };
  return { name: recordName(session), text: JSON.stringify(plain) };
}

function readSession({ name, text }: SealedRecord): StoredSession | null {
  const parsed = storedSession.safeParse(readJson(text));
  // Files of older versions have the identity alone.
  if (!parsed.success || ![recordName(parsed.data), parsed.data.identity].includes(name)) return null;
  const { credentials, ...rest } = parsed.data;
  const { secretAccessKey, sessionToken } = credentials;
  return {
    ...rest,
    credentials: Object.freeze({
      ...credentials,
      secretAccessKey: new Secret(secretAccessKey),
      sessionToken: new Secret(sessionToken),
    }),
  };
}

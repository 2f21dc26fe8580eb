import type { TemporaryCredentials } from '../session-store.ts';
import type { XmlContent } from '../xml.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
export function credentialsXml(credentials: TemporaryCredentials): XmlContent {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: new Date(credentials.expiresAt).toISOString().replace('.000Z', 'Z'),
  };
}

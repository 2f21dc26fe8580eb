import { randomUUID } from 'node:crypto';
import { type OnBeforeRequestListenerDetails, type Session, session } from 'electron';
import { isSamlEndpoint } from '../../shared/saml-endpoints.ts';
import { mayLoadForSignIn } from './sign-in-addresses.ts';
import { withoutAppNames } from './user-agent.ts';

/**
 * The one exception to the strict rules of harden.ts: sessions made here may load pages of the outside. Nothing else
 * can become such a session.
 */
const signInSessions = new WeakSet<Session>();

export function isSignInSession(session: Session): boolean {
  return signInSessions.has(session);
}

/** The bytes of a form that a page has sent off to AWS. */
export type OnSamlPost = (body: Buffer) => void;

export class SignInSession {
  readonly session: Session;
  /** What to do with a form that was on its way to AWS. Null: nothing; AWS never gets it either way. */
  onSamlPost: OnSamlPost | null = null;

  constructor() {
    // No `persist:`: what is in it is in memory only, and no page can guess the name.
    this.session = session.fromPartition(`sign-in-${randomUUID()}`, { cache: false });
    signInSessions.add(this.session);
    // As Chrome calls itself: some providers refuse a browser they do not know. Nothing else is made up.
    this.session.setUserAgent(withoutAppNames(this.session.getUserAgent()));
    // Takes the place of the listener of harden.ts: https://www.electronjs.org/docs/latest/api/web-request
    this.session.webRequest.onBeforeRequest((details, callback) => {
      const isSamlPost = details.method === 'POST' && isSamlEndpoint(details.url);
      callback({ cancel: isSamlPost || !mayLoadForSignIn(details.url) });
      if (isSamlPost && isFrame(details)) this.onSamlPost?.(bodyOf(details));
    });
  }

  /** Settings' proxy; empty: the system's. */
  async setProxy(proxyUrl: string): Promise<void> {
    await this.session.setProxy(proxyUrl === '' ? { mode: 'system' } : { proxyRules: proxyUrl });
  }

  /** Everything a provider may have left. */
  async clear(): Promise<void> {
    this.onSamlPost = null;
    await this.session.closeAllConnections();
    await Promise.all([
      this.session.clearData(),
      this.session.clearStorageData(),
      this.session.clearCache(),
      this.session.clearAuthCache(),
      this.session.clearHostResolverCache(),
    ]);
  }
}

function isFrame({ resourceType }: OnBeforeRequestListenerDetails): boolean {
  return resourceType === 'mainFrame' || resourceType === 'subFrame';
}

function bodyOf({ uploadData }: OnBeforeRequestListenerDetails): Buffer {
  // Absent where the form is empty, whatever the types say.
  const parts: readonly (Electron.UploadData | undefined)[] = uploadData ?? [];
  return Buffer.concat(parts.map((part) => part?.bytes ?? Buffer.alloc(0)));
}

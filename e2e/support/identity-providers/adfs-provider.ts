import { randomUUID } from 'node:crypto';
import { samlPostPage, samlResponse } from '../../../simulator/testing/saml-response.ts';
import {
  type Answer,
  isPerson,
  PageServer,
  type ProviderOptions,
  page,
  person,
  redirect,
  type Visit,
} from './provider-server.ts';

const path = '/adfs/ls/IdpInitiatedSignOn.aspx';

/**
 * Shaped as AD FS: one address does all, IdP-initiated; a session cookie; a page whose form sends itself; the Assertion is
 * signed, in default namespaces.
 */
export class AdfsProvider {
  readonly #options: ProviderOptions;
  readonly #sessions = new Set<string>();
  #server: PageServer | null = null;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** `port`: where it was before it was closed. */
  async start(port = 0): Promise<this> {
    this.#server = await PageServer.start((visit) => this.#answer(visit), port);
    return this;
  }

  get startUrl(): string {
    return `${this.#pages.origin}${path}?loginToRp=urn:amazon:webservices`;
  }

  get visits(): readonly Visit[] {
    return this.#pages.visits;
  }

  /** Nobody is signed in any more, whatever cookies they have. */
  expire(): void {
    this.#sessions.clear();
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  get #pages(): PageServer {
    if (this.#server === null) throw new Error('The provider was not started.');
    return this.#server;
  }

  #answer({ method, url, cookies, form }: Visit): Answer {
    if (url.pathname !== path) return { status: 404 };
    if (method === 'POST') {
      if (!isPerson(form, 'UserName', 'Password'))
        return { html: loginPage('Incorrect user ID or password.') };
      const session = randomUUID();
      this.#sessions.add(session);
      return redirect(url.pathname + url.search, [`MSISAuth=${session}; path=/adfs; HttpOnly; SameSite=Lax`]);
    }
    if (!this.#sessions.has(cookies.get('MSISAuth') ?? '')) return { html: loginPage('') };
    const { keys, issuer, roles, now, awsEndpoint = 'https://signin.aws.amazon.com/saml' } = this.#options;
    const response = samlResponse({
      keys,
      issuer,
      roles,
      at: now(),
      roleSessionName: person.email,
      recipient: awsEndpoint,
      signed: 'assertion',
      shape: 'default-namespaces',
    });
    return { html: samlPostPage(awsEndpoint, response) };
  }
}

function loginPage(problem: string): string {
  return page(
    'Sign In',
    `<form method="post" id="loginForm"><p role="alert">${problem}</p>
     <label>User <input name="UserName" autocomplete="username"></label>
     <label>Password <input name="Password" type="password"></label>
     <input type="hidden" name="AuthMethod" value="FormsAuthentication"><button>Sign in</button></form>`,
  );
}
